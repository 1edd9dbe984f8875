import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { build, preview } from 'vite';
import { z } from 'zod';
import { startOpenAiServer } from '../../tests/servers/openai.ts';
import { chromiumArguments, findChromium } from '../chromium.ts';
import type { Figures } from './figure.ts';

const pictures = 5000;
const trials = 2000;
const inferences = 200;
const threads = 2;
const rounds = 3;
const folder = 'public/models/bundled';

/** Import, engine and inference in real Chromium, each beside the barest peer in the same browser or on the same machine. */
export async function figures(): Promise<Figures> {
  const outDir = `${process.cwd()}/.cache/bench-page`;
  const root = `${process.cwd()}/scripts/bench/page`;
  const shared = {
    root,
    configFile: false,
    publicDir: `${process.cwd()}/public`,
    logLevel: 'error',
  } as const;
  await build({
    ...shared,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023' },
  });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: {
      port: 4199,
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
  });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: chromiumArguments,
    ...(executablePath === '' ? {} : { executablePath }),
  });
  const model = await startOpenAiServer({
    script: () => ({ kind: 'answer', text: '{"label":"normal","confidence":0.9}' }),
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls?.local[0] ?? 'http://localhost:4199/');
    await page.waitForFunction(() => 'bench' in window);

    const bareBlobs = await median(() =>
      page.evaluate((count) => window.bench.bareImport(count, 'blob'), pictures),
    );
    const bareBytes = await median(() =>
      page.evaluate((count) => window.bench.bareImport(count, 'bytes'), pictures),
    );
    const ourImport = await median(() => page.evaluate((count) => window.bench.ourImport(count), pictures));
    const call = [model.address, trials] as const;
    const bareEngine = await median(() =>
      page.evaluate(([address, count]) => window.bench.bareEngine(address, count), call),
    );
    const ourEngine = await median(() =>
      page.evaluate(([address, count]) => window.bench.ourEngine(address, count), call),
    );

    const { name, weights, dims } = await network();
    const node = await nodeInference(weights, name, dims);
    const wasm = await page.evaluate(
      ([input, count, wanted]) =>
        window.bench.wasmInference('models/bundled/model.onnx', input, count, wanted),
      [{ name, dims }, inferences, threads] as const,
    );
    return {
      [`import of ${String(pictures)} PNG of 64 x 64`]: {
        value: pictures / ourImport,
        unit: 'pictures/s',
        goal: 'at most 1.5x the time of bare IndexedDB',
        ok: ourImport / bareBlobs <= 1.5,
        ratio: ourImport / bareBlobs,
        against: 'the time of writing the same blobs to bare IndexedDB',
      },
      'the same import, beside bytes that are in memory already': {
        value: pictures / ourImport,
        unit: 'pictures/s',
        goal: 'none: for comparison',
        ok: true,
        ratio: ourImport / bareBytes,
        against: 'the time of writing their bytes to bare IndexedDB',
      },
      [`engine over ${String(trials)} trials`]: {
        value: trials / ourEngine,
        unit: 'trials/s',
        goal: 'at most 2x the time of a bare fetch loop',
        ok: ourEngine / bareEngine <= 2,
        ratio: ourEngine / bareEngine,
        against: 'the time of a bare fetch loop at the same concurrency',
      },
      'bundled network in WASM': {
        value: wasm,
        unit: 'pictures/s',
        goal: 'at most 2.5x the time of onnxruntime-node',
        ok: node / wasm <= 2.5,
        ratio: node / wasm,
        against: `the time of onnxruntime-node, both on ${String(threads)} threads`,
      },
    };
  } finally {
    await browser.close();
    await model.close();
    await server.close();
  }
}

async function network() {
  const schema = z.object({
    file: z.string(),
    input: z.object({ name: z.string(), size: z.tuple([z.int(), z.int()]) }),
  });
  const { file, input } = schema.parse(JSON.parse(await readFile(`${folder}/model.json`, 'utf8')));
  return { name: input.name, weights: `${folder}/${file}`, dims: [1, 3, ...input.size] };
}

async function nodeInference(weights: string, name: string, dims: readonly number[]): Promise<number> {
  const session = await InferenceSession.create(weights, { intraOpNumThreads: threads });
  const size = dims.reduce((product, each) => product * each, 1);
  const data = Float32Array.from({ length: size }, (_, index) => ((index * 37) % 255) / 255);
  const feeds = { [name]: new Tensor('float32', data, dims) };
  for (let warm = 0; warm < 5; warm += 1) await session.run(feeds);
  const start = performance.now();
  for (let n = 0; n < inferences; n += 1) await session.run(feeds);
  const seconds = (performance.now() - start) / 1000;
  await session.release();
  return inferences / seconds;
}

async function median(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) values.push(await measure());
  return values.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN;
}
