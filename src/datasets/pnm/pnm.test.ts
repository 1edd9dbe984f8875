import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { PixelBudget } from '../image/budget.ts';
import { preparePicture } from '../image/prepare.ts';
import { maskPixels } from '../mask/pixels.ts';
import { readMasks } from '../mask/read.ts';
import { maskArea } from '../../domain/geometry/rle.ts';
import { parsePnm } from './parse.ts';
import { readPnm } from './reader.ts';
import { pnm } from './test-pnm.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const noDecoder = {
  measure: () => Promise.reject(new Error('none')),
  pixels: () => Promise.reject(new Error('none')),
  thumbnail: () => Promise.reject(new Error('none')),
};
const taken = 'read from a PNM picture, of which only the pixels are kept';
/** The values of the PNG that is made of it. */
async function shown(bytes: Uint8Array<ArrayBuffer>): Promise<readonly number[]> {
  const read = await readPnm(bytes);
  if (read.kind !== 'encoded') throw new Error(read.kind);
  return [...decode(read.bytes).data];
}

describe('PNM pictures', () => {
  test('grey and colours, plain and raw, with comments', async () => {
    for (const kind of ['P2', 'P5'] as const)
      expect(await shown(pnm(kind, 3, 2, 255, [0, 1, 2, 3, 200, 255]))).toEqual([0, 1, 2, 3, 200, 255]);
    for (const kind of ['P3', 'P6'] as const)
      expect(await shown(pnm(kind, 2, 1, 255, [9, 8, 7, 255, 0, 1]))).toEqual([9, 8, 7, 255, 0, 1]);
    expect(await shown(bytesOf('P2 2#wide\n1\n#most\n255 7\n# one more\n8\n'))).toEqual([7, 8]);
  });

  test('a bitmap: 1 is black, rows begin at whole bytes', async () => {
    const bits = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    const white = bits.map((bit) => 255 * (1 - bit));
    for (const kind of ['P1', 'P4'] as const) expect(await shown(pnm(kind, 9, 2, 1, bits))).toEqual(white);
  });

  test('values of fewer than 8 bits are spread, and it is said', async () => {
    const read = await readPnm(pnm('P2', 3, 1, 15, [0, 5, 15]));
    expect(read).toMatchObject({
      changes: [taken, 'values of 0 to 15 spread over 0 to 255', 'written as PNG'],
    });
    expect(await shown(pnm('P5', 3, 1, 15, [0, 5, 15]))).toEqual([0, 85, 255]);
  });

  test('16 bits: the larger byte first, a raster with a window; colours fill their bits', async () => {
    for (const kind of ['P2', 'P5'] as const)
      expect(await readPnm(pnm(kind, 2, 1, 4095, [258, 4000]))).toMatchObject({
        kind: 'raster',
        raster: { width: 2, height: 1, frames: [Uint16Array.of(258, 4000)] },
        view: { range: [258, 4000], windows: [{ name: 'Smallest to largest' }, { name: 'All 12 bits' }] },
      });
    expect(await readPnm(pnm('P6', 1, 1, 1023, [0, 1023, 341]))).toMatchObject({
      raster: { channels: 3, frames: [Uint16Array.of(0, 65535, 21845)] },
      view: { windows: [] },
    });
  });

  test.each([
    ['P5 2 2 255\nabc', 'its pixels break off'],
    ['P2 2 1 255 7', 'its pixels break off'],
    ['P2 1 1 100 101', 'it holds values above 100, the largest that it says'],
    ['P2 1 1 255 x', 'its pixels break off, or are no numbers'],
    ['P5 0 2 255\n', 'it says that it has 0 x 2 pixels with values up to 255'],
    ['P5 wide', 'its size or its largest value cannot be read'],
    ['P5 99999 99999 255\n', 'it has 99999 x 99999 pixels, which do not fit into memory'],
    ['P5 1 1 255\naP5 1 1 255\nb', 'it holds several pictures'],
  ])('%j: %s', async (text, words) => {
    const read = await readPnm(bytesOf(text));
    expect(read.kind === 'refused' ? read.reason : read.kind).toContain(words);
  });

  test('is imported as a PNG, and a mask is read of it', async () => {
    const bytes = pnm('P5', 3, 2, 255, [0, 255, 255, 0, 0, 255]);
    const picture = await preparePicture(bytes, 'a.pgm', noDecoder, new PixelBudget());
    expect(picture).toMatchObject({
      image: { mediaType: 'image/png', width: 3, height: 2, changes: [taken, 'written as PNG'] },
    });
    for (const mask of [bytes, pnm('P4', 3, 2, 1, [1, 0, 0, 1, 1, 0])]) {
      const pixels = await maskPixels(mask, 'a_mask.pgm', noDecoder);
      if (pixels.kind === 'refused') throw new Error(pixels.reason);
      const masks = readMasks(pixels, { kind: 'shape', label: 'x' }, { width: 3, height: 2 });
      expect('kind' in masks ? masks.reason : masks.map((each) => maskArea(each.mask))).toEqual([3]);
    }
  });

  test('whatever is written is read again', () => {
    const pictures = fc
      .record({
        kind: fc.constantFrom('P1', 'P2', 'P3', 'P4', 'P5', 'P6'),
        width: fc.integer({ min: 1, max: 20 }),
        height: fc.integer({ min: 1, max: 5 }),
        most: fc.integer({ min: 1, max: 65_535 }),
      })
      .chain((about) => {
        const isBitmap = about.kind === 'P1' || about.kind === 'P4';
        const count = about.width * about.height * (about.kind === 'P3' || about.kind === 'P6' ? 3 : 1);
        const value = fc.integer({ min: 0, max: isBitmap ? 1 : about.most });
        return fc.record({
          about: fc.constant({ ...about, isBitmap }),
          values: fc.array(value, { minLength: count, maxLength: count }),
        });
      });
    fc.assert(
      fc.property(pictures, ({ about: { kind, width, height, most, isBitmap }, values }) => {
        const read = parsePnm(pnm(kind, width, height, most, values));
        expect(read).toMatchObject({ kind: 'pnm', width, height, most: isBitmap ? 1 : most });
        if (read.kind === 'pnm')
          expect([...read.values]).toEqual(isBitmap ? values.map((bit) => 1 - bit) : values);
      }),
    );
  });

  test('no bytes make it throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 4, 5, 6), fc.string(), fc.uint8Array(), (kind, head, rest) => {
        expect(() => parsePnm(Uint8Array.from([...bytesOf(`P${kind} ${head}`), ...rest]))).not.toThrow();
      }),
    );
  });
});
