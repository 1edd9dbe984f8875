import { samplesIn, samplesOf, type Samples } from '../../../domain/raster/raster.ts';
import type { SampleType } from '../../../domain/raster/view.ts';
import type { PixelDescription } from './description.ts';

/** The type in which stored samples are kept. Floating point numbers of double length lose half their digits. */
export function sampleTypeFor({ bitsAllocated, signed, float }: PixelDescription): SampleType {
  if (float) return 'float32';
  switch (bitsAllocated) {
    case 1:
      return 'uint8';
    case 8:
      return signed ? 'int8' : 'uint8';
    case 16:
      return signed ? 'int16' : 'uint16';
    case 32:
    case 64:
      return signed ? 'int32' : 'uint32';
  }
}

/** Bits of one frame as it lies in the file. Colours at half the resolution take two samples a pixel (PS3.3 C.7.6.3.1.2). */
export function frameBits({ rows, columns, samples, bitsAllocated, photometric }: PixelDescription): number {
  const perPixel = photometric === 'YBR_FULL_422' ? 2 : samples;
  return rows * columns * perPixel * bitsAllocated;
}

/**
 * One frame of samples that are not compressed, those of a pixel side by side; they may lie in `bytes` itself. `bytes`
 * begins with the frame; of one bit a sample, `bit` says where in its first byte (PS3.5 8.1.1: frames follow one another
 * without a gap).
 */
export function nativeSamples(
  bytes: Uint8Array<ArrayBuffer>,
  description: PixelDescription,
  littleEndian: boolean,
  bit = 0,
): Samples {
  const { rows, columns, samples, bitsAllocated, photometric, planar } = description;
  const count = rows * columns * samples;
  if (bitsAllocated === 1) return unpackBits(bytes, count, bit);
  const halved = photometric === 'YBR_FULL_422';
  const size = bitsAllocated / 8;
  const stored = valuesOf(bytes, description, littleEndian, halved ? rows * columns * 2 : count, size);
  if (halved) return spreadColours(stored, rows * columns);
  return planar ? interleave(stored, rows * columns) : stored;
}

function valuesOf(
  bytes: Uint8Array<ArrayBuffer>,
  description: PixelDescription,
  littleEndian: boolean,
  count: number,
  size: number,
): Samples {
  const type = sampleTypeFor(description);
  // Read where they lie: copied, a file of thousands of frames would be in memory twice.
  if (
    size <= 4 &&
    (littleEndian || size === 1) &&
    bytes.byteOffset % size === 0 &&
    bytes.length >= count * size
  )
    return samplesIn(type, bytes.buffer, bytes.byteOffset, count);
  const own = bytes.slice(0, count * size);
  if (size === 8) {
    const view = new DataView(own.buffer);
    return Float32Array.from({ length: count }, (_, n) => view.getFloat64(8 * n, littleEndian));
  }
  if (!littleEndian && size > 1) reverseWords(own, size);
  return samplesOf(type, own.buffer);
}

/** In place: big-endian numbers of `size` bytes to little-endian. */
export function reverseWords(bytes: Uint8Array, size: number): void {
  for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

function unpackBits(bytes: Uint8Array, count: number, bit: number): Uint8Array<ArrayBuffer> {
  const samples = new Uint8Array(count);
  for (let n = 0, at = bit; n < count; n += 1, at += 1) samples[n] = ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
  return samples;
}

/** Planes of a colour each to pixels. */
function interleave(planes: Samples, pixels: number): Samples {
  const result = planes.slice();
  for (let plane = 0; plane < 3; plane += 1) {
    for (let pixel = 0; pixel < pixels; pixel += 1)
      result[3 * pixel + plane] = planes[plane * pixels + pixel] ?? 0;
  }
  return result;
}

/** Y1 Y2 Cb Cr to two pixels. */
function spreadColours(stored: Samples, pixels: number): Samples {
  const result = new Uint8Array(3 * pixels);
  for (let pair = 0, from = 0, to = 0; pair < pixels / 2; pair += 1, from += 4, to += 6) {
    const blue = stored[from + 2] ?? 0;
    const red = stored[from + 3] ?? 0;
    result[to] = stored[from] ?? 0;
    result[to + 1] = blue;
    result[to + 2] = red;
    result[to + 3] = stored[from + 1] ?? 0;
    result[to + 4] = blue;
    result[to + 5] = red;
  }
  return result;
}
