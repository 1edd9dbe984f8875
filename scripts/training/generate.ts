/**
 * Draws the pictures that the bundled model learns from and is measured on:
 * `node scripts/training/generate.ts [collection ...]`. For each collection a folder in `.cache/training/` with
 * `images.u8` [n, 3, 128, 128], `masks.u8` [n, 64, 64] (the covered share of each cell), `cases.json`, and `held-out/`.
 * Seeds differ from those of the bundled data.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resizeToTensor } from '../../src/models/onnx/resize.ts';
import { roster } from '../datasets/collection.ts';
import { lessons, maskSize, salts, type Lesson } from './classes.ts';
import { drawHeldOut } from './held-out.ts';
import { inputOf, lesionBitmap } from './pictures.ts';

const counts = { training: 480, heldOut: 300 } as const;
const root = join(import.meta.dirname, '..', '..', '.cache', 'training');
const wanted = process.argv.slice(2);

for (const lesson of lessons) {
  const name = lesson.collection.folder;
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const folder = join(root, name);
  await mkdir(join(folder, 'held-out'), { recursive: true });
  await drawTraining(lesson, folder);
  console.log(`${name}: ${counts.training} cases for training`);
  await drawHeldOut(lesson, counts.heldOut, join(folder, 'held-out'));
  console.log(`${name}: ${counts.heldOut} cases held out`);
}

async function drawTraining({ collection, masksOf }: Lesson, folder: string): Promise<void> {
  const images: Uint8Array[] = [];
  const masks: Uint8Array[] = [];
  const listed = [];
  for (const recipe of roster(collection, counts.training, salts.training)) {
    const { picture, truth } = collection.draw(recipe);
    if (picture === undefined) throw new Error(`${recipe.name} has no picture`);
    const { width, height } = picture;
    images.push(bytes(inputOf(picture)));
    const bitmap = lesionBitmap(truth.masks ?? [], masksOf, width, height);
    const spread = new Uint8ClampedArray(bitmap.length * 4);
    bitmap.forEach((value, pixel) => (spread[pixel * 4] = value * 255));
    const shrunk = resizeToTensor(spread, width, height, [maskSize, maskSize]);
    masks.push(bytes(shrunk.subarray(0, maskSize * maskSize)));
    listed.push({ label: recipe.label, group: recipe.group });
  }
  await writeFile(join(folder, 'images.u8'), Buffer.concat(images));
  await writeFile(join(folder, 'masks.u8'), Buffer.concat(masks));
  await writeFile(join(folder, 'cases.json'), JSON.stringify({ kinds: collection.kinds, cases: listed }));
}

function bytes(values: Float32Array): Uint8Array {
  const result = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = Math.round((values[i] ?? 0) * 255);
  return result;
}
