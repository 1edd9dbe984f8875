import { readdir } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { build, normalizePath } from 'vite';
import type { Plugin } from 'vite';

/** Where the bundles are served. */
const served = '/@bundled-workers/';
const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/**
 * Workers in the tests are bundled, as they are in the build: unbundled, every start of one asks the server for hundreds of
 * modules, which takes longer than most of the tests. They are bundled together, when the first is started.
 */
export function bundledWorkers(): Plugin {
  let bundles: Promise<ReadonlyMap<string, string | Uint8Array>> | null = null;
  return {
    name: 'bundled-workers',
    configureServer({ config: { root, server }, middlewares, watcher }) {
      watcher.on('all', () => (bundles = null));
      middlewares.use((request, response, next) => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
        const isStart = searchParams.has('worker_file') && pathname.endsWith('.worker.ts');
        if (!isStart && !pathname.startsWith(served)) {
          next();
          return;
        }
        bundles ??= bundle(root);
        bundles.then((files) => {
          const name = isStart ? `${pathname.slice(1)}.js` : pathname.slice(served.length);
          const content = files.get(name);
          if (content === undefined) {
            response.writeHead(404).end();
            return;
          }
          response.setHeader('Content-Type', mediaTypes[extname(name)] ?? 'application/octet-stream');
          for (const [header, value] of Object.entries(server.headers))
            if (value !== undefined) response.setHeader(header, value);
          response.end(isStart ? `import '${served}${name}';` : content);
        }, next);
      });
    },
  };
}

/** Every worker, and what it loads: by the name below `served`. */
async function bundle(root: string): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const workers = (await Promise.all([workersIn(root, 'src'), workersIn(root, 'tests')])).flat();
  const entry = 'virtual:workers';
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    base: served,
    publicDir: false,
    plugins: [
      {
        name: entry,
        resolveId: (id) => (id === entry ? id : null),
        load: (id) =>
          id === entry
            ? workers
                .map((name, at) => `export { default as w${String(at)} } from '/${name}?worker&url';`)
                .join('\n')
            : null,
      },
    ],
    worker: {
      format: 'es',
      rolldownOptions: {
        output: {
          entryFileNames: ({ facadeModuleId }) =>
            `${normalizePath(relative(root, facadeModuleId?.split('?')[0] ?? ''))}.js`,
        },
      },
    },
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      reportCompressedSize: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  });
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : [];
  return new Map(
    outputs.flatMap(({ output }) =>
      output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source] as const),
    ),
  );
}

async function workersIn(root: string, folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  return names
    .filter((name) => name.endsWith('.worker.ts'))
    .map((name) => normalizePath(`${folder}/${name}`));
}
