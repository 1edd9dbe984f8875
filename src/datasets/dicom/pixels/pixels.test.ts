import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storedBitsOnly } from '../meaning/bits.ts';
import { readDicomRaster } from '../raster-reader.ts';
import { dicomBytes, testImage, type TestItem } from '../test-dicom.ts';
import { CodecError } from './codec-error.ts';
import type { PixelDescription } from './description.ts';
import { nativeSamples } from './native.ts';
import { decodeRle } from './rle.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

const grey: PixelDescription = {
  kind: 'pixels',
  rows: 1,
  columns: 4,
  frames: 1,
  samples: 1,
  photometric: 'MONOCHROME2',
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  signed: false,
  float: false,
  planar: false,
  changes: [],
};
const colour: PixelDescription = {
  ...grey,
  columns: 2,
  samples: 3,
  photometric: 'RGB',
  bitsAllocated: 8,
  bitsStored: 8,
  highBit: 7,
};

describe('samples that are not compressed', () => {
  test('of either byte order, with a sign', () => {
    const bytes = Uint8Array.of(1, 0, 0xff, 0xff, 0, 1, 0, 0x80);
    expect([...nativeSamples(bytes, { ...grey, signed: true }, true)]).toEqual([1, -1, 256, -32768]);
    expect([...nativeSamples(bytes, { ...grey, signed: true }, false)]).toEqual([256, -1, 1, 128]);
  });

  test('where they lie, without a copy, unless they lie between the words', () => {
    const lying = new Uint8Array(16);
    const even = nativeSamples(lying.subarray(2), grey, true);
    expect(even.buffer).toBe(lying.buffer);
    const odd = nativeSamples(lying.subarray(3), grey, true);
    expect(odd.buffer).not.toBe(lying.buffer);
    expect(even.length).toBe(4);
    expect(odd.length).toBe(4);
  });

  test('of one bit, beginning anywhere in a byte', () => {
    const one = { ...grey, bitsAllocated: 1, bitsStored: 1, highBit: 0 } as const;
    expect([...nativeSamples(Uint8Array.of(0b1010_1100, 0b1), one, true)]).toEqual([0, 0, 1, 1]);
    expect([...nativeSamples(Uint8Array.of(0b1010_1100, 0b1), one, true, 5)]).toEqual([1, 0, 1, 1]);
  });

  test('of colours: pixel by pixel, plane by plane, at half the resolution', () => {
    expect([...nativeSamples(Uint8Array.of(1, 2, 3, 4, 5, 6), colour, true)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...nativeSamples(Uint8Array.of(1, 4, 2, 5, 3, 6), { ...colour, planar: true }, true)]).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    // Two lumas, then the blue and red that they share.
    expect([
      ...nativeSamples(Uint8Array.of(10, 20, 7, 8), { ...colour, photometric: 'YBR_FULL_422' }, true),
    ]).toEqual([10, 7, 8, 20, 7, 8]);
  });

  test('keep their stored bits alone, with their sign', () => {
    const stored = {
      kind: 'stored',
      frames: [Uint16Array.of(0x1fff, 0x0800, 0x0001)],
      colours: null,
      exact: false,
    } as const;
    expect(storedBitsOnly(stored, grey)).toMatchObject({
      frames: [Uint16Array.of(0x0fff, 0x0800, 1)],
      cleared: true,
    });
    const clean = { ...stored, frames: [Uint16Array.of(0x0fff, 0x0800, 1)] };
    const kept = storedBitsOnly(clean, grey);
    expect(kept.cleared).toBe(false);
    // Not copied: of a file of thousands of frames that would be as much memory again.
    expect(kept.frames[0]).toBe(clean.frames[0]);
    const signed = { ...stored, frames: [Int16Array.of(0x0fff, 0x0800, 1)] };
    expect(storedBitsOnly(signed, { ...grey, signed: true }).frames).toEqual([Int16Array.of(-1, -2048, 1)]);
  });
});

/** A frame of PS3.5 annex G: the header of 64 bytes, then the segments. */
function rle(segments: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64 + segments.flat().length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, segments.length, true);
  let at = 64;
  segments.forEach((segment, n) => {
    view.setUint32(4 + 4 * n, at, true);
    bytes.set(segment, at);
    at += segment.length;
  });
  return bytes;
}

describe('RLE', () => {
  test('as in the standard: runs and literal bytes', () => {
    expect([...decodeRle(rle([[0xfe, 7, 2, 1, 2, 3, 0x80, 0xff, 9]]), 8, 1, 1)]).toEqual([
      7, 7, 7, 1, 2, 3, 9, 9,
    ]);
  });

  test('of 16 bits: the upper bytes come first', () => {
    expect([
      ...decodeRle(
        rle([
          [0xff, 1],
          [1, 2, 3],
        ]),
        2,
        1,
        2,
      ),
    ]).toEqual([2, 1, 3, 1]);
  });

  test('gives back whatever was packed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (samples) => {
        const literal: number[] = [];
        for (let at = 0; at < samples.length; at += 128) {
          const piece = samples.slice(at, at + 128);
          literal.push(piece.length - 1, ...piece);
        }
        expect(decodeRle(rle([literal]), samples.length, 1, 1)).toEqual(new Uint8Array(samples));
      }),
    );
  });

  test('that breaks off, or has other segments than its samples need, is refused', () => {
    for (const bytes of [rle([[2, 1, 2]]), rle([[0xfe, 7], [1]]), new Uint8Array(10), rle([[]])])
      expect(() => decodeRle(bytes, 3, 1, 1)).toThrow(CodecError);
  });
});

describe('a DICOM image', () => {
  const image = testImage({ rows: 2, columns: 2 }, '1.1', {
    PixelData: new Uint8Array(Uint16Array.of(0, 100, 2000, 4095).buffer),
  });
  const read = (more: TestItem = {}) => readDicomRaster(dicomBytes({ ...image, ...more }), 'a.dcm');

  test('keeps its values, with scale, unit, windows and spacing', async () => {
    const raster = await read({
      RescaleSlope: '2',
      RescaleIntercept: '-1024',
      WindowCenter: '40',
      WindowWidth: '400',
      PixelSpacing: [0.5, 0.25],
    });
    if (raster.kind === 'refused') throw new Error(raster.reason);
    expect(raster.raster.frames).toEqual([Uint16Array.of(0, 100, 2000, 4095)]);
    expect(raster.view).toMatchObject({
      slope: 2,
      intercept: -1024,
      unit: 'HU',
      range: [0, 4095],
      inverted: false,
    });
    expect(raster.view.windows.map(({ name }) => name)).toEqual(['Window of the file', 'Full range']);
    expect(raster.pixelSpacing).toEqual([0.5, 0.25]);
  });

  test('with a rescale slope of 0 keeps its values apart, and says so', async () => {
    const raster = await read({ RescaleSlope: '0', RescaleIntercept: '-1024' });
    expect(raster).toMatchObject({ view: { slope: 1, intercept: -1024 } });
    expect(raster.kind === 'raster' && raster.changes).toContain('a rescale slope of 0 was passed over');
  });

  test('is inverted where MONOCHROME1 says so', async () => {
    expect(await read({ PhotometricInterpretation: 'MONOCHROME1' })).toMatchObject({
      view: { inverted: true },
    });
  });

  test.each<[TestItem, string]>([
    [{ Rows: 0 }, 'Rows is missing'],
    [{ Rows: 3 }, 'break off: 8 of 12 bytes'],
    [{ BitsStored: 20, HighBit: 19 }, 'do not fit into 16'],
    [{ PhotometricInterpretation: 'RGB' }, 'photometric interpretation'],
    [{ NumberOfFrames: 100_000_000 }, 'do not fit into memory'],
  ])('that contradicts itself is refused: %o', async (more, reason) => {
    expect(await read(more)).toMatchObject({ kind: 'refused', reason: containing(reason) });
  });
});
