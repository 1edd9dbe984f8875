import { decode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RasterFile } from '../image/raster-file.ts';
import { readTiffPages } from './pages.ts';
import { readTiff } from './reader.ts';
import { fileOf, files, fromBase64, height, sourceOf, valuesOf, width } from './test-files.ts';
import { pages as tiffOf, type TestPage } from './test-tiff.ts';

const containing = (text: string): unknown => expect.stringContaining(text);
describe('the values of what libtiff wrote', () => {
  test.each(files)('$name', async ({ source, bytes }) => {
    const read = await readTiffPages(fromBase64(bytes));
    if (read.kind === 'refused') throw new Error(read.reason);
    expect(read.pages).toHaveLength(1);
    expect(read.pages[0]?.page).toMatchObject({ width, height, channels: sourceOf(source).channels });
    const { tolerance = 0 } = sourceOf(source);
    const samples = read.pages[0]?.samples ?? new Uint8Array();
    if (tolerance === 0) expect(samples).toEqual(valuesOf(source));
    else {
      const expected = valuesOf(source);
      expect(samples).toHaveLength(expected.length);
      const apart = Array.from(expected, (value, at) => Math.abs(value - (samples[at] ?? NaN)));
      expect(Math.max(...apart)).toBeLessThanOrEqual(tolerance);
    }
  });
});

describe('what is kept of a page', () => {
  const png = async (name: string) => {
    const read = await readTiff(fileOf(name));
    if (read.kind !== 'encoded') throw new Error(read.kind);
    return { ...read, png: decode(read.bytes) };
  };
  const raster = async (bytes: Uint8Array<ArrayBuffer>): Promise<RasterFile> => {
    const read = await readTiff(bytes);
    if (read.kind !== 'raster') throw new Error(read.kind === 'refused' ? read.reason : read.kind);
    return read;
  };

  test('8 bits, grey and colours, with opacity: a PNG of the same values', async () => {
    for (const [name, channels] of [
      ['uint8', 1],
      ['rgb8', 3],
      ['rgba8', 4],
      ['opacity8', 2],
    ] as const) {
      const read = await png(`${name} -c none`);
      expect(read.png).toMatchObject({ width, height, channels, depth: 8 });
      expect(Array.from(read.png.data), name).toEqual(Array.from(valuesOf(name)));
      expect(read.changes).toEqual(['read from a TIFF, of which only the pixels are kept', 'written as PNG']);
    }
  });

  test('a palette: its colours', async () => {
    const { palette = [] } = sourceOf('palette8');
    const read = await png('palette8 -c lzw');
    const expected = Array.from(valuesOf('palette8')).flatMap((entry) =>
      [0, 256, 512].map((plane) => (palette[plane + entry] ?? 0) >> 8),
    );
    expect(Array.from(read.png.data)).toEqual(expected);
  });

  test('four inks: the colours that they print', async () => {
    const inks = valuesOf('inks -c none');
    const read = await png('inks -c none');
    const expected = Array.from({ length: (inks.length / 4) * 3 }, (_, at) => {
      const [ink = 0, black = 0] = [
        inks[Math.floor(at / 3) * 4 + (at % 3)],
        inks[Math.floor(at / 3) * 4 + 3],
      ];
      return Math.round(((255 - ink) * (255 - black)) / 255);
    });
    expect(Array.from(read.png.data)).toEqual(expected);
    expect(read.changes).toContain('colours converted from CMYK to RGB, without a colour profile');
    const lossy = await png('inks -c jpeg:90');
    expect(lossy.changes).toContain('decoded from lossy compression (JPEG)');
  });

  test('colours that were multiplied by their opacity are divided by it', async () => {
    const pixels = [100, 50, 0, 255, 50, 25, 0, 128, 3, 200, 7, 0, 90, 255, 1, 90];
    const multiplied = page({ photometric: 2, pixels, fields: { 277: 4, 338: 1 } });
    const read = await readTiff(tiffOf([multiplied]));
    if (read.kind !== 'encoded') throw new Error(read.kind);
    expect([...decode(read.bytes).data]).toEqual([
      100, 50, 0, 255, 100, 50, 0, 128, 3, 200, 7, 0, 255, 255, 3, 90,
    ]);
    expect(read.changes).toContain('colours divided by the opacity that they were multiplied by');
  });

  test('1 to 4 bits: spread over 8', async () => {
    for (const bits of [1, 2, 4]) {
      const read = await png(`bits${bits} -c none`);
      const factor = 255 / (2 ** bits - 1);
      expect(Array.from(read.png.data)).toEqual(
        Array.from(valuesOf(`bits${bits}`), (value) => value * factor),
      );
      expect(read.changes).toContain(`values of ${bits} bits spread over 8`);
    }
  });

  test('more bits, signs and fractions: a raster of the same values, with windows', async () => {
    for (const name of ['uint16', 'uint32', 'int8', 'int16', 'int32', 'float32', 'bits12', 'rgb16']) {
      const { raster: kept, view } = await raster(fileOf(`${name} -c none`));
      const values = valuesOf(name);
      expect(kept.frames[0]).toEqual(values);
      expect(view).toMatchObject({ frames: 1, inverted: false, slope: 1, intercept: 0 });
      expect(view.range).toEqual([Math.min(...values), Math.max(...values)]);
      expect(
        view.windows.map((window) => window.name),
        name,
      ).toEqual(
        name === 'rgb16'
          ? []
          : name === 'uint16'
            ? ['Smallest to largest', 'All 16 bits']
            : name === 'bits12'
              ? ['Smallest to largest', 'All 12 bits']
              : ['Smallest to largest'],
      );
    }
  });

  test('fractions of 64 bits are rounded, which is told', async () => {
    const { raster: kept, changes } = await raster(fileOf('float64 -c none'));
    expect(kept.frames[0]).toEqual(Float32Array.from(valuesOf('float64')));
    expect(changes).toContain('values of 64 bits rounded to 32');
  });

  const page = (more: Partial<TestPage> = {}): TestPage => ({
    width: 2,
    height: 2,
    bits: 8,
    photometric: 1,
    pixels: [1, 2, 3, 4],
    ...more,
  });

  test('pages are frames; copies made smaller and pages of another size are left out, which is told', async () => {
    const bytes = tiffOf([
      page(),
      page({ pixels: [9, 9, 9, 9], fields: { 254: 1 } }),
      page({ pixels: [5, 6, 7, 8] }),
      page({ width: 1, height: 1, pixels: [0] }),
    ]);
    const { raster: kept, view, changes } = await raster(bytes);
    expect(kept.frames.map((frame) => [...frame])).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
    expect(view).toMatchObject({ frames: 2, range: [1, 8], shown: { frame: 0 } });
    expect(view.shown.window).toEqual({ kind: 'linear exact', centre: 127.5, width: 255 });
    expect(changes).toEqual([
      'read from a TIFF of 2 pages, of which only the pixels are kept',
      'left out: 1 page of another size or kind',
      'left out: 1 smaller copy or masks of its pages',
    ]);
  });

  test('where the smallest value is white, it is shown so', async () => {
    const one = await readTiff(tiffOf([page({ photometric: 0 })]));
    expect(one.kind === 'encoded' && [...decode(one.bytes).data]).toEqual([254, 253, 252, 251]);
    const { raster: kept, view } = await raster(tiffOf([page({ photometric: 0 }), page({ photometric: 0 })]));
    expect([view.inverted, [...(kept.frames[0] ?? [])]]).toEqual([true, [1, 2, 3, 4]]);
  });

  test.each([2, 3, 50])('a predictor (%i) says nothing of what is not packed', async (predictor) => {
    const read = await readTiff(tiffOf([page({ fields: { 317: predictor } })]));
    expect(read.kind === 'encoded' && [...decode(read.bytes).data]).toEqual([1, 2, 3, 4]);
  });

  test('it is turned as it asks', async () => {
    const read = await readTiff(
      tiffOf([page({ width: 3, height: 1, pixels: [1, 2, 3], fields: { 274: 6 } })]),
    );
    expect(read).toMatchObject({ kind: 'encoded', width: 1, height: 3, swapped: true });
    expect(read.kind === 'encoded' && read.changes).toContain(
      'turned by 90 degrees to the right, as its orientation 6 asks',
    );
    expect(read.kind === 'encoded' && [...decode(read.bytes).data]).toEqual([1, 2, 3]);
  });

  test.each([
    [{ fields: { 259: 6 } }, 'packed by JPEG in a way that is no longer in use'],
    [{ fields: { 259: 7 } }, '(JPEG) cannot be decoded'],
    [{ bits: 16, fields: { 259: 7 } }, 'JPEG of 16 bits'],
    [{ fields: { 259: 4 } }, 'for black and white, and have 8 bits'],
    [{ bits: 1, fields: { 259: 4 } }, 'make no sense'],
    [{ fields: { 259: 50_000 } }, 'make no sense'],
    [{ fields: { 259: 12345 } }, 'method 12345'],
    [{ photometric: 5, fields: { 277: 4, 332: 2 } }, 'inks of its own'],
    [{ photometric: 6, fields: { 277: 3 } }, 'YCbCr, and not packed by JPEG'],
    [{ photometric: 6, fields: { 259: 7, 277: 3, 284: 2 } }, 'planes of their own'],
    [{ fields: { 277: 7 } }, '7 channels'],
    [{ fields: { 339: 6 } }, 'complex'],
    [{ width: 0 }, '0 x 2 pixels'],
    [{ width: 60_000, height: 60_000 }, 'do not fit'],
    [{ width: 6_000, height: 6_000 }, 'break off'],
    [{ height: 9 }, 'break off'],
    [{ fields: { 273: 4_000 } }, 'breaks off'],
  ])('%j is refused', async (more, reason) => {
    expect(await readTiff(tiffOf([page(more)]))).toMatchObject({
      kind: 'refused',
      reason: containing(reason),
    });
  });

  test('pages that go round in a circle, and what is cut off, are refused', async () => {
    const bytes = tiffOf([page(), page()]);
    const view = new DataView(bytes.buffer);
    const second = bytes.length - 4;
    view.setUint32(second, view.getUint32(4, true), true);
    expect(await readTiff(bytes)).toMatchObject({ reason: containing('circle') });
    expect(await readTiff(bytes.slice(0, 40))).toMatchObject({ kind: 'refused' });
    expect(await readTiff(bytes.slice(0, 6))).toMatchObject({ kind: 'refused' });
  });
});

test('no bytes make it throw', async () => {
  const whole = files
    .filter(({ name }) => / -r | -t |lzw|-8|g[34]|zstd|jpeg/.test(name))
    .map(({ bytes }) => fromBase64(bytes));
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length - 1),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      async (which, flips, end) => {
        const bytes = (whole[which] ?? new Uint8Array()).slice();
        for (const [where, value] of flips) {
          // The end holds the directory, where damage tells most.
          const at = Math.floor(where ** 0.3 * (bytes.length - 1));
          bytes[at] = (bytes[at] ?? 0) ^ value;
        }
        await readTiff(end === null ? bytes : bytes.slice(0, Math.ceil(end * bytes.length)));
      },
    ),
    { numRuns: 2_000 },
  );
});
