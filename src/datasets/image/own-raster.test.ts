import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeRaster } from '../../domain/raster/container.ts';
import type { RasterView } from '../../domain/raster/view.ts';
import { rasterFileOf, readOwnRaster } from './own-raster.ts';

const frames = [Int16Array.of(-5, 0, 7, 300, -1024, 9), Int16Array.of(1, 2, 3, 4, 5, 6)];
const stored = encodeRaster({ width: 3, height: 2, channels: 1, frames, tables: [] });
const view: RasterView = {
  frames: 2,
  channels: 1,
  sampleType: 'int16',
  slope: 1,
  intercept: 0,
  range: [-1024, 300],
  inverted: false,
  windows: [{ name: 'Wide', window: { kind: 'linear', centre: 0, width: 2000 } }],
  frameSpacing: 2,
  volume: { spacing: [0.5, 0.5, 2], orientation: 'LPS' },
  shown: { frame: 1, window: { kind: 'linear', centre: 0, width: 2000 } },
};
const file = rasterFileOf(stored, view);

describe('a raster file', () => {
  test('holds values and view', async () => {
    expect(await readOwnRaster(file, 'a.rrr')).toMatchObject({
      kind: 'raster',
      view,
      raster: { width: 3, height: 2, frames },
    });
  });

  test.each([
    ['a frame that is not there', { shown: { ...view.shown, frame: 2 } }],
    ['a table that is not there', { windows: [{ name: 'x', window: { kind: 'table', table: 0 } as const }] }],
    ['another type', { sampleType: 'uint8' as const }],
    ['grey values without a window', { shown: { frame: 0, window: null } }],
  ])('is refused where it speaks of %s', async (_, change) => {
    const read = await readOwnRaster(rasterFileOf(stored, { ...view, ...change }), 'a.rrr');
    expect(read).toMatchObject({ kind: 'refused' });
  });

  test('that claims more pixels than its bytes can hold is refused before they are unpacked', async () => {
    const text = new TextDecoder('latin1').decode(stored);
    const lie = text.replace('"width":3', '"width":9').replace('"height":2', '"height":9');
    const bytes = Uint8Array.from(lie, (letter) => letter.charCodeAt(0));
    const bomb = text.replace('"width":3,"height":2', '"width":99999,"height":99999');
    const header = Uint8Array.from(bomb, (letter) => letter.charCodeAt(0));
    // The head grew by eight letters.
    new DataView(header.buffer).setUint32(4, new DataView(stored.buffer).getUint32(4, true) + 8, true);
    for (const faulty of [bytes, header]) {
      const read = await readOwnRaster(rasterFileOf(faulty, view), 'a.rrr');
      expect(read).toMatchObject({ kind: 'refused' });
    }
  });

  test('is read or refused, never thrown at, however it is damaged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: file.length - 1 }), fc.nat({ max: 255 })), { maxLength: 6 }),
        fc.nat({ max: file.length }),
        async (flips, length) => {
          const bytes = file.slice(0, length);
          for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value;
          const read = await readOwnRaster(bytes, 'a.rrr');
          expect(['raster', 'refused']).toContain(read.kind);
        },
      ),
      { numRuns: 500 },
    );
  });
});
