/**
 * Masks as tables write them: pairs of numbers, each a stretch of the mask. Where a stretch begins is counted from 1
 * (`absolute`) or from the end of the one before (`relative`, the first from the picture's beginning), down the columns or along the rows.
 * Kaggle's competitions write absolute columns, SIIM-ACR relative columns, UW-Madison absolute rows.
 */
import type { RunLengthMask } from '../dataset/truth.ts';
import type { Size } from './boxes.ts';
import { encodeMask, maskFromCounts } from './rle.ts';

export const runWritings = [
  'absolute-columns',
  'absolute-rows',
  'relative-columns',
  'relative-rows',
] as const;
export type RunWriting = (typeof runWritings)[number];

/** The mask of such numbers on a picture of `size`. Throws RangeError, naming the pair at fault, where they make none of it. */
export function maskFromRuns(
  numbers: readonly number[],
  writing: RunWriting,
  { width, height }: Size,
): RunLengthMask {
  const counts = countsOfRuns(numbers, writing);
  const rest = width * height - counts.reduce((sum, count) => sum + count, 0);
  if (rest < 0)
    throw new RangeError(
      `its runs reach ${-rest} pixels beyond the end of a picture of ${width} x ${height} pixels`,
    );
  const whole = rest === 0 ? counts : [...counts, rest];
  if (writing.endsWith('columns')) return maskFromCounts(whole, width, height);
  const bitmap = new Uint8Array(width * height);
  let from = 0;
  for (const [at, count] of whole.entries()) {
    if (at % 2 === 1) bitmap.fill(1, from, from + count);
    from += count;
  }
  return encodeMask(bitmap, width, height);
}

/** Background and foreground in turn, without what follows the last run; runs that touch are one. Throws RangeError. */
export function countsOfRuns(numbers: readonly number[], writing: RunWriting): number[] {
  if (numbers.length % 2 === 1) throw new RangeError(`its ${numbers.length} numbers do not make pairs`);
  const isAbsolute = writing.startsWith('absolute');
  const counts: number[] = [];
  let end = 0;
  for (let at = 0; at < numbers.length; at += 2) {
    const [start = NaN, length = NaN] = [numbers[at], numbers[at + 1]];
    const pair = `pair ${at / 2 + 1} of its numbers (${start} ${length})`;
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(length) || start < 0 || length < 1)
      throw new RangeError(`${pair} is no start and length in whole pixels`);
    if (isAbsolute && start === 0) throw new RangeError(`${pair} begins at 0, and pixels are counted from 1`);
    const gap = isAbsolute ? start - 1 - end : start;
    if (gap < 0) throw new RangeError(`${pair} begins before the run before it ends, at pixel ${end}`);
    const last = counts.length - 1;
    if (gap === 0 && last >= 0) counts[last] = (counts[last] ?? 0) + length;
    else counts.push(gap, length);
    end += gap + length;
  }
  return counts;
}
