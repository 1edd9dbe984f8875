/**
 * Run-length masks as COCO writes them: pixels in column-major order, runs alternating between background and
 * foreground, background first (so a mask that starts with foreground has a first run of 0).
 * Follows `common/maskApi.c` of cocodataset/cocoapi; bit for bit the same strings.
 */
import type { Box, RunLengthMask } from '../dataset/truth.ts';

export interface Bitmap {
  /** Row-major, 0 or 1, `width * height` long. */
  readonly bitmap: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Encodes a row-major bitmap; anything but 0 counts as foreground. Throws RangeError when the length is not `width * height`. */
export function encodeMask(bitmap: Uint8Array, width: number, height: number): RunLengthMask {
  checkSize(width, height);
  if (bitmap.length !== width * height) {
    throw new RangeError(
      `The bitmap has ${bitmap.length} pixels but ${width} x ${height} needs ${width * height}.`,
    );
  }
  const counts: number[] = [];
  let value = 0;
  let run = 0;
  for (let x = 0; x < width; x += 1) {
    for (let at = x; at < bitmap.length; at += width) {
      const pixel = bitmap[at] === 0 ? 0 : 1;
      if (pixel === value) {
        run += 1;
      } else {
        counts.push(run);
        run = 1;
        value = pixel;
      }
    }
  }
  counts.push(run);
  return { size: [height, width], counts: countsToString(counts) };
}

/** The row-major bitmap of a mask. Throws RangeError, naming the fault, for a malformed mask. */
export function decodeMask(mask: RunLengthMask): Bitmap {
  const [height, width] = mask.size;
  const counts = countsOf(mask);
  const bitmap = new Uint8Array(width * height);
  let from = 0;
  counts.forEach((run, index) => {
    const to = from + run;
    if (index % 2 === 1) {
      for (let x = Math.floor(from / height), y = from % height, at = from; at < to; at += 1) {
        bitmap[y * width + x] = 1;
        y += 1;
        if (y === height) {
          y = 0;
          x += 1;
        }
      }
    }
    from = to;
  });
  return { bitmap, width, height };
}

/** A mask from uncompressed COCO counts (`"counts": [12, 3, ...]`). Throws RangeError when they do not fit the size. */
export function maskFromCounts(counts: readonly number[], width: number, height: number): RunLengthMask {
  checkSize(width, height);
  checkCounts(counts, width, height);
  return { size: [height, width], counts: countsToString(counts) };
}

/** The runs of a mask, checked against its size. Throws RangeError for a malformed mask. */
export function countsOf(mask: RunLengthMask): readonly number[] {
  const [height, width] = mask.size;
  checkSize(width, height);
  const counts = countsFromString(mask.counts);
  checkCounts(counts, width, height);
  return counts;
}

/** Number of foreground pixels. */
export function maskArea(mask: RunLengthMask): number {
  return countsOf(mask).reduce((area, run, index) => (index % 2 === 1 ? area + run : area), 0);
}

/** The smallest box of whole pixels around the foreground, or null where there is none. */
export function maskBoundingBox(mask: RunLengthMask): Box | null {
  const [height] = mask.size;
  let left = Infinity;
  let top = Infinity;
  let right = -1;
  let bottom = -1;
  let from = 0;
  countsOf(mask).forEach((run, index) => {
    const last = from + run - 1;
    if (index % 2 === 1 && run > 0) {
      const firstColumn = Math.floor(from / height);
      const lastColumn = Math.floor(last / height);
      const spansColumns = firstColumn < lastColumn;
      left = Math.min(left, firstColumn);
      right = Math.max(right, lastColumn);
      top = Math.min(top, spansColumns ? 0 : from % height);
      bottom = Math.max(bottom, spansColumns ? height - 1 : last % height);
    }
    from += run;
  });
  if (right < 0) return null;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * COCO's compressed string: from the fourth run on the difference to the run two before, in groups of five bits,
 * least significant first, sixth bit set while more follow, offset by 48 (`0` to `o`).
 */
export function countsToString(counts: readonly number[]): string {
  const codes: string[] = [];
  counts.forEach((run, index) => {
    let rest = index > 2 ? run - (counts[index - 2] ?? 0) : run;
    let more = true;
    while (more) {
      const group = ((rest % 32) + 32) % 32;
      rest = Math.floor(rest / 32);
      more = group >= 16 ? rest !== -1 : rest !== 0;
      codes.push(String.fromCharCode(48 + group + (more ? 32 : 0)));
    }
  });
  return codes.join('');
}

/** The runs of a compressed string. Throws RangeError naming the character or the run that is at fault. */
export function countsFromString(text: string): number[] {
  const counts: number[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    let value = 0;
    let scale = 1;
    let more = true;
    while (more) {
      if (at >= text.length)
        throw new RangeError(`The run-length string breaks off inside run ${counts.length + 1}.`);
      // 7 groups hold 35 bits: more than any image has pixels, and still exact in a double.
      if (at - start >= 7)
        throw new RangeError(`Run ${counts.length + 1} of the run-length string is too long to be a length.`);
      const code = text.charCodeAt(at) - 48;
      if (code < 0 || code > 63) {
        throw new RangeError(
          `Character ${at + 1} of the run-length string (${JSON.stringify(text.charAt(at))}) is not one of COCO's, "0" to "o".`,
        );
      }
      value += (code % 32) * scale;
      scale *= 32;
      more = code >= 32;
      if (!more && code % 32 >= 16) value -= scale;
      at += 1;
    }
    if (counts.length > 2) value += counts[counts.length - 2] ?? 0;
    if (value < 0)
      throw new RangeError(
        `Run ${counts.length + 1} of the run-length string has the negative length ${value}.`,
      );
    counts.push(value);
  }
  return counts;
}

function checkSize(width: number, height: number): void {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new RangeError(
      `A mask's width and height must be whole numbers from 1, not ${width} and ${height}.`,
    );
  }
}

function checkCounts(counts: readonly number[], width: number, height: number): void {
  let total = 0;
  for (const [index, run] of counts.entries()) {
    if (!Number.isInteger(run) || run < 0) {
      throw new RangeError(`Run ${index + 1} of the mask must be a whole number from 0, not ${run}.`);
    }
    total += run;
  }
  if (total !== width * height) {
    throw new RangeError(
      `The mask's runs add up to ${total} pixels, but ${width} x ${height} (width x height) has ${width * height}.`,
    );
  }
}
