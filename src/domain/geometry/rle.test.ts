import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countsFromString,
  countsOf,
  countsToString,
  decodeMask,
  encodeMask,
  maskArea,
  maskBoundingBox,
  maskFromCounts,
} from './rle.ts';

const bitmaps = fc
  .record({ width: fc.integer({ min: 1, max: 17 }), height: fc.integer({ min: 1, max: 17 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
      .map((pixels) => ({ width, height, bitmap: Uint8Array.from(pixels) })),
  );

describe('run-length masks', () => {
  it('writes the string that pycocotools writes', () => {
    // pycocotools: encode of a 4 x 5 (height x width) mask whose columns 1 and 2 are set in rows 1 to 2.
    const bitmap = Uint8Array.from([0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    const mask = encodeMask(bitmap, 5, 4);
    expect(mask.size).toEqual([4, 5]);
    expect(countsOf(mask)).toEqual([5, 2, 2, 2, 9]);
    expect(mask.counts).toBe('52207');
  });

  it('survives the round trip, whatever the bitmap', () => {
    fc.assert(
      fc.property(bitmaps, ({ bitmap, width, height }) => {
        const mask = encodeMask(bitmap, width, height);
        expect(decodeMask(mask)).toEqual({ bitmap, width, height });
        expect(maskArea(mask)).toBe(bitmap.reduce((sum, pixel) => sum + pixel, 0));
        expect(maskFromCounts(countsOf(mask), width, height)).toEqual(mask);
      }),
    );
  });

  it('keeps every list of runs through the compressed string', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 31 })), (counts) => {
        expect(countsFromString(countsToString(counts))).toEqual(counts);
      }),
    );
  });

  it('bounds exactly the foreground', () => {
    fc.assert(
      fc.property(bitmaps, ({ bitmap, width, height }) => {
        const xs: number[] = [];
        const ys: number[] = [];
        bitmap.forEach((pixel, at) => {
          if (pixel === 0) return;
          xs.push(at % width);
          ys.push(Math.floor(at / width));
        });
        const box = maskBoundingBox(encodeMask(bitmap, width, height));
        if (xs.length === 0) {
          expect(box).toBeNull();
          return;
        }
        const [x, y] = [Math.min(...xs), Math.min(...ys)];
        expect(box).toEqual({ x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 });
      }),
    );
  });

  it('starts with a run of 0 where the first pixel is foreground, and ignores empty runs', () => {
    const full = encodeMask(new Uint8Array(6).fill(1), 3, 2);
    expect(countsOf(full)).toEqual([0, 6]);
    expect(maskBoundingBox(full)).toEqual({ x: 0, y: 0, width: 3, height: 2 });
    expect(maskBoundingBox(maskFromCounts([6, 0], 3, 2))).toBeNull();
  });

  it.each([
    [{ size: [2, 3], counts: '5' }, /add up to 5 pixels, but 3 x 2 .* has 6/],
    [{ size: [2, 3], counts: '' }, /add up to 0 pixels/],
    [{ size: [2, 3], counts: '1 1' }, /Character 2 .*" "/],
    [{ size: [2, 3], counts: '1P' }, /breaks off inside run 2/],
    [{ size: [2, 3], counts: 'PPPPPPPPPP0' }, /Run 1 .* too long/],
    [{ size: [2, 3], counts: '1O' }, /Run 2 .* negative length -1/],
    [{ size: [0, 3], counts: '0' }, /whole numbers from 1, not 3 and 0/],
    [{ size: [2.5, 2], counts: '5' }, /whole numbers from 1/],
  ] as const)('says what is wrong with %j', (mask, message) => {
    expect(() => decodeMask(mask)).toThrow(message);
  });

  it('refuses a bitmap of another size and counts that are no lengths', () => {
    expect(() => encodeMask(new Uint8Array(5), 3, 2)).toThrow(/has 5 pixels but 3 x 2 needs 6/);
    expect(() => maskFromCounts([7, -1], 3, 2)).toThrow(/Run 2 .* not -1/);
    expect(() => maskFromCounts([2.5, 3.5], 3, 2)).toThrow(/Run 1 .* not 2.5/);
  });
});
