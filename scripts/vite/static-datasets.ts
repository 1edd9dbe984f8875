import { createReadStream } from 'node:fs';
import { cp, stat } from 'node:fs/promises';
import { extname, join, normalize, resolve } from 'node:path';
import type { Plugin } from 'vite';

const mediaTypes: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

/** Serves the folder `static-datasets` in development and copies it into the build. */
export function staticDatasets(): Plugin {
  let root = '.';
  let outDir = 'dist';
  return {
    name: 'static-datasets',
    configResolved(config) {
      root = config.root;
      outDir = resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use('/static-datasets', (request, response, next) => {
        const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'));
        if (path.includes('..')) {
          next();
          return;
        }
        const file = join(root, 'static-datasets', path);
        stat(file).then(
          (found) => {
            if (!found.isFile()) {
              next();
              return;
            }
            response.setHeader('Content-Type', mediaTypes[extname(file)] ?? 'application/octet-stream');
            createReadStream(file).pipe(response);
          },
          () => next(),
        );
      });
    },
    // Before the service worker lists the files of the build.
    async writeBundle() {
      await cp(join(root, 'static-datasets'), join(outDir, 'static-datasets'), {
        recursive: true,
        filter: (source) => !source.endsWith('.md'),
      });
    },
  };
}
