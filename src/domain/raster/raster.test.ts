import { decode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeRaster, readRasterFrame, readRasterHeader } from './container.ts';
import { renderPicture } from './picture.ts';
import { bytesOf, rangeOf, samplesOf, sampleTypeOf } from './raster.ts';
import { fullWindow, renderGrey } from './render.ts';
import { sampleTypes, type RasterView, type Window } from './view.ts';

const plain = { slope: 1, intercept: 0, inverted: false };

describe('a raster as bytes', () => {
  test('gives back every frame of every type of sample', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sampleTypes),
        fc.constantFrom<1 | 3>(1, 3),
        fc.array(fc.uint8Array({ minLength: 72, maxLength: 72 }), { minLength: 1, maxLength: 4 }),
        (type, channels, contents) => {
          const [width, height] = [3, 2];
          const length = width * height * channels * bytesOf(type);
          const frames = contents.map((content) => samplesOf(type, content.slice(0, length).buffer));
          const bytes = encodeRaster({ width, height, channels, frames, tables: [] });
          const header = readRasterHeader(bytes);
          expect(header).toMatchObject({ width, height, channels, sampleType: type });
          for (const [at, frame] of frames.entries()) {
            const read = readRasterFrame(bytes, header, at);
            expect(sampleTypeOf(read)).toBe(type);
            expect(new Uint8Array(read.buffer)).toEqual(new Uint8Array(frame.buffer));
          }
        },
      ),
    );
  });

  test('refuses what is no raster, a frame that is not there and one of another size', () => {
    expect(() => readRasterHeader(new Uint8Array(4))).toThrow('not a raster');
    const bytes = encodeRaster({
      width: 1,
      height: 1,
      channels: 1,
      frames: [new Int16Array([-7])],
      tables: [],
    });
    const header = readRasterHeader(bytes);
    expect(() => readRasterFrame(bytes, header, 1)).toThrow('no frame 1');
    expect(() =>
      encodeRaster({ width: 2, height: 1, channels: 1, frames: [new Int16Array([-7])], tables: [] }),
    ).toThrow('size');
  });

  test('knows the range of its numbers, and that there may be none', () => {
    const odd = [Number.NaN, Infinity, -Infinity];
    expect(rangeOf([new Float32Array([3, ...odd]), new Float32Array([-1])])).toEqual([-1, 3]);
    expect(rangeOf([new Float32Array([Number.NaN])])).toBeNull();
  });
});

describe('a window', () => {
  const shade = (value: number, window: Window): number | undefined =>
    renderGrey(new Int16Array([value]), plain, window, [{ first: 10, bits: 8, entries: [0, 51, 255] }])[0];

  test('is linear as DICOM PS3.3 C.11.2.1.2 has it', () => {
    // Its example: centre 2048, width 4096 maps 0 to black and 4095 to white.
    const window: Window = { kind: 'linear', centre: 2048, width: 4096 };
    expect([0, 4095, -5, 5000].map((value) => shade(value, window))).toEqual([0, 255, 0, 255]);
    // And centre 0, width 1 is a threshold at -0.5.
    expect([-1, 0].map((value) => shade(value, { kind: 'linear', centre: 0, width: 1 }))).toEqual([0, 255]);
  });

  test('is linear exact: its middle is at the centre', () => {
    const window: Window = { kind: 'linear exact', centre: 100, width: 100 };
    expect([50, 100, 150].map((value) => shade(value, window))).toEqual([0, 128, 255]);
  });

  test('is a sigmoid', () => {
    const window: Window = { kind: 'sigmoid', centre: 0, width: 100 };
    expect([0, 100, -100].map((value) => shade(value, window))).toEqual([128, 250, 5]);
  });

  test('is a table, whose ends are held', () => {
    const window: Window = { kind: 'table', table: 0 };
    expect([0, 10, 11, 12, 99].map((value) => shade(value, window))).toEqual([0, 0, 51, 255, 255]);
    expect(() => shade(0, { kind: 'table', table: 1 })).toThrow('no grey table');
  });

  test('is applied after slope and intercept, and turned where the smallest is white', () => {
    const window: Window = { kind: 'linear exact', centre: 0, width: 200 };
    expect(
      renderGrey(new Uint16Array([1124]), { slope: 1, intercept: -1024, inverted: false }, window, [])[0],
    ).toBe(255);
    expect(
      renderGrey(new Uint16Array([1124]), { slope: 1, intercept: -1024, inverted: true }, window, [])[0],
    ).toBe(0);
  });

  test('that is full has the smallest black and the largest white, whatever the slope', () => {
    for (const slope of [2, -2]) {
      const view = { slope, intercept: 5, range: [-3, 9] } as const;
      const grey = renderGrey(new Int16Array([-3, 9]), { ...view, inverted: false }, fullWindow(view), []);
      expect([...grey]).toEqual(slope > 0 ? [0, 255] : [255, 0]);
    }
  });

  test('leaves black what is no number', () => {
    expect([
      ...renderGrey(
        new Float32Array([Number.NaN, 1]),
        plain,
        { kind: 'linear exact', centre: 0, width: 2 },
        [],
      ),
    ]).toEqual([0, 255]);
  });

  test('without width is refused', () => {
    expect(() => shade(0, { kind: 'linear', centre: 0, width: 0 })).toThrow('width');
  });
});

test('the picture of a frame is a PNG of what the window shows', () => {
  const bytes = encodeRaster({
    width: 2,
    height: 1,
    channels: 1,
    frames: [new Uint8Array([0, 0]), new Uint8Array([10, 20])],
    tables: [],
  });
  const window: Window = { kind: 'linear exact', centre: 15, width: 10 };
  const view: RasterView = {
    frames: 2,
    channels: 1,
    sampleType: 'uint8',
    ...plain,
    range: [0, 20],
    windows: [{ name: 'As stored', window }],
    shown: { frame: 1, window },
  };
  const png = decode(renderPicture(bytes, view));
  expect({ width: png.width, channels: png.channels, data: [...png.data] }).toEqual({
    width: 2,
    channels: 1,
    data: [0, 255],
  });
  expect(() => renderPicture(bytes, view, { frame: 1, window: null })).toThrow('window');
});
