import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';

export interface FileServer {
  /** Empty where there is no such folder. */
  readonly address: string;
  readonly paths: readonly string[];
  close(): Promise<void>;
}

/** Serves the files of a folder, as they are, to tests in a browser: a development server would take them for scripts. */
export async function startFileServer(folder: string): Promise<FileServer> {
  if (!existsSync(folder)) return { address: '', paths: [], close: () => Promise.resolve() };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const known = new Set(paths);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname).slice(1);
    if (!known.has(path)) {
      response.writeHead(404).end();
      return;
    }
    void readFile(join(folder, path)).then((bytes) => {
      response
        .writeHead(200, {
          'Content-Type': 'application/octet-stream',
          'Access-Control-Allow-Origin': '*',
          'Cross-Origin-Resource-Policy': 'cross-origin',
        })
        .end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the file server has no port');
  return {
    address: `http://127.0.0.1:${bound.port}`,
    paths,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
