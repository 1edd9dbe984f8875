import type { RunLengthMask } from '../../dataset/truth.ts';
import type { Spacing } from '../../geometry/distance-transform.ts';
import type { Overlap } from '../../geometry/mask-sets.ts';
import { overlapOf } from '../../geometry/mask-sets.ts';
import { surfaceDistances } from './surface-distances.ts';

/** What a figure is where there is nothing to measure; null is undefined, and the case is left out. Stands in the signature. */
export interface EmptyMaskRules {
  /** Dice and IoU where both masks are empty: null, or 1 where finding nothing is to be rewarded. */
  readonly overlapOfBothEmpty: number | null;
  /** Surface distances where both masks are empty: null, or 0. */
  readonly distanceOfBothEmpty: number | null;
  /** Surface distances where one mask is empty: null, or the diagonal of the image, so that an empty answer counts as far off. */
  readonly distanceOfOneEmpty: 'image diagonal' | null;
}

export const usualEmptyRules: EmptyMaskRules = {
  overlapOfBothEmpty: null,
  distanceOfBothEmpty: null,
  distanceOfOneEmpty: null,
};

/** `spacing` in millimetres a pixel gives millimetres; `pixels` gives pixels; null: millimetres are wanted but unknown, so distances are undefined. */
export type PixelSize = Spacing | 'pixels' | null;

/** The figures of one pair of masks by metric id; null is undefined. */
export interface MaskFigures {
  readonly dice: number | null;
  readonly 'mask-iou': number | null;
  readonly 'mask-sensitivity': number | null;
  readonly 'mask-precision': number | null;
  readonly 'mask-specificity': number | null;
  readonly 'pixel-accuracy': number | null;
  readonly hausdorff: number | null;
  readonly 'hausdorff-95': number | null;
  readonly assd: number | null;
  readonly 'area-difference': number | null;
  readonly 'relative-area-difference': number | null;
}

/**
 * Every figure of a predicted mask against the true one.
 *
 * @throws RangeError where the masks differ in size or are malformed.
 */
export function maskFigures(
  truth: RunLengthMask,
  predicted: RunLengthMask,
  pixelSize: PixelSize = 'pixels',
  rules: EmptyMaskRules = usualEmptyRules,
): MaskFigures {
  const overlap = overlapOf(truth, predicted);
  return {
    ...overlapFigures(overlap, rules),
    ...distanceFigures(truth, predicted, overlap, pixelSize, rules),
    ...areaFigures(overlap, pixelSize),
  };
}

function overlapFigures({ both, onlyFirst, onlySecond, neither }: Overlap, rules: EmptyMaskRules) {
  const bothEmpty = both + onlyFirst + onlySecond === 0;
  return {
    dice: bothEmpty ? rules.overlapOfBothEmpty : (2 * both) / (2 * both + onlyFirst + onlySecond),
    'mask-iou': bothEmpty ? rules.overlapOfBothEmpty : both / (both + onlyFirst + onlySecond),
    'mask-sensitivity': quotient(both, both + onlyFirst),
    'mask-precision': quotient(both, both + onlySecond),
    'mask-specificity': quotient(neither, neither + onlySecond),
    'pixel-accuracy': quotient(both + neither, both + onlyFirst + onlySecond + neither),
  };
}

function distanceFigures(
  truth: RunLengthMask,
  predicted: RunLengthMask,
  { both, onlyFirst, onlySecond }: Overlap,
  pixelSize: PixelSize,
  rules: EmptyMaskRules,
) {
  const same = (value: number | null) => ({ hausdorff: value, 'hausdorff-95': value, assd: value });
  if (pixelSize === null) return same(null);
  const spacing = pixelSize === 'pixels' ? { row: 1, column: 1 } : pixelSize;
  const distances = surfaceDistances(truth, predicted, spacing);
  if (distances !== null) {
    const { hausdorff, hausdorff95, assd } = distances;
    return { hausdorff, 'hausdorff-95': hausdorff95, assd };
  }
  if (both + onlyFirst + onlySecond === 0) return same(rules.distanceOfBothEmpty);
  if (rules.distanceOfOneEmpty === null) return same(null);
  const [height, width] = truth.size;
  return same(Math.hypot(height * spacing.row, width * spacing.column));
}

function areaFigures({ both, onlyFirst, onlySecond }: Overlap, pixelSize: PixelSize) {
  const difference = onlySecond - onlyFirst;
  const pixelArea = pixelSize === 'pixels' ? 1 : pixelSize && pixelSize.row * pixelSize.column;
  return {
    'area-difference': pixelArea === null ? null : difference * pixelArea,
    'relative-area-difference': quotient(difference, both + onlyFirst),
  };
}

function quotient(above: number, below: number): number | null {
  return below === 0 ? null : above / below;
}
