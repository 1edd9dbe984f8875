import { beforeAll, expect, test } from 'vitest';
import modelUrl from '../../../tests/fixtures/onnx/model.onnx?url';
import description from '../../../tests/fixtures/onnx/model.json?raw';
import { readModelFile } from './model-file.ts';
import type { OnnxCollection, OnnxModelFile } from './model-file.ts';
import { openSession } from './session.ts';
import type { OnnxSession } from './session.ts';

let model: OnnxModelFile;
let weights: Uint8Array;
beforeAll(async () => {
  model = await readModelFile('x', () => Promise.resolve(new Response(description)));
  weights = new Uint8Array(await (await fetch(modelUrl)).arrayBuffer());
});

/** Channel values that differ everywhere, the same on each run. */
const picture = Float32Array.from({ length: 3 * 16 * 16 }, (_, index) => ((index * 37) % 101) / 100);

const open = (wanted: 'wasm' | 'webgpu', adapter?: () => Promise<unknown>) =>
  openSession(model, weights.slice(), wanted, adapter);

function collection(id: string): OnnxCollection {
  const found = model.collections.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no collection ${id}`);
  return found;
}

function probabilities(logits: Float32Array): number[] {
  const powers = [...logits.slice(0, 3)].map((logit) => Math.exp(logit));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

async function outputs(session: OnnxSession) {
  const { logits, mask } = await session.run(picture.slice(), collection('colours'));
  return { probabilities: probabilities(logits), mask: [...(mask?.values ?? [])] };
}

test('WebAssembly runs on as many threads as it was given', async () => {
  expect(crossOriginIsolated).toBe(true);
  const session = await open('wasm');
  expect(session.backend).toEqual({ kind: 'wasm', threads: Math.min(navigator.hardwareConcurrency, 4) });
  expect((await outputs(session)).mask).toHaveLength(256);
});

test('WebGPU gives the same answer within 1e-3', async () => {
  const [wasm, webgpu] = [await open('wasm'), await open('webgpu')];
  expect(webgpu.backend.kind).toBe('webgpu');
  const [a, b] = [await outputs(wasm), await outputs(webgpu)];
  const differences = [...a.probabilities, ...a.mask].map((value, index) =>
    Math.abs(value - ([...b.probabilities, ...b.mask][index] ?? Number.NaN)),
  );
  expect(differences).toHaveLength(259);
  expect(Math.max(...differences)).toBeLessThan(1e-3);
});

test('without an adapter it falls back to WebAssembly, and says so', async () => {
  const session = await open('webgpu', () => Promise.resolve(null));
  expect(session.backend).toMatchObject({ kind: 'wasm', instead: 'this browser offers no WebGPU adapter' });
  expect((await outputs(session)).mask).toHaveLength(256);
});

test('a collection without a lesion has no mask', async () => {
  const session = await open('wasm');
  expect(await session.run(picture.slice(), collection('light'))).not.toHaveProperty('mask');
});

test('weights that are none are refused', async () => {
  await expect(openSession(model, new Uint8Array(100), 'wasm')).rejects.toThrow();
});
