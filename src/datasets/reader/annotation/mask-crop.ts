import { decode } from 'fast-png';
import type { RunLengthMask } from '../../../domain/dataset/truth.ts';
import { encodeMask, type Bitmap } from '../../../domain/geometry/rle.ts';

/** More pixels than a picture has that a browser decodes. */
const mostPixels = 2 ** 28;

/** A mask of the whole picture from the part around it, placed by its upper left corner; a text says what is wrong. */
export function maskFromCrop(
  { bitmap, width, height }: Bitmap,
  corner: { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
): RunLengthMask | string {
  const [left, top] = [Math.round(corner.x), Math.round(corner.y)];
  const fault = sizeFault(size);
  if (fault !== null) return fault;
  if (left >= size.width || top >= size.height || left + width <= 0 || top + height <= 0)
    return `its mask lies beside its picture of ${size.width} x ${size.height} pixels`;
  const whole = new Uint8Array(size.width * size.height);
  for (let y = Math.max(0, -top); y < height && top + y < size.height; y += 1)
    for (let x = Math.max(0, -left); x < width && left + x < size.width; x += 1)
      if (bitmap[y * width + x] !== 0) whole[(top + y) * size.width + left + x] = 1;
  return encodeMask(whole, size.width, size.height);
}

/** Why no mask can have this size, or null. */
export const sizeFault = ({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): string | null =>
  Number.isInteger(width) &&
  Number.isInteger(height) &&
  width > 0 &&
  height > 0 &&
  width * height <= mostPixels
    ? null
    : `a picture cannot have ${width} x ${height} pixels`;

/**
 * The bitmap of runs along the rows, background first: what CVAT writes. A text says what is wrong.
 */
export function bitmapOfRows(runs: readonly number[], width: number, height: number): Bitmap | string {
  const fault = sizeFault({ width, height });
  if (fault !== null) return fault;
  const bitmap = new Uint8Array(width * height);
  let at = 0;
  for (const [index, run] of runs.entries()) {
    if (!Number.isInteger(run) || run < 0) return `its run ${index + 1} is ${String(run)}, no length`;
    if (at + run > bitmap.length) return `its runs are longer than its ${width} x ${height} pixels`;
    if (index % 2 === 1) bitmap.fill(1, at, at + run);
    at += run;
  }
  return at === bitmap.length
    ? { bitmap, width, height }
    : `its runs add up to ${at} pixels, but ${width} x ${height} has ${bitmap.length}`;
}

/** All pixels of a PNG but those of 0 (or those that nothing is seen of). Throws where it cannot be decoded, and where it is larger than any picture. */
export function bitmapOfPng(bytes: Uint8Array): Bitmap {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fault = sizeFault({ width: head.getUint32(16), height: head.getUint32(20) });
  if (fault !== null) throw new RangeError(fault);
  const { data, width, height, depth, channels } = decode(bytes);
  const bitmap = new Uint8Array(width * height);
  if (depth < 8) {
    const stride = Math.ceil((width * depth) / 8);
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const bit = x * depth;
        bitmap[y * width + x] =
          ((data[y * stride + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
      }
    return { bitmap, width, height };
  }
  // Where there is one, how opaque a pixel is says whether it is of the mask, whatever its colour.
  const telling = channels === 2 || channels === 4 ? channels - 1 : 0;
  for (let pixel = 0; pixel < bitmap.length; pixel += 1)
    bitmap[pixel] = data[pixel * channels + telling] === 0 ? 0 : 1;
  return { bitmap, width, height };
}
