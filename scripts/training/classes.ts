import { chest } from '../datasets/chest.ts';
import type { Collection } from '../datasets/collection.ts';
import { endoscopy } from '../datasets/endoscopy.ts';
import { fundus } from '../datasets/fundus.ts';
import { skin } from '../datasets/skin.ts';
import { teeth } from '../datasets/teeth.ts';

/** What the bundled model learns of one collection. */
export interface Lesson {
  readonly collection: Collection;
  /** The label under which the mask marks a lesion. */
  readonly lesionLabel: string;
  /** Classes whose lesion the mask marks. */
  readonly lesionOf: readonly string[];
  /** Labels of the masks in the data that are the lesion. */
  readonly masksOf: readonly string[];
}

/** In the order of the logits. */
export const lessons: readonly Lesson[] = [
  {
    collection: chest,
    lesionLabel: 'lesion',
    lesionOf: ['opacity', 'effusion'],
    masksOf: ['opacity', 'effusion'],
  },
  { collection: skin, lesionLabel: 'lesion', lesionOf: skin.kinds, masksOf: ['lesion'] },
  { collection: teeth, lesionLabel: 'lesion', lesionOf: teeth.kinds, masksOf: teeth.kinds },
  { collection: fundus, lesionLabel: 'exudates', lesionOf: ['exudates'], masksOf: ['exudates'] },
  { collection: endoscopy, lesionLabel: 'lesion', lesionOf: ['polyp', 'ulcer'], masksOf: ['polyp', 'ulcer'] },
];

/** Seeds apart from the bundled data's (0): no picture of one is in another. */
export const salts = { training: 100_000, heldOut: 200_000 } as const;

export const inputSize = 128;
export const maskSize = 64;
