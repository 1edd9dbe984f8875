import { expect, test } from 'vitest';
import chestUrl from '../../../static-datasets/chest/images/chest-0025.png?url';
import polypUrl from '../../../static-datasets/endoscopy/images/endoscopy-0029.png?url';
import { decodeImage } from './decode.ts';
import { readAsset, readModelFile } from './model-file.ts';
import type { OnnxModelFile } from './model-file.ts';
import { resizeToTensor } from './resize.ts';
import { openSession } from './session.ts';
import type { OnnxSession } from './session.ts';

/** Vite serves the folder `public` at the root, as the app does. */
const location = '/models/bundled';

/** The network that comes with the app, on pictures that come with it: the other tests have a fixture of a few layers. */
const pictures = [
  { id: 'chest', url: chestUrl },
  { id: 'endoscopy', url: polypUrl },
];

async function bytesAt(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be loaded (${String(response.status)})`);
  return new Uint8Array(await response.arrayBuffer());
}

/** One picture after the other: a session runs one at a time. */
async function answers(session: OnnxSession, model: OnnxModelFile) {
  const given: { readonly probabilities: number[]; readonly mask: number[] }[] = [];
  for (const { id, url } of pictures) {
    const collection = model.collections.find((candidate) => candidate.id === id);
    if (collection === undefined) throw new Error(`the bundled network knows no ${id}`);
    const { rgba, width, height } = await decodeImage(await bytesAt(url), 'image/png');
    const input = resizeToTensor(rgba, width, height, model.input.size);
    const { logits, mask } = await session.run(input, collection);
    const own = [...logits.subarray(collection.offset, collection.offset + collection.classes.length)];
    const powers = own.map((logit) => Math.exp(logit / model.temperature));
    const sum = powers.reduce((total, power) => total + power, 0);
    given.push({ probabilities: powers.map((power) => power / sum), mask: [...(mask?.values ?? [])] });
  }
  return given;
}

const largestDifference = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? Number.NaN))));

test('the bundled network gives the same answers on WebAssembly and WebGPU within 1e-3', async ({ skip }) => {
  const adapter = 'gpu' in navigator ? await navigator.gpu.requestAdapter() : null;
  skip(adapter === null, 'this browser offers no WebGPU adapter, so the two cannot be compared');
  const model = await readModelFile(location, fetch);
  const weights = new Uint8Array(await readAsset(location, model.file, fetch));
  const [wasm, webgpu] = [
    await openSession(model, weights.slice(), 'wasm'),
    await openSession(model, weights.slice(), 'webgpu'),
  ];
  expect(wasm.backend.kind).toBe('wasm');
  expect(webgpu.backend.kind).toBe('webgpu');
  const [onWasm, onWebgpu] = [await answers(wasm, model), await answers(webgpu, model)];
  expect(onWasm).toHaveLength(pictures.length);
  onWasm.forEach((answer, at) => {
    const other = onWebgpu[at];
    expect(answer.mask).toHaveLength(64 * 64);
    expect(other?.mask).toHaveLength(64 * 64);
    expect(answer.probabilities.every(Number.isFinite)).toBe(true);
    expect(largestDifference(answer.probabilities, other?.probabilities ?? [])).toBeLessThan(1e-3);
    expect(largestDifference(answer.mask, other?.mask ?? [])).toBeLessThan(1e-3);
  });
}, 300_000);
