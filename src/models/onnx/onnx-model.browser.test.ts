import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import modelUrl from '../../../tests/fixtures/onnx/model.onnx?url';
import description from '../../../tests/fixtures/onnx/model.json?raw';
import { decodeMask } from '../../domain/geometry/rle.ts';
import { blobHash, modelId } from '../../domain/ids.ts';
import type { AskResult, ModelRequest } from '../../domain/plan/exchange.ts';
import type { OnnxProfile } from '../../domain/plan/model.ts';
import type { Model } from '../model.ts';
import { onnx } from './onnx-model.ts';

const opened: Model[] = [];
afterEach(() => {
  for (const model of opened.splice(0)) model.close();
});

const profile: OnnxProfile = {
  kind: 'onnx',
  id: modelId('m'),
  name: 'Colours',
  colour: 0,
  addedAt: 0,
  concurrency: 1,
  timeoutMs: 30_000,
  boxConvention: { order: 'xyxy', unit: 'pixels-source' },
  location: 'models/colours',
  backend: 'wasm',
  bundled: true,
};

function open(
  changes: Partial<OnnxProfile> = {},
  more: { startWorker?: () => Worker; idleMs?: number } = {},
) {
  const asked: string[] = [];
  const model = onnx(
    { ...profile, ...changes },
    {
      fetchAsset: (url) => {
        asked.push(url);
        return url.endsWith('model.json') ? Promise.resolve(new Response(description)) : fetch(modelUrl);
      },
      now: () => performance.now(),
      ...more,
    },
  );
  opened.push(model);
  return { model, asked };
}

/** A PNG of one colour, `width` x `height`, with a rectangle of another. */
async function drawn(
  width: number,
  height: number,
  ground: string,
  shape?: { colour: string; box: [number, number, number, number] },
) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  if (shape) {
    context.fillStyle = shape.colour;
    context.fillRect(...shape.box);
  }
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function about(
  bytes: Uint8Array<ArrayBuffer>,
  labels: readonly string[],
  synonyms: readonly string[] = [],
): ModelRequest {
  return {
    system: '',
    user: '',
    images: [{ hash: blobHash('a'.repeat(64)), bytes, mediaType: 'image/png', width: 1, height: 1 }],
    schema: {},
    parameters: { temperature: null, maxTokens: null, seed: null },
    task: {
      task: 'classification',
      labels: labels.map((name, index) => ({ name, synonyms: index === 0 ? synonyms : [] })),
      options: {},
      language: 'en',
    },
  };
}

const shape = z.strictObject({
  label: z.string(),
  confidence: z.number(),
  probabilities: z.record(z.string(), z.number()),
  mask: z.strictObject({ size: z.tuple([z.number(), z.number()]), counts: z.string() }).optional(),
});

function read(result: AskResult) {
  if (result.kind === 'failure') throw new Error(`${result.failure.code}: ${result.failure.sentence}`);
  return shape.parse(JSON.parse(result.response.text));
}

const { signal } = new AbortController();

describe('a network in its worker', () => {
  test('names the class among the labels asked about, and marks the lesion in source pixels', async () => {
    const { model, asked } = open();
    const bytes = await drawn(320, 160, 'rgb(0 0 0)', { colour: 'rgb(255 0 0)', box: [80, 40, 160, 80] });
    const result = await model.ask(about(bytes, ['Crimson', 'azure', 'purple']), signal);
    expect(asked).toEqual(['models/colours/model.json', 'models/colours/model.onnx']);
    expect(result).toMatchObject({
      response: {
        structuredOutput: 'native',
        firstTokenMs: null,
        servedBy: `Colours (fixture), WebAssembly, ${String(Math.min(navigator.hardwareConcurrency, 4))} threads`,
      },
    });
    const answer = read(result);
    expect(answer.label).toBe('Crimson');
    expect(Object.keys(answer.probabilities)).toEqual(['Crimson', 'azure']);
    expect(answer.mask?.size).toEqual([160, 320]);
    const { bitmap } = decodeMask({ size: [160, 320], counts: answer.mask?.counts ?? '' });
    expect(bitmap[80 * 320 + 160]).toBe(1);
    expect(bitmap[10 * 320 + 10]).toBe(0);
    const marked = bitmap.reduce((sum, pixel) => sum + pixel, 0);
    expect(marked).toBeGreaterThan(0.5 * 160 * 80);
    expect(marked).toBeLessThan(1.5 * 160 * 80);
  });

  test('the same answer on WebGPU within 1e-3', async () => {
    const bytes = await drawn(100, 80, 'rgb(120 90 60)', { colour: 'rgb(40 200 90)', box: [10, 10, 50, 40] });
    const request = about(bytes, ['red', 'green', 'blue']);
    const wasm = read(await open().model.ask(request, signal));
    const result = await open({ backend: 'webgpu' }).model.ask(request, signal);
    const webgpu = read(result);
    expect(result).toMatchObject({ response: { servedBy: 'Colours (fixture), WebGPU' } });
    expect(webgpu.label).toBe(wasm.label);
    for (const label of ['red', 'green', 'blue']) {
      const difference = Math.abs((wasm.probabilities[label] ?? 0) - (webgpu.probabilities[label] ?? 1));
      expect(difference).toBeLessThan(1e-3);
    }
  });

  test('gives no mask where the collection has nothing to mark', async () => {
    const { model } = open();
    const answer = read(await model.ask(about(await drawn(20, 20, 'white'), ['dark', 'light']), signal));
    expect(answer).toMatchObject({ label: 'light' });
    expect(answer).not.toHaveProperty('mask');
  });

  test('many requests at once are each answered, in order', async () => {
    const { model } = open();
    const pictures = await Promise.all(
      ['red', 'lime', 'blue', 'red', 'blue'].map((colour) => drawn(16, 16, colour)),
    );
    const order: number[] = [];
    const labels = await Promise.all(
      pictures.map(async (bytes, index) => {
        const result = await model.ask(about(bytes, ['red', 'green', 'blue']), signal);
        order.push(index);
        return read(result).label;
      }),
    );
    expect(labels).toEqual(['red', 'green', 'blue', 'red', 'blue']);
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('what goes wrong has a sentence', () => {
  test('labels that it does not know', async () => {
    const { model } = open();
    const result = await model.ask(about(await drawn(9, 9, 'red'), ['red', 'melanoma', 'nevus']), signal);
    expect(result).toMatchObject({ failure: { code: 'bad-request', retryable: false } });
    if (result.kind === 'failure') {
      expect(result.failure.sentence).toContain('only red of the labels asked about (red, melanoma, nevus)');
      expect(result.failure.sentence).toContain('light (bright, dark)');
    }
  });

  test('an image that is broken, and the next one is answered', async () => {
    const { model } = open();
    const broken = (await drawn(50, 50, 'red')).slice(0, 60);
    expect(await model.ask(about(broken, ['red', 'blue']), signal)).toMatchObject({
      failure: { code: 'image' },
    });
    expect(read(await model.ask(about(await drawn(9, 9, 'red'), ['red', 'blue']), signal)).label).toBe('red');
  });

  test('no image, or several', async () => {
    const { model } = open();
    const request = about(await drawn(9, 9, 'red'), ['red', 'blue']);
    const several = { ...request, images: [...request.images, ...request.images] };
    for (const wrong of [{ ...request, images: [] }, several]) {
      expect(await model.ask(wrong, signal)).toMatchObject({ failure: { code: 'image' } });
    }
  });

  test('files that are not there or are not a network', async () => {
    const needs = { now: () => performance.now() };
    const request = about(await drawn(9, 9, 'red'), ['red', 'blue']);
    const missing = onnx(profile, {
      ...needs,
      fetchAsset: () => Promise.resolve(new Response('', { status: 404 })),
    });
    expect(await missing.ask(request, signal)).toMatchObject({ failure: { code: 'not-found' } });
    const offline = onnx(profile, {
      ...needs,
      fetchAsset: () => Promise.reject(new TypeError('Failed to fetch')),
    });
    expect(await offline.ask(request, signal)).toMatchObject({
      failure: { code: 'network', retryable: true },
    });
    const nonsense = onnx(profile, {
      ...needs,
      fetchAsset: (url) => Promise.resolve(new Response(url.endsWith('.json') ? description : 'nonsense')),
    });
    expect(await nonsense.ask(request, signal)).toMatchObject({ failure: { code: 'device' } });
  });

  test('a worker that dies is replaced once; twice is a failure', async () => {
    const real = () => new Worker(new URL('./onnx.worker.ts', import.meta.url), { type: 'module' });
    const dying = () => new Worker(URL.createObjectURL(new Blob(['throw new Error("out of memory")'])));
    const request = about(await drawn(9, 9, 'red'), ['red', 'blue']);
    let starts = 0;
    const once = open({}, { startWorker: () => (++starts === 1 ? dying() : real()) });
    expect(read(await once.model.ask(request, signal)).label).toBe('red');
    expect(starts).toBe(2);
    const always = open({}, { startWorker: dying });
    expect(await always.model.ask(request, signal)).toMatchObject({
      failure: { code: 'device', retryable: false },
    });
  });

  test('an abort rejects with its reason', async () => {
    const { model } = open();
    const reason = new Error('paused');
    const controller = new AbortController();
    const request = about(await drawn(9, 9, 'red'), ['red', 'blue']);
    const asked = model.ask(request, controller.signal);
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    expect(read(await model.ask(request, signal)).label).toBe('red');
  });
});
