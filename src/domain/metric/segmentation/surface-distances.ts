import type { RunLengthMask } from '../../dataset/truth.ts';
import type { Spacing } from '../../geometry/distance-transform.ts';
import { requireSpacing, squaredDistances } from '../../geometry/distance-transform.ts';
import type { Bitmap } from '../../geometry/rle.ts';
import { decodeMask, maskBoundingBox } from '../../geometry/rle.ts';
import { surfaceOf } from '../../geometry/surface.ts';
import { sortedQuantile } from '../../statistics/quantile.ts';

/** How far the surfaces of two masks lie apart, in the unit of the spacing. */
export interface SurfaceDistances {
  readonly hausdorff: number;
  readonly hausdorff95: number;
  /** Average symmetric surface distance. */
  readonly assd: number;
}

/**
 * Distances between pixel centres. A surface is a mask minus its erosion by the 4-connected cross, what lies beyond the image being background;
 * `hausdorff95` is the larger of the two directed 95th percentiles (linear interpolation), as in MONAI; `assd` averages over the pixels of both
 * surfaces together. null where a mask is empty.
 *
 * @param points `all pixels`: distances from every pixel of a mask to the other mask, as scikit-image's `hausdorff_distance` of two masks.
 * @throws RangeError where the masks differ in size or are malformed, or the spacing is not above 0.
 */
export function surfaceDistances(
  truth: RunLengthMask,
  predicted: RunLengthMask,
  spacing: Spacing = { row: 1, column: 1 },
  points: 'surface' | 'all pixels' = 'surface',
): SurfaceDistances | null {
  requireSpacing(spacing);
  const cropped = croppedTogether(truth, predicted);
  if (cropped === null) return null;
  const [first, second] = cropped.map((mask) => (points === 'surface' ? surfaceOf(mask) : mask.bitmap));
  const { width, height } = cropped[0];
  if (first === undefined || second === undefined) return null;
  const toSecond = directedDistances(first, second, width, height, spacing);
  const toFirst = directedDistances(second, first, width, height, spacing);
  const sum = (distances: Float64Array) => distances.reduce((total, distance) => total + distance, 0);
  const larger = (p: number) => Math.max(sortedQuantile(toSecond, p) ?? 0, sortedQuantile(toFirst, p) ?? 0);
  return {
    hausdorff: larger(1),
    hausdorff95: larger(0.95),
    assd: (sum(toSecond) + sum(toFirst)) / (toSecond.length + toFirst.length),
  };
}

/** Both masks cut to the smallest box around them, which changes no distance; null where one is empty. */
function croppedTogether(truth: RunLengthMask, predicted: RunLengthMask): readonly [Bitmap, Bitmap] | null {
  const [height, width] = truth.size;
  if (height !== predicted.size[0] || width !== predicted.size[1]) {
    throw new RangeError(
      `The masks are of different sizes: ${width} x ${height} and ${predicted.size[1]} x ${predicted.size[0]} (width x height).`,
    );
  }
  const a = maskBoundingBox(truth);
  const b = maskBoundingBox(predicted);
  if (a === null || b === null) return null;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  const cut = (mask: RunLengthMask): Bitmap => {
    const whole = decodeMask(mask);
    const bitmap = new Uint8Array((right - x) * (bottom - y));
    for (let row = y; row < bottom; row += 1) {
      bitmap.set(whole.bitmap.subarray(row * width + x, row * width + right), (row - y) * (right - x));
    }
    return { bitmap, width: right - x, height: bottom - y };
  };
  return [cut(truth), cut(predicted)];
}

/** From each point of one set to the nearest of the other, in ascending order. */
function directedDistances(
  from: Uint8Array,
  to: Uint8Array,
  width: number,
  height: number,
  spacing: Spacing,
): Float64Array {
  const squared = squaredDistances(to, width, height, spacing);
  const distances: number[] = [];
  for (let at = 0; at < from.length; at += 1) {
    if (from[at] !== 0) distances.push(Math.sqrt(squared[at] ?? 0));
  }
  return Float64Array.from(distances).sort();
}
