/**
 * Measures the bundled model with onnxruntime-node on the test splits of the bundled data and on held-out pictures of
 * other seeds: `node scripts/training/evaluate.ts [--held-out 150] [--write]`. With `--write` the figures go into
 * `public/models/bundled/model.json` and `docs/model-card.md`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decode } from 'fast-png';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { roster, type Collection, type DrawnCase } from '../datasets/collection.ts';
import { writtenSample } from '../datasets/write.ts';
import { inputSize, lessons, maskSize, salts, type Lesson } from './classes.ts';
import { modelFile, withFigures, type Figures } from './model-file.ts';
import { inputOf, lesionBitmap } from './pictures.ts';
import type { IndexedPicture } from '../datasets/png.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'public', 'models', 'bundled');

const { values: options } = parseArgs({
  options: { 'held-out': { type: 'string', default: '150' }, write: { type: 'boolean', default: false } },
});
const heldOutCount = z.coerce.number().int().min(30).parse(options['held-out']);
const session = await InferenceSession.create(join(folder, 'model.onnx'), { intraOpNumThreads: 1 });

interface Judged {
  readonly label: string;
  readonly guess: string;
  readonly planted: boolean;
  /** Only where the case has a lesion that the model marks. */
  readonly dice?: number;
}

const bundled: Figures[] = [];
const heldOut: Figures[] = [];
for (const [at, lesson] of lessons.entries()) {
  bundled.push(report('bundled test split', lesson.collection, await judgeBundled(lesson, at)));
  heldOut.push(report('held out', lesson.collection, await judgeHeldOut(lesson, at)));
}
if (options.write) {
  const trained = z
    .object({
      seed: z.number(),
      epochs: z.record(z.string(), z.number()),
      cases: z.number(),
      temperature: z.number(),
    })
    .parse(JSON.parse(await readFile(join(root, '.cache', 'training', 'trained.json'), 'utf8')));
  await writeFile(
    join(folder, 'model.json'),
    `${JSON.stringify(modelFile(trained, heldOut, bundled), null, 2)}\n`,
  );
  const card = join(root, 'docs', 'model-card.md');
  await writeFile(card, withFigures(await readFile(card, 'utf8'), heldOut, bundled));
}

async function judgeBundled(lesson: Lesson, at: number): Promise<Judged[]> {
  const { collection } = lesson;
  const judged: Judged[] = [];
  for (const recipe of roster(collection)) {
    if (recipe.split !== 'test') continue;
    const drawn = collection.draw(recipe);
    const file = writtenSample(recipe, drawn).images[0]?.file ?? '';
    const picture = await committedPicture(join(root, 'static-datasets', collection.folder, file));
    judged.push(
      await judge(lesson, at, { ...drawn, picture }, recipe.label, plantedIn(collection, recipe.attributes)),
    );
  }
  return judged;
}

async function judgeHeldOut(lesson: Lesson, at: number): Promise<Judged[]> {
  const { collection } = lesson;
  const judged: Judged[] = [];
  for (const recipe of roster(collection, heldOutCount, salts.heldOut))
    judged.push(
      await judge(
        lesson,
        at,
        collection.draw(recipe),
        recipe.label,
        plantedIn(collection, recipe.attributes),
      ),
    );
  return judged;
}

function plantedIn({ planted }: Collection, attributes: Readonly<Record<string, unknown>>): boolean {
  return attributes[planted.attribute] === planted.value;
}

/** The pixels as they are in the repository. */
async function committedPicture(path: string): Promise<IndexedPicture> {
  const { width, height, data, palette } = decode(await readFile(path));
  const pixels = Uint8Array.from(data);
  return palette === undefined
    ? { width, height, pixels }
    : { width, height, pixels, palette: Uint8Array.from(palette.flat()) };
}

async function judge(
  lesson: Lesson,
  at: number,
  drawn: DrawnCase,
  label: string,
  planted: boolean,
): Promise<Judged> {
  const { picture } = drawn;
  if (picture === undefined) throw new Error(`a case of ${lesson.collection.folder} has no picture`);
  const output = await session.run({
    image: new Tensor('float32', inputOf(picture), [1, 3, inputSize, inputSize]),
  });
  const logits = floats(output['logits']);
  const { kinds } = lesson.collection;
  const offset = lessons.slice(0, at).reduce((sum, { collection }) => sum + collection.kinds.length, 0);
  const own = Array.from(logits.subarray(offset, offset + kinds.length));
  const guess = kinds[own.indexOf(Math.max(...own))] ?? '';
  const bitmap = lesionBitmap(drawn, lesson.masksOf, picture.width, picture.height);
  if (!bitmap.includes(1)) return { label, guess, planted };
  const cells = maskSize * maskSize;
  return {
    label,
    guess,
    planted,
    dice: diceOf(
      floats(output['mask']).subarray(at * cells, (at + 1) * cells),
      bitmap,
      picture.width,
      picture.height,
    ),
  };
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

function report(what: string, { folder, kinds, planted }: Collection, judged: readonly Judged[]): Figures {
  const accuracy = (cases: readonly Judged[]) =>
    cases.filter(({ label, guess }) => label === guess).length / cases.length;
  const recalls = kinds.map((kind) => accuracy(judged.filter(({ label }) => label === kind)));
  const dices = judged.flatMap(({ dice }) => (dice === undefined ? [] : [dice]));
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const hard = judged.filter((one) => one.planted);
  const easy = judged.filter((one) => !one.planted);
  const figures: Figures = {
    collection: folder,
    n: judged.length,
    accuracy: rounded(accuracy(judged)),
    balancedAccuracy: rounded(mean(recalls)),
    meanDice: rounded(mean(dices)),
    subgroups: [
      {
        attribute: planted.attribute,
        value: planted.value,
        n: hard.length,
        accuracy: rounded(accuracy(hard)),
      },
      {
        attribute: planted.attribute,
        value: 'all others',
        n: easy.length,
        accuracy: rounded(accuracy(easy)),
      },
    ],
  };
  console.log(
    `${folder.padEnd(10)} ${what.padEnd(19)} n ${figures.n}  accuracy ${figures.accuracy}  balanced ${figures.balancedAccuracy}` +
      `  Dice ${figures.meanDice}  ${planted.value} ${rounded(accuracy(hard))} (${hard.length}), others ${rounded(accuracy(easy))} (${easy.length})` +
      `  recall ${kinds.map((kind, i) => `${kind} ${rounded(recalls[i] ?? NaN)}`).join(', ')}`,
  );
  return figures;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
