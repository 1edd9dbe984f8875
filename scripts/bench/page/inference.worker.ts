import { expose } from 'comlink';
import { readAsset, readModelFile, type OnnxModelFile } from '../../../src/models/onnx/model-file.ts';
import { openSession, type OnnxSession } from '../../../src/models/onnx/session.ts';

let opened: { readonly model: OnnxModelFile; readonly session: OnnxSession } | null = null;

/** The network as the app opens it, in a worker as the app has it. */
const api = {
  /** Gives the threads that it runs on. */
  async open(location: string): Promise<number> {
    const model = await readModelFile(location, fetchAsset);
    const weights = new Uint8Array(await readAsset(location, model.file, fetchAsset));
    const session = await openSession(model, weights, 'wasm');
    opened = { model, session };
    return session.backend.threads;
  },
  /** Seconds of `count` runs, one after the other. */
  async run(count: number): Promise<number> {
    const collection = opened?.model.collections[0];
    if (opened === null || collection === undefined) throw new Error('no network is open');
    const [height, width] = opened.model.input.size;
    const input = Float32Array.from({ length: 3 * height * width }, (_, index) => ((index * 37) % 255) / 255);
    const start = performance.now();
    for (let n = 0; n < count; n += 1) await opened.session.run(input, collection);
    return (performance.now() - start) / 1000;
  },
};

const fetchAsset = (url: string, init: RequestInit) => fetch(new URL(`/${url}`, location.origin), init);

export type InferenceWorkerApi = typeof api;

expose(api);
