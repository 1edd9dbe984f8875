import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { bundledWorkers } from './scripts/vite/bundled-workers.ts';
import { chromiumArguments, findChromium } from './scripts/chromium.ts';

/**
 * Three projects: `unit` runs in Node beside the code; `browser` runs components, storage and workers in real Chromium; `firefox`
 * drives Firefox through the built app.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          setupFiles: ['tests/properties.ts'],
          include: ['src/**/*.test.ts', 'tests/golden/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['src/**/*.svelte.test.ts', 'src/**/*.browser.test.ts'],
          // No test is about time: a property takes longer on a busy machine, and only one that hangs should fail.
          testTimeout: 30_000,
          // Tests share nothing but modules, which hold no state that one could leave to another: loaded once, not once a file.
          isolate: false,
        },
      },
      {
        test: {
          name: 'firefox',
          environment: 'node',
          include: ['tests/firefox/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [svelte(), bundledWorkers()],
        optimizeDeps: {
          include: [
            'dexie',
            'zod',
            'comlink',
            'papaparse',
            '@zip.js/zip.js',
            'vitest-browser-svelte',
            'fast-check',
            'fast-png',
            'fflate',
            'modern-tar',
            '@noble/hashes/sha2.js',
            '@noble/hashes/utils.js',
            'openai',
            'eventsource-parser',
            '@cornerstonejs/codec-openjpeg/decodewasmjs',
            '@cornerstonejs/codec-openjph/wasmjs',
          ],
          // The first finds its WebAssembly beside itself; the others hold components, which must share the tests' own
          // Svelte: optimized when they are first met, they would bring another one.
          exclude: ['onnxruntime-web', '@lucide/svelte', 'svelte-spa-router', '@tanstack/svelte-virtual'],
        },
        server: {
          headers: {
            'Cross-Origin-Opener-Policy': 'same-origin',
            'Cross-Origin-Embedder-Policy': 'require-corp',
          },
        },
        test: {
          name: 'browser',
          globalSetup: ['tests/servers/vitest-global-setup.ts'],
          include: ['src/**/*.svelte.test.ts', 'src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findChromium(), args: chromiumArguments },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
