import type { RunLengthMask } from '../dataset/truth.ts';
import { field, isList, isObject } from './fields.ts';

/** A COCO run-length mask as a local model gives it: `{"size": [height, width], "counts": "..."}`; null where there is none or it has another form. */
export function readMask(value: unknown): {
  readonly mask: RunLengthMask | null;
  readonly steps: readonly string[];
} {
  if (value === undefined || value === null) return { mask: null, steps: [] };
  const size = isObject(value) ? field(value, 'size') : undefined;
  const counts = isObject(value) ? field(value, 'counts') : undefined;
  const [height, width] = isList(size) ? size : [];
  if (!isSide(height) || !isSide(width) || typeof counts !== 'string') {
    return { mask: null, steps: ['mask left out: not a run-length mask'] };
  }
  return { mask: { size: [height, width], counts }, steps: [] };
}

function isSide(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= 65_536;
}
