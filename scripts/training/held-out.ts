import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunLengthMask } from '../../src/domain/dataset/truth.ts';
import { decodeMask, encodeMask } from '../../src/domain/geometry/rle.ts';
import { roster, type Collection } from '../datasets/collection.ts';
import { inputSize, salts, type Lesson } from './classes.ts';
import { inputOf, lesionBitmap } from './pictures.ts';

/** A case as the evaluation needs it. */
export interface EvaluatedCase {
  /** What the network sees, [3, 128, 128] of 0 to 1. */
  readonly input: Float32Array;
  readonly label: string;
  /** Whether it belongs to the subgroup that is planted to be harder. */
  readonly planted: boolean;
  /** In source pixels; all 0 where the case has no lesion that the network marks. */
  readonly lesion: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const listing = z.array(
  z.object({
    label: z.string(),
    planted: z.boolean(),
    lesion: z.object({ size: z.tuple([z.int(), z.int()]), counts: z.string() }),
  }),
);

const floats = 3 * inputSize * inputSize;

/** Draws `count` pictures of seeds of their own into `folder`: `inputs.f32` and `cases.json`. */
export async function drawHeldOut(
  { collection, masksOf }: Lesson,
  count: number,
  folder: string,
): Promise<void> {
  const inputs: Uint8Array[] = [];
  const cases: { label: string; planted: boolean; lesion: RunLengthMask }[] = [];
  for (const recipe of roster(collection, count, salts.heldOut)) {
    const drawn = collection.draw(recipe);
    if (drawn.picture === undefined) throw new Error(`${recipe.name} has no picture`);
    const { width, height } = drawn.picture;
    inputs.push(new Uint8Array(inputOf(drawn.picture).buffer));
    const lesion = encodeMask(lesionBitmap(drawn.truth.masks ?? [], masksOf, width, height), width, height);
    cases.push({ label: recipe.label, planted: isPlanted(collection, recipe.attributes), lesion });
  }
  await writeFile(join(folder, 'inputs.f32'), Buffer.concat(inputs));
  await writeFile(join(folder, 'cases.json'), JSON.stringify(cases));
}

/** What `drawHeldOut` wrote. */
export async function readHeldOut(folder: string): Promise<EvaluatedCase[]> {
  const cases = listing.parse(JSON.parse(await readFile(join(folder, 'cases.json'), 'utf8')));
  const bytes = await readFile(join(folder, 'inputs.f32'));
  const inputs = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  return cases.map(({ label, planted, lesion }, i) => {
    const { bitmap, width, height } = decodeMask(lesion);
    return {
      input: inputs.slice(i * floats, (i + 1) * floats),
      label,
      planted,
      lesion: bitmap,
      width,
      height,
    };
  });
}

/** Whether a case belongs to the subgroup that is planted to be harder. */
export function isPlanted(
  { planted }: Collection,
  attributes: Readonly<Record<string, string | number | undefined>>,
): boolean {
  return attributes[planted.attribute] === planted.value;
}
