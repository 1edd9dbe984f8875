import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { contentSecurityPolicy } from './scripts/vite/content-security-policy.ts';
import { textDetector } from './scripts/vite/text-detector.ts';
import { staticDatasets } from './scripts/vite/static-datasets.ts';
import { workerEntries } from './scripts/vite/worker-entries.ts';

/** Cross-origin isolation, so that ONNX Runtime may use threads; elsewhere the service worker adds the same. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // Relative addresses: the build works in any folder of any static host.
  base: './',
  plugins: [
    svelte(),
    staticDatasets(),
    textDetector(),
    contentSecurityPolicy(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/shell',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: {
        name: 'Reading Room',
        short_name: 'Reading Room',
        description: 'Compare models on medical images and radiology reports, entirely in the browser.',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#0e0f11',
        theme_color: '#0e0f11',
        icons: [
          { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      injectManifest: {
        globPatterns: ['**/*.{js,mjs,css,html,svg,png,jpg,json,wasm,onnx,webmanifest,txt}'],
        // Everything is listed, the large ones too: the service worker fetches those apart (see its offline kit).
        maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
      },
    }),
  ],
  worker: { format: 'es', plugins: () => [workerEntries()] },
  build: { manifest: true, target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 8000 },
  server: { headers: isolation },
  preview: { headers: isolation },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
});
