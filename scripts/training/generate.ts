/**
 * Draws the pictures that the bundled model learns from: `node scripts/training/generate.ts [collection ...]`.
 * For each collection a folder in `.cache/training/` with `images.u8` [n, 3, 128, 128], `masks.u8` [n, 64, 64] (the
 * covered share of each cell) and `cases.json`. Seeds differ from those of the bundled data.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { roster } from '../datasets/collection.ts';
import { resizeToTensor } from '../../src/models/onnx/resize.ts';
import { lessons, maskSize, salts } from './classes.ts';
import { inputOf, lesionBitmap } from './pictures.ts';

const cases = 640;
const root = join(import.meta.dirname, '..', '..', '.cache', 'training');
const wanted = process.argv.slice(2);

for (const { collection, masksOf } of lessons) {
  if (wanted.length > 0 && !wanted.includes(collection.folder)) continue;
  const folder = join(root, collection.folder);
  await mkdir(folder, { recursive: true });
  const images: Uint8Array[] = [];
  const masks: Uint8Array[] = [];
  const listed = [];
  for (const recipe of roster(collection, cases, salts.training)) {
    const drawn = collection.draw(recipe);
    if (drawn.picture === undefined) throw new Error(`${recipe.name} has no picture`);
    const { width, height } = drawn.picture;
    images.push(bytes(inputOf(drawn.picture)));
    const bitmap = lesionBitmap(drawn, masksOf, width, height);
    const spread = new Uint8ClampedArray(bitmap.length * 4);
    bitmap.forEach((value, pixel) => (spread[pixel * 4] = value * 255));
    const shrunk = resizeToTensor(spread, width, height, [maskSize, maskSize]);
    masks.push(bytes(shrunk.subarray(0, maskSize * maskSize)));
    listed.push({
      label: recipe.label,
      group: recipe.group,
      planted: recipe.attributes[collection.planted.attribute],
    });
  }
  await writeFile(join(folder, 'images.u8'), Buffer.concat(images));
  await writeFile(join(folder, 'masks.u8'), Buffer.concat(masks));
  await writeFile(join(folder, 'cases.json'), JSON.stringify({ kinds: collection.kinds, cases: listed }));
  console.log(`${collection.folder}: ${listed.length} cases`);
}

function bytes(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, (value) => Math.round(value * 255));
}
