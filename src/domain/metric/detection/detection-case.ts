import type { Box, LabelledBox } from '../../dataset/truth.ts';

/** A box of the reference. */
export interface TrueBox extends LabelledBox {
  /** A region of many objects, not told apart: a detection in it is neither right nor wrong, and nobody has to find it (COCO's `iscrowd`). */
  readonly crowd?: boolean;
  /** In square pixels, for COCO's size classes: there the object's outline counts, not its box. Default: the box's area. */
  readonly area?: number;
}

/** A box that a model gave; `confidence` 0 to 1, absent where it gave none. */
export interface PredictedBox extends Box {
  readonly label: string;
  readonly confidence?: number;
}

/** One image: what is there, and what was found. */
export interface DetectionCase {
  readonly truth: readonly TrueBox[];
  readonly predicted: readonly PredictedBox[];
  /** Images of one group (patient) are resampled together. */
  readonly group?: string | undefined;
}

/** What ranks the boxes in figures that sweep a threshold. It stands in the signature. */
export type ConfidenceUse =
  'given' | 'given in part: boxes without rank last' | 'none given: boxes rank as listed';

export function confidenceUse(cases: readonly DetectionCase[]): ConfidenceUse {
  let given = 0;
  let missing = 0;
  for (const { predicted } of cases) {
    for (const { confidence } of predicted) {
      if (confidence === undefined) missing += 1;
      else given += 1;
    }
  }
  if (missing === 0) return 'given';
  return given === 0 ? 'none given: boxes rank as listed' : 'given in part: boxes without rank last';
}

/** What a box is ranked by: -1, below every confidence, where the model gave none. Throws RangeError for a confidence that is no number. */
export function rankingScore({ confidence = -1 }: PredictedBox): number {
  if (!Number.isFinite(confidence)) throw new RangeError(`A confidence must be a number, not ${confidence}.`);
  return confidence;
}
