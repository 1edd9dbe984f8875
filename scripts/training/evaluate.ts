/**
 * Measures the bundled model with onnxruntime-node on the held-out pictures that scripts/training/generate.ts drew and on
 * the test splits of the bundled data: `node scripts/training/evaluate.ts [--write]`. With `--write` the figures go into
 * `public/models/bundled/model.json`, `docs/model-card.md` and `docs/datasets.md`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { readBundledTest } from './bundled.ts';
import { inputSize, lessons, maskSize, type Lesson } from './classes.ts';
import { figuresOf, type Figures, type Judged } from './figures.ts';
import { readHeldOut, type EvaluatedCase } from './held-out.ts';
import { modelFile } from './model-file.ts';
import { figuresTable, gapTable, withTable } from './tables.ts';

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, '.cache', 'training');
const folder = join(root, 'public', 'models', 'bundled');

const { values: options } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const session = await InferenceSession.create(join(folder, 'model.onnx'), { intraOpNumThreads: 1 });

const bundled: Figures[] = [];
const heldOut: Figures[] = [];
for (const [at, lesson] of lessons.entries()) {
  const { collection } = lesson;
  const drawn = await readHeldOut(join(cache, collection.folder, 'held-out'));
  heldOut.push(told('held out', figuresOf(collection, await judged(lesson, at, drawn))));
  const committed = await readBundledTest(lesson, join(root, 'static-datasets'));
  bundled.push(told('bundled test split', figuresOf(collection, await judged(lesson, at, committed))));
}
if (options.write) await write();

async function judged(lesson: Lesson, at: number, cases: readonly EvaluatedCase[]): Promise<Judged[]> {
  const results: Judged[] = [];
  for (const one of cases) results.push(await judge(lesson, at, one));
  return results;
}

async function judge(
  { collection: { kinds } }: Lesson,
  at: number,
  { input, label, planted, lesion, width, height }: EvaluatedCase,
): Promise<Judged> {
  const output = await session.run({
    image: new Tensor('float32', input, [1, 3, inputSize, inputSize]),
    collection: new Tensor('int64', BigInt64Array.of(BigInt(at)), [1]),
  });
  const offset = lessons.slice(0, at).reduce((sum, { collection }) => sum + collection.kinds.length, 0);
  const own = Array.from(floats(output['logits']).subarray(offset, offset + kinds.length));
  const guess = kinds[own.indexOf(Math.max(...own))] ?? '';
  if (!lesion.includes(1)) return { label, guess, planted };
  const cells = maskSize * maskSize;
  const map = floats(output['mask']).subarray(at * cells, (at + 1) * cells);
  return { label, guess, planted, dice: diceOf(map, lesion, width, height) };
}

function floats(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Error('the model gave no floats');
}

/** Dice in source pixels, each taking the cell in which its centre lies. */
function diceOf(map: Float32Array, truth: Uint8Array, width: number, height: number): number {
  let [both, sum] = [0, 0];
  truth.forEach((inside, pixel) => {
    const row = Math.floor(((Math.floor(pixel / width) + 0.5) * maskSize) / height);
    const column = Math.floor((((pixel % width) + 0.5) * maskSize) / width);
    const marked = (map[row * maskSize + column] ?? 0) >= 0.5 ? 1 : 0;
    both += inside * marked;
    sum += inside + marked;
  });
  return (2 * both) / sum;
}

function told(what: string, figures: Figures): Figures {
  const { collection, n, accuracy, interval, subgroups, gap, byClass } = figures;
  console.log(
    `${collection.padEnd(10)} ${what.padEnd(19)} n ${n}  accuracy ${accuracy} (${interval.join('-')})  ` +
      `${subgroups.map((group) => `${group.value} ${group.accuracy} (${group.n})`).join(', ')}  ` +
      `gap ${gap.difference} (${gap.interval.join(' to ')})  ` +
      byClass.map(({ name, recall, meanDice }) => `${name} ${recall} Dice ${meanDice ?? '-'}`).join(', '),
  );
  return figures;
}

async function write(): Promise<void> {
  const trained = z
    .object({
      seed: z.number(),
      epochs: z.record(z.string(), z.number()),
      cases: z.number(),
      temperature: z.number(),
    })
    .parse(JSON.parse(await readFile(join(cache, 'trained.json'), 'utf8')));
  const description = modelFile(trained, heldOut, bundled);
  await writeFile(join(folder, 'model.json'), `${JSON.stringify(description, null, 2)}\n`);
  await replaceTable('model-card.md', figuresTable(heldOut, bundled));
  await replaceTable('datasets.md', gapTable(heldOut, bundled));
}

async function replaceTable(page: string, table: string): Promise<void> {
  const path = join(root, 'docs', page);
  await writeFile(path, withTable(await readFile(path, 'utf8'), page, table));
}
