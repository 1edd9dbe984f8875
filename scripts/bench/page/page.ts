/** What the groups of the bench measure in real Chromium; they call it through `window.bench`. */
import { bareEngine, ourEngine } from './engine.ts';
import { bareImport, longestTask, ourImport } from './import.ts';
import { openNetwork, runNetwork } from './inference.ts';

const bench = { bareEngine, ourEngine, bareImport, longestTask, ourImport, openNetwork, runNetwork };

export type Bench = typeof bench;

declare global {
  interface Window {
    bench: Bench;
  }
}

window.bench = bench;
