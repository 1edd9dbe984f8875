import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { openBenchPage } from './bench-page.ts';
import type { Figures } from './figure.ts';
import { interleaved } from './interleave.ts';

const inferences = 100;
const rounds = 7;
const folder = 'public/models/bundled';

/** The bundled network alone, picture by picture: in a worker of Chromium as the app runs it, and in onnxruntime-node. */
export async function figures(): Promise<Figures> {
  const bench = await openBenchPage();
  try {
    const { page, orBroken } = bench;
    const threads = await orBroken(page.evaluate(() => window.bench.openNetwork('models/bundled')));
    const node = await nodeNetwork(threads);
    const seconds = (count: number) => orBroken(page.evaluate((n) => window.bench.runNetwork(n), count));
    await seconds(20);
    await node.seconds(20);
    const compared = await interleaved(rounds, () => seconds(inferences), {
      node: () => node.seconds(inferences),
    });
    await node.close();
    const ratio = compared.ratio('node');
    return {
      'bundled network in WASM': {
        value: inferences / compared.ours,
        unit: 'pictures/s',
        goal: 'at most 2.5x the time of onnxruntime-node',
        ok: ratio <= 2.5,
        ratio,
        against: `the time of onnxruntime-node, both on ${threads} threads`,
      },
    };
  } finally {
    await bench.close();
  }
}

const modelFile = z.object({
  file: z.string(),
  input: z.object({ name: z.string(), collection: z.string(), size: z.tuple([z.int(), z.int()]) }),
});

async function nodeNetwork(threads: number) {
  const { file, input } = modelFile.parse(JSON.parse(await readFile(`${folder}/model.json`, 'utf8')));
  const session = await InferenceSession.create(`${folder}/${file}`, { intraOpNumThreads: threads });
  const dims = [1, 3, ...input.size];
  const size = dims.reduce((product, each) => product * each, 1);
  const data = Float32Array.from({ length: size }, (_, index) => ((index * 37) % 255) / 255);
  return {
    async seconds(count: number): Promise<number> {
      const start = performance.now();
      for (let n = 0; n < count; n += 1)
        await session.run({
          [input.name]: new Tensor('float32', data, dims),
          [input.collection]: new Tensor('int64', BigInt64Array.of(0n), [1]),
        });
      return (performance.now() - start) / 1000;
    },
    close: () => session.release(),
  };
}
