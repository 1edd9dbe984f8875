import type { RunLengthMask } from '../dataset/truth.ts';
import { countsOf, maskFromCounts } from '../geometry/rle.ts';
import { field, isList, isObject } from './fields.ts';

/**
 * A COCO run-length mask as a local model gives it: `{"size": [height, width], "counts": "..."}`, counts compressed or a list of runs; null
 * where there is none, or it is malformed (a step says why).
 */
export function readMask(value: unknown): {
  readonly mask: RunLengthMask | null;
  readonly steps: readonly string[];
} {
  if (value === undefined || value === null) return { mask: null, steps: [] };
  const size = isObject(value) ? field(value, 'size') : undefined;
  const counts = isObject(value) ? field(value, 'counts') : undefined;
  const [height, width] = isList(size) ? size : [];
  if (!isSide(height) || !isSide(width)) return leftOut('it is no run-length mask with a size');
  try {
    if (isList(counts)) {
      const runs = counts.filter((run) => typeof run === 'number');
      return runs.length === counts.length
        ? { mask: maskFromCounts(runs, width, height), steps: [] }
        : leftOut('its runs are not all numbers');
    }
    if (typeof counts !== 'string') return leftOut('it has no counts');
    const mask: RunLengthMask = { size: [height, width], counts };
    countsOf(mask);
    return { mask, steps: [] };
  } catch (error) {
    if (error instanceof RangeError) return leftOut(error.message);
    throw error;
  }
}

function leftOut(why: string) {
  return { mask: null, steps: [`mask left out: ${why}`] };
}

function isSide(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= 65_536;
}
