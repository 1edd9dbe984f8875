import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { readDeepPng } from './deep-png.ts';
import { pngHoldsItsPixels } from './png-size.ts';
import { rasterFormatOf } from './raster-formats.ts';
import { png as shallow, pngWithMetadata } from './test-pictures.ts';

const containing = (text: string): unknown => expect.stringContaining(text);
const deep = (data: readonly number[], channels: number, width = 2): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    encode({
      width,
      height: data.length / channels / width,
      channels,
      depth: 16,
      data: Uint16Array.from(data),
    }),
  );

async function kept(bytes: Uint8Array<ArrayBuffer>) {
  const read = await readDeepPng(bytes);
  if (read.kind !== 'raster') throw new Error(read.reason);
  return { ...read, values: [...(read.raster.frames[0] ?? [])] };
}

describe('a PNG of 16 bits', () => {
  test('is told by its bytes', () => {
    expect(rasterFormatOf(deep([1, 2, 3, 4], 1), 'a.png')?.name).toBe('PNG of 16 bits');
    expect(rasterFormatOf(shallow, 'a.png')).toBeNull();
  });

  test('keeps every value, with a window from the smallest to the largest', async () => {
    const { values, view, changes } = await kept(deep([100, 4095, 7, 2000, 3, 9], 1));
    expect(values).toEqual([100, 4095, 7, 2000, 3, 9]);
    expect(view).toMatchObject({ sampleType: 'uint16', range: [3, 4095], channels: 1 });
    expect(view.windows.map(({ name }) => name)).toEqual(['Smallest to largest', 'All 16 bits']);
    expect(view.shown.window).toEqual({ kind: 'linear exact', centre: 2049, width: 4092 });
    expect(changes).toEqual(['values of 16 bits taken from a PNG']);
  });

  test('in colours has no window; opacity is left out, which is told', async () => {
    const colours = await kept(deep([1, 2, 3, 4, 5, 6], 3));
    expect([colours.values, colours.view.windows, colours.view.shown.window]).toEqual([
      [1, 2, 3, 4, 5, 6],
      [],
      null,
    ]);
    const full = await kept(deep([1, 65535, 2, 65535], 2));
    expect([full.values, full.changes[1]]).toEqual([[1, 2], 'left out: opacity (all of it full)']);
    expect((await kept(deep([1, 2, 3, 9, 4, 5, 6, 65535], 4))).changes[1]).toBe('left out: opacity');
  });

  test('loses its metadata and is turned as it asks', async () => {
    const { values, raster, changes, swapped } = await kept(
      pngWithMetadata(6, deep([1, 2, 3, 4, 5, 6], 1, 3)),
    );
    expect([raster.width, raster.height, swapped, values]).toEqual([2, 3, true, [4, 1, 5, 2, 6, 3]]);
    expect(changes).toEqual([
      containing('EXIF'),
      'values of 16 bits taken from a PNG',
      containing('turned by 90 degrees to the right'),
    ]);
  });

  test('that unpacks to another size than it says is refused before it is decoded', async () => {
    const bytes = deep([1, 2, 3, 4], 1);
    expect(await pngHoldsItsPixels(bytes)).toBe(true);
    // Without checking sums: a header of other sizes.
    for (const width of [1, 3, 60_000]) {
      const other = bytes.slice();
      new DataView(other.buffer).setUint32(16, width);
      expect(await pngHoldsItsPixels(other)).toBe(false);
    }
    const cut = bytes.slice(0, -20);
    expect(await readDeepPng(cut)).toMatchObject({ kind: 'refused' });
  });
});
