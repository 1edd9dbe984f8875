/** Union, intersection and overlap of run-length masks, run by run: no mask is ever unpacked. */
import type { RunLengthMask } from '../dataset/truth.ts';
import { countsOf, countsToString } from './rle.ts';

/** Pixels of two masks of one image. */
export interface Overlap {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/** Throws RangeError where the masks differ in size or one is malformed. */
export function overlapOf(first: RunLengthMask, second: RunLengthMask): Overlap {
  let both = 0;
  let onlyFirst = 0;
  let onlySecond = 0;
  let neither = 0;
  forCommonRuns(first, second, (length, inFirst, inSecond) => {
    if (inFirst && inSecond) both += length;
    else if (inFirst) onlyFirst += length;
    else if (inSecond) onlySecond += length;
    else neither += length;
  });
  return { both, onlyFirst, onlySecond, neither };
}

/** Intersection over union; null where both masks are empty. */
export function maskIou(first: RunLengthMask, second: RunLengthMask): number | null {
  const { both, onlyFirst, onlySecond } = overlapOf(first, second);
  const union = both + onlyFirst + onlySecond;
  return union === 0 ? null : both / union;
}

/** Pixels in any of the masks. Throws RangeError without masks, or where they differ in size. */
export function unionOf(masks: readonly RunLengthMask[]): RunLengthMask {
  return combined(masks, (a, b) => a || b);
}

/** Pixels in all of the masks. Throws RangeError without masks, or where they differ in size. */
export function intersectionOf(masks: readonly RunLengthMask[]): RunLengthMask {
  return combined(masks, (a, b) => a && b);
}

function combined(
  masks: readonly RunLengthMask[],
  rule: (inFirst: boolean, inSecond: boolean) => boolean,
): RunLengthMask {
  const [first, ...others] = masks;
  if (first === undefined) throw new RangeError('There is no mask to combine.');
  return others.reduce((sum, other) => {
    const counts: number[] = [];
    let value = false;
    let run = 0;
    forCommonRuns(sum, other, (length, inSum, inOther) => {
      const next = rule(inSum, inOther);
      if (next !== value) {
        counts.push(run);
        run = 0;
        value = next;
      }
      run += length;
    });
    counts.push(run);
    return { size: sum.size, counts: countsToString(counts) };
  }, first);
}

/** Calls `visit` for each stretch in which neither mask changes, in order. */
function forCommonRuns(
  first: RunLengthMask,
  second: RunLengthMask,
  visit: (length: number, inFirst: boolean, inSecond: boolean) => void,
): void {
  const [height, width] = first.size;
  if (height !== second.size[0] || width !== second.size[1]) {
    throw new RangeError(
      `The masks are of different sizes: ${width} x ${height} and ${second.size[1]} x ${second.size[0]} (width x height).`,
    );
  }
  const a = countsOf(first);
  const b = countsOf(second);
  let i = 0;
  let j = 0;
  let leftA = a[0] ?? 0;
  let leftB = b[0] ?? 0;
  while (i < a.length && j < b.length) {
    const length = Math.min(leftA, leftB);
    if (length > 0) visit(length, i % 2 === 1, j % 2 === 1);
    leftA -= length;
    leftB -= length;
    if (leftA === 0) leftA = a[(i += 1)] ?? 0;
    if (leftB === 0) leftB = b[(j += 1)] ?? 0;
  }
}
