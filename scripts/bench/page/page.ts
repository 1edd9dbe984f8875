/** What `scripts/bench/browser.ts` measures in real Chromium; it calls these through `window.bench`. */
import { bareEngine, ourEngine } from './engine.ts';
import { bareImport, ourImport } from './import.ts';
import { wasmInference } from './inference.ts';

const bench = { bareEngine, ourEngine, bareImport, ourImport, wasmInference };

export type Bench = typeof bench;

declare global {
  interface Window {
    bench: Bench;
  }
}

window.bench = bench;
