import { unzlibSync } from 'fflate';
import { concat } from './stripped.ts';
import { dataOf, unpackedBytes } from './png-size.ts';

/** Up to this much a PNG is unpacked here sooner than another thread is asked to: about 180 x 180 grey pixels. */
const mostBytes = 32 * 1024;

/** Bits that each kind of colour may have: W3C PNG, table 12. */
const bitsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  4: [8, 16],
  6: [8, 16],
};

/**
 * The size of a small PNG that is sound through and through: a header that means something, and pixels that unpack to just
 * as many bytes as it says, each row by a filter that exists. Null where it is large, interlaced, has a palette, or there
 * is any doubt: then a decoder has to say. Its chunks must be sound (see `stripPng`).
 */
export function measureSmallPng(
  png: Uint8Array<ArrayBuffer>,
): { readonly width: number; readonly height: number } | null {
  const [bits = 0, colour = 0, compression, filter, interlace] = png.subarray(24, 29);
  const plain = compression === 0 && filter === 0 && interlace === 0;
  if (!plain || !(bitsOf[colour] ?? []).includes(bits)) return null;
  const expected = unpackedBytes(png);
  if (expected > mostBytes) return null;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  let rows: Uint8Array;
  try {
    // Room for one byte more, so that too many are seen.
    rows = unzlibSync(concat(dataOf(png)), { out: new Uint8Array(expected + 1) });
  } catch {
    return null;
  }
  if (rows.length !== expected) return null;
  for (let at = 0; at < expected; at += expected / height) if ((rows[at] ?? 5) > 4) return null;
  return { width, height };
}
