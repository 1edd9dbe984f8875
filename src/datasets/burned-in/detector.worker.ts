import { expose } from 'comlink';
import type { InferenceSession } from 'onnxruntime-web';
import type { Box } from '../../domain/dataset/truth.ts';
import { seenSize, textBoxes } from './text-boxes.ts';

/** PaddleOCR normalises each colour by these (ImageNet's). */
const means = [0.485, 0.456, 0.406] as const;
const deviations = [0.229, 0.224, 0.225] as const;

let session: InferenceSession | null = null;
let input = '';

/** Finds text that is burned into pictures. */
const api = {
  async load(weights: Uint8Array<ArrayBuffer>): Promise<void> {
    const ort = await import('onnxruntime-web/wasm');
    ort.env.wasm.numThreads = globalThis.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, 4) : 1;
    session = await ort.InferenceSession.create(weights, { executionProviders: ['wasm'] });
    input = session.inputNames[0] ?? '';
  },
  /** Boxes around text, in the picture's pixels. Rejects for a picture that cannot be decoded. */
  async find(picture: Blob): Promise<readonly Box[]> {
    if (session === null) throw new Error('The detector was asked before it was loaded.');
    const bitmap = await createImageBitmap(picture);
    const size = { width: bitmap.width, height: bitmap.height };
    const seen = seenSize(size);
    const context = new OffscreenCanvas(seen.width, seen.height).getContext('2d', {
      willReadFrequently: true,
    });
    if (context === null) throw new Error('The browser gives no drawing surface: too little memory.');
    context.drawImage(bitmap, 0, 0, seen.width, seen.height);
    bitmap.close();
    const { data } = context.getImageData(0, 0, seen.width, seen.height);
    const ort = await import('onnxruntime-web/wasm');
    const tensor = new ort.Tensor('float32', planes(data), [1, 3, seen.height, seen.width]);
    const outputs = await session.run({ [input]: tensor });
    const [map] = Object.values(outputs);
    const values = await map?.getData();
    const [, , height = 0, width = 0] = map?.dims ?? [];
    if (!(values instanceof Float32Array)) throw new Error('The detector gave no map.');
    return textBoxes(values, width, height, size);
  },
};

function planes(data: Uint8ClampedArray): Float32Array {
  const count = data.length / 4;
  const result = new Float32Array(count * 3);
  for (const [channel, mean] of means.entries()) {
    const deviation = deviations[channel] ?? 1;
    for (let at = 0; at < count; at += 1)
      result[channel * count + at] = ((data[at * 4 + channel] ?? 0) / 255 - mean) / deviation;
  }
  return result;
}

export type TextDetectorApi = typeof api;

expose(api);
