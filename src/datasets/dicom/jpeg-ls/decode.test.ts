import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodecError } from '../pixels/codec-error.ts';
import { decodeJpegLs } from './decode.ts';

const hex = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const anySize = () => undefined;

/** The example of T.87 annex H.3: 4 x 4 samples of 8 bits. */
const example = hex(`
  ffd8 fff7 000b 08 0004 0004 01 01 11 00 ffda 0008 01 01 00 00 00 00
  c000 006c 8020 8e01 c000 0057 4000 006e e600 0001 bc18 0000 05d8 0000 9160 ffd9`);
const expected = [0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145];

describe('JPEG-LS', () => {
  test('as in the example of the standard', () => {
    const { samples, ...frame } = decodeJpegLs(example, anySize);
    expect([...samples]).toEqual(expected);
    expect(frame).toEqual({ width: 4, height: 4, components: 1, precision: 8 });
  });

  test('with the usual parameters stated, and with comments before the frame', () => {
    const stated = hex('fff8 000d 01 00ff 0003 0007 0015 0040');
    const comment = hex('fffe 0006 41424344');
    const longer = Uint8Array.from([
      ...example.subarray(0, 2),
      ...comment,
      ...example.subarray(2, 15),
      ...stated,
      ...example.subarray(15),
    ]);
    expect([...decodeJpegLs(longer, anySize).samples]).toEqual(expected);
  });

  test('asks whether the size is right before anything is decoded', () => {
    const tooLarge = example.slice();
    tooLarge.set([0xff, 0xff, 0xff, 0xff], 7);
    expect(() =>
      decodeJpegLs(tooLarge, ({ width }) => {
        throw new CodecError(`${width} is too wide`);
      }),
    ).toThrow('65535 is too wide');
  });

  test.each<[string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>, string]>([
    ['cut off', (bytes) => bytes.slice(0, 40), 'breaks off'],
    ['without a scan', (bytes) => bytes.slice(0, 15), 'breaks off'],
    ['that is something else', () => hex('89504e470d0a1a0a'), 'do not begin'],
    ['with a palette', (bytes) => bytes.with(21, 1), 'palette'],
    ['of 17 bits', (bytes) => bytes.with(6, 17), 'samples of 17 bits'],
    ['with colours of half the width', (bytes) => bytes.with(13, 0x21), 'resolutions'],
  ])('%s is refused', (_, damage, reason) => {
    expect(() => decodeJpegLs(damage(example.slice()), anySize)).toThrow(CodecError);
    expect(() => decodeJpegLs(damage(example.slice()), anySize)).toThrow(reason);
  });

  test('damaged anywhere: a picture or a CodecError, and never more samples than were announced', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(example.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (flips) => {
          const bytes = example.slice();
          for (const [at, value] of flips) bytes[at] = value;
          try {
            const { samples, width, height, components, precision } = decodeJpegLs(bytes, (frame) => {
              if (frame.width * frame.height > 10_000) throw new CodecError('too large for this test');
            });
            expect(samples).toHaveLength(width * height * components);
            expect(Math.max(0, ...samples)).toBeLessThan(2 ** precision);
          } catch (error) {
            expect(error).toBeInstanceOf(CodecError);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
