import { describe, expect, test } from 'vitest';
import { edgesOf, planes, reslice, sliceCount } from './reslice.ts';

/** 3 columns to the left, 2 rows to the back, 4 frames to the head: each value says where it lies. */
const frames = Array.from({ length: 4 }, (_, z) =>
  Int16Array.from({ length: 6 }, (_unused, at) => 100 * z + 10 * Math.floor(at / 3) + (at % 3)),
);
const volume = { width: 3, height: 2, channels: 1, frames } as const;
const grid = { spacing: [0.5, 0.7, 3] } as const;

describe('a slice', () => {
  test('axial: a frame, with the back below', () => {
    const slice = reslice(volume, grid, 'axial', 2);
    expect([...slice.samples]).toEqual([200, 201, 202, 210, 211, 212]);
    expect(slice).toMatchObject({ width: 3, height: 2, pixelSpacing: [0.7, 0.5] });
  });

  test('coronal: the head on top, columns as in the frames', () => {
    const slice = reslice(volume, grid, 'coronal', 1);
    expect([...slice.samples]).toEqual([310, 311, 312, 210, 211, 212, 110, 111, 112, 10, 11, 12]);
    expect(slice).toMatchObject({ width: 3, height: 4, pixelSpacing: [3, 0.5] });
  });

  test('sagittal: the head on top, the front on the left', () => {
    const slice = reslice(volume, grid, 'sagittal', 2);
    expect([...slice.samples]).toEqual([302, 312, 202, 212, 102, 112, 2, 12]);
    expect(slice).toMatchObject({ width: 2, height: 4, pixelSpacing: [3, 0.7] });
  });

  test('keeps the channels of a pixel together', () => {
    const colours = {
      width: 2,
      height: 1,
      channels: 3,
      frames: [Uint8Array.of(1, 2, 3, 4, 5, 6), Uint8Array.of(7, 8, 9, 10, 11, 12)],
    } as const;
    expect([...reslice(colours, grid, 'sagittal', 1).samples]).toEqual([10, 11, 12, 4, 5, 6]);
  });

  test('is of the same type, and of its own memory', () => {
    const slice = reslice(volume, grid, 'axial', 0);
    expect(slice.samples).toBeInstanceOf(Int16Array);
    slice.samples[0] = 999;
    expect(frames[0]?.[0]).toBe(0);
  });

  test('that is not there is refused', () => {
    expect(planes.map((plane) => sliceCount({ ...volume, frames: 4 }, plane))).toEqual([4, 2, 3]);
    for (const [plane, index] of [
      ['axial', 4],
      ['coronal', 2],
      ['sagittal', -1],
      ['axial', 0.5],
    ] as const) {
      expect(() => reslice(volume, grid, plane, index)).toThrow(`no ${plane} slice ${index}`);
    }
  });

  test('has the patient’s right on the left of the picture', () => {
    expect(edgesOf('axial')).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' });
    expect(edgesOf('coronal')).toEqual({ left: 'R', right: 'L', top: 'S', bottom: 'I' });
    expect(edgesOf('sagittal')).toEqual({ left: 'A', right: 'P', top: 'S', bottom: 'I' });
  });
});
