import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PixelTransform } from './transforms.ts';
import {
  bitmapToSource,
  boxToSeen,
  boxToSource,
  cropped,
  followedBy,
  letterboxed,
  pointToSeen,
  pointToSource,
  resized,
} from './transforms.ts';

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 3000 }),
  height: fc.integer({ min: 1, max: 3000 }),
});
const coordinate = fc.double({ min: -4000, max: 4000, noNaN: true });
const transforms: fc.Arbitrary<PixelTransform> = fc.oneof(
  fc.tuple(sizes, sizes).map(([source, seen]) => resized(source, seen)),
  fc.tuple(sizes, sizes).map(([source, seen]) => letterboxed(source, seen)),
  fc
    .tuple(sizes, sizes, sizes)
    .map(([source, window, seen]) =>
      followedBy(cropped(source, { x: 3, y: 5, ...window }), letterboxed(window, seen, 'upper left')),
    ),
);

describe('transforms between source and seen pixels', () => {
  it('finds the way back, for points and boxes', () => {
    fc.assert(
      fc.property(transforms, coordinate, coordinate, (transform, x, y) => {
        const back = pointToSource(pointToSeen({ x, y }, transform), transform);
        expect(back.x).toBeCloseTo(x, 5);
        expect(back.y).toBeCloseTo(y, 5);
        const box = boxToSource(boxToSeen({ x, y, width: 7, height: 9 }, transform), transform);
        expect(box.x).toBeCloseTo(x, 5);
        expect(box.width).toBeCloseTo(7, 5);
        expect(box.height).toBeCloseTo(9, 5);
      }),
    );
  });

  it('letterboxes with the padding on both sides, or right and below', () => {
    const source = { width: 100, height: 50 };
    const seen = { width: 64, height: 64 };
    expect(boxToSeen({ x: 0, y: 0, ...source }, letterboxed(source, seen))).toEqual({
      x: 0,
      y: 16,
      width: 64,
      height: 32,
    });
    expect(pointToSource({ x: 32, y: 32 }, letterboxed(source, seen))).toEqual({ x: 50, y: 25 });
    expect(pointToSource({ x: 32, y: 32 }, letterboxed({ width: 50, height: 100 }, seen))).toEqual({
      x: 25,
      y: 50,
    });
    expect(letterboxed(source, seen, 'upper left').offset).toEqual({ x: 0, y: 0 });
  });

  it('follows a crop by a resize', () => {
    const crop = cropped({ width: 100, height: 80 }, { x: 10, y: 20, width: 50, height: 40 });
    const both = followedBy(crop, resized(crop.seen, { width: 100, height: 80 }));
    expect(pointToSeen({ x: 10, y: 20 }, both)).toEqual({ x: 0, y: 0 });
    expect(pointToSeen({ x: 60, y: 60 }, both)).toEqual({ x: 100, y: 80 });
    expect(() => followedBy(crop, crop)).toThrow(
      /starts from 100 x 80 pixels, but the first ends at 50 x 40/,
    );
  });

  it('maps a mask back: an enlarged one survives, what was cropped away is background', () => {
    const source = { width: 3, height: 2 };
    const bitmap = Uint8Array.from([1, 0, 1, 0, 1, 0]);
    const enlarge = resized(source, { width: 9, height: 8 });
    const seen = Uint8Array.from(
      { length: 72 },
      (_, at) => bitmap[Math.floor(at / 36) * 3 + Math.floor((at % 9) / 3)] ?? 0,
    );
    expect(bitmapToSource({ bitmap: seen, width: 9, height: 8 }, enlarge).bitmap).toEqual(bitmap);
    const window = cropped(source, { x: 1, y: 0, width: 2, height: 1 });
    expect([
      ...bitmapToSource({ bitmap: Uint8Array.from([1, 1]), width: 2, height: 1 }, window).bitmap,
    ]).toEqual([0, 1, 1, 0, 0, 0]);
    expect(() => bitmapToSource({ bitmap, ...source }, enlarge)).toThrow(
      /mask is 3 x 2, but the model saw 9 x 8/,
    );
  });

  it('refuses an image without extent', () => {
    expect(() => resized({ width: 0, height: 5 }, { width: 5, height: 5 })).toThrow(/above 0, not 0 x 5/);
    expect(() => cropped({ width: 5, height: 5 }, { x: 0, y: 0, width: -1, height: 3 })).toThrow(RangeError);
  });
});
