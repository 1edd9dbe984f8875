import { dataOf, unpackedBytes } from './png-size.ts';
import { concat, latin1, viewOf } from './stripped.ts';

/** Deflate packs at most so many bytes into one. */
const densest = 1032;

/** Bits that each kind of colour may have: W3C PNG, table 12. */
const bitsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * The size of a PNG whose chunks are sound (see `stripPng`, which has seen that the checksum of each is right: what is here
 * is what its writer wrote) and whose writer knew what it did: a header that means something, and packed pixels that are
 * enough and begin as such do. They are not unpacked: that would cost more than everything else that an import does with a
 * large picture, and a quarter of it with a small one. Null where there is any doubt: then a decoder has to say.
 */
export function sizeOfSoundPng(
  png: Uint8Array<ArrayBuffer>,
): { readonly width: number; readonly height: number } | null {
  const [bits = 0, colour = 0, compression, filter, interlace = 2] = png.subarray(24, 29);
  const isKnown = compression === 0 && filter === 0 && interlace < 2;
  if (!isKnown || !(bitsOf[colour] ?? []).includes(bits) || !paletteIsSound(png, colour, bits)) return null;
  const [width, height] = [viewOf(png).getUint32(16), viewOf(png).getUint32(20)];
  if (width === 0 || height === 0) return null;
  const data = dataOf(png);
  const packed = data.reduce((sum, part) => sum + part.length, 0);
  const isEnough = packed * densest >= unpackedBytes(png);
  return isEnough && beginsSound(data) ? { width, height } : null;
}

/**
 * Before the pixels, of 1 to 256 colours or as many as numbers of `bits` bits name, once: where numbers of a palette are
 * stored it must be there, beside true colours it may, beside grey it must not (W3C PNG, section 11.2.2). Decoders give up where
 * it is otherwise, whatever they need it for.
 */
function paletteIsSound(png: Uint8Array, colour: number, bits: number): boolean {
  let found = 0;
  for (let at = 8; at + 12 <= png.length;) {
    const length = viewOf(png).getUint32(at);
    const type = latin1(png, at + 4, 4);
    if (type === 'PLTE') {
      const most = colour === 3 ? 2 ** bits : 256;
      if (length === 0 || length % 3 !== 0 || length / 3 > most) return false;
      found += 1;
    }
    // What comes behind the pixels is not looked for: decoders pass it over.
    if (type === 'IDAT') break;
    at += 12 + length;
  }
  if (colour === 3) return found === 1;
  return colour === 2 || colour === 6 ? found <= 1 : found === 0;
}

/** The header of zlib (RFC 1950, section 2.2: deflate, a window of up to 32 kB, no dictionary, its check right) and a kind of block that exists. */
function beginsSound(data: readonly Uint8Array[]): boolean {
  const [method = 0, flags = 0, block = 0xff] = concat(data.map((part) => part.subarray(0, 3)));
  const isZlib = (method & 15) === 8 && method >>> 4 <= 7 && (flags & 32) === 0;
  return isZlib && (method * 256 + flags) % 31 === 0 && ((block >>> 1) & 3) !== 3;
}
