import { wrap, type Remote } from 'comlink';
import type { InferenceWorkerApi } from './inference.worker.ts';

let network: Remote<InferenceWorkerApi> | null = null;

/** Opens the network of a folder on WebAssembly, and gives the threads that it runs on. */
export async function openNetwork(folder: string): Promise<number> {
  const worker = new Worker(new URL('./inference.worker.ts', import.meta.url), { type: 'module' });
  network = wrap<InferenceWorkerApi>(worker);
  return network.open(folder);
}

/** Seconds of `count` pictures, one at a time. */
export async function runNetwork(count: number): Promise<number> {
  if (network === null) throw new Error('no network is open');
  return network.run(count);
}
