import { CodecError } from '../pixels/codec-error.ts';

/** How red, green and blue were mixed before they were coded: by none, or by one of three ways of HP's encoder. */
export type ColourTransform = 0 | 1 | 2 | 3;

const marks = [0x6d, 0x72, 0x66, 0x78]; // "mrfx"

/** The transform that an APP8 segment names; null where the segment speaks of something else. */
export function colourTransformOf(segment: Uint8Array): ColourTransform | null {
  if (segment.length < 5 || marks.some((byte, at) => segment[at] !== byte)) return null;
  const named = segment[4];
  if (named === 0 || named === 1 || named === 2 || named === 3) return named;
  throw new CodecError('its colours were mixed in a way that is not known');
}

/**
 * Turns what was coded back into red, green and blue, in place. HP1, HP2 and HP3 are those of HP's first encoder of
 * JPEG-LS (Weinberger, Seroussi and Sapiro): no part of T.87, and in use. All sums are modulo 2^8 or 2^16, as wide as a
 * sample is stored.
 */
export function undoColourTransform(
  samples: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>,
  transform: ColourTransform,
): void {
  if (transform === 0) return;
  const most = 2 ** (8 * samples.BYTES_PER_ELEMENT) - 1;
  const half = (most + 1) / 2;
  for (let at = 0; at + 2 < samples.length; at += 3) {
    const [first = 0, second = 0, third = 0] = [samples[at], samples[at + 1], samples[at + 2]];
    let red: number;
    let green: number;
    let blue: number;
    switch (transform) {
      case 1:
        green = second;
        red = first + green - half;
        blue = third + green - half;
        break;
      case 2:
        green = second;
        red = (first + green - half) & most;
        blue = third + ((red + green) >> 1) - half;
        break;
      case 3:
        green = (first - ((third + second) >> 2) + half / 2) & most;
        red = third + green - half;
        blue = second + green - half;
        break;
    }
    // Typed arrays keep the lowest bits.
    samples[at] = red;
    samples[at + 1] = green;
    samples[at + 2] = blue;
  }
}
