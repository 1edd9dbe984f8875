import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodecError } from '../pixels/codec-error.ts';
import { colourTransformOf, undoColourTransform, type ColourTransform } from './colour-transform.ts';
import { decodeJpegLs } from './decode.ts';

const hex = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'));

/**
 * One pixel of three colours, each in a scan of its own, whose bits are all 0: it is read as three samples of 0, as the one after a
 * context that has seen nothing. `app8` comes before the frame.
 */
const pixel = (app8 = ''): Uint8Array<ArrayBuffer> =>
  hex(`
    ffd8 ${app8} fff7 0011 08 0001 0001 03 011100 021100 031100
    ffda 0008 01 01 00 00 00 00 8000 ffda 0008 01 02 00 00 00 00 8000 ffda 0008 01 03 00 00 00 00 8000 ffd9`);
const decoded = (app8?: string): number[] => [...decodeJpegLs(pixel(app8), () => undefined).samples];

test('colours that were not mixed stay', () => {
  expect(decoded()).toEqual([0, 0, 0]);
  expect(decoded('ffe8 0007 6d726678 00')).toEqual([0, 0, 0]);
  expect(decoded('ffe8 0006 41424344')).toEqual([0, 0, 0]);
});

test.each<[string, string, number[]]>([
  ['HP1', '01', [128, 0, 128]],
  ['HP2', '02', [128, 0, 192]],
  ['HP3', '03', [192, 64, 192]],
])('colours mixed by %s are unmixed', (_, number, expected) => {
  expect(decoded(`ffe8 0007 6d726678 ${number}`)).toEqual(expected);
});

test('another way of mixing is refused', () => {
  expect(() => decoded('ffe8 0007 6d726678 04')).toThrow(CodecError);
  expect(() => decoded('ffe8 0007 6d726678 04')).toThrow('mixed in a way that is not known');
});

test('an APP8 segment of something else names no transform', () => {
  expect(colourTransformOf(hex('6d726678'))).toBeNull();
  expect(colourTransformOf(hex('5350494646'))).toBeNull();
});

/** As the encoder mixes (range: 256 or 65536). */
function mixed([red, green, blue]: readonly [number, number, number], way: ColourTransform, range: number) {
  const half = range / 2;
  switch (way) {
    case 0:
      return [red, green, blue];
    case 1:
      return [red - green + half, green, blue - green + half];
    case 2:
      return [red - green + half, green, blue - ((red + green) >> 1) - half];
    case 3: {
      const second = (blue - green + half) & (range - 1);
      const third = (red - green + half) & (range - 1);
      return [green + ((second + third) >> 2) - half / 2, second, third];
    }
  }
}

test('what was mixed in any way comes back, of 8 bits and of 16', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<ColourTransform>(0, 1, 2, 3),
      fc.constantFrom(256, 65_536),
      fc.array(fc.tuple(fc.nat(65_535), fc.nat(65_535), fc.nat(65_535)), { maxLength: 20 }),
      (way, range, pixels) => {
        const own = pixels.map(([red, green, blue]) => [red % range, green % range, blue % range] as const);
        const coded = own.flatMap((colours) => mixed(colours, way, range));
        const samples = range === 256 ? Uint8Array.from(coded) : Uint16Array.from(coded);
        undoColourTransform(samples, way);
        expect([...samples]).toEqual(own.flat());
      },
    ),
    { numRuns: 500 },
  );
});
