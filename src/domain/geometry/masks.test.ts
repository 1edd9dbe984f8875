import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentsOf } from './components.ts';
import { maskOutlinePath } from './contours.ts';
import { squaredDistances } from './distance-transform.ts';
import { intersectionOf, maskIou, overlapOf, unionOf } from './mask-sets.ts';
import type { Bitmap } from './rle.ts';
import { decodeMask, encodeMask, maskArea } from './rle.ts';
import { surfaceOf } from './surface.ts';

const bitmapOf = (width: number, height: number) =>
  fc
    .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
    .map((pixels): Bitmap => ({ width, height, bitmap: Uint8Array.from(pixels) }));
const sides = fc.integer({ min: 1, max: 14 });
const bitmaps = fc.tuple(sides, sides).chain(([width, height]) => bitmapOf(width, height));
const pairs = fc
  .tuple(sides, sides)
  .chain(([width, height]) => fc.tuple(bitmapOf(width, height), bitmapOf(width, height)));
const encode = ({ bitmap, width, height }: Bitmap) => encodeMask(bitmap, width, height);

/** A drawing: `#` is foreground. */
function drawn(...rows: string[]): Bitmap {
  const pixels = rows.flatMap((row) => Array.from(row, (character) => (character === '#' ? 1 : 0)));
  return { bitmap: Uint8Array.from(pixels), width: rows[0]?.length ?? 0, height: rows.length };
}

describe('sets of masks', () => {
  it('agrees with the pixels', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const [first, second] = [encode(a), encode(b)];
        const both = a.bitmap.map((pixel, at) => pixel & (b.bitmap[at] ?? 0));
        const either = a.bitmap.map((pixel, at) => pixel | (b.bitmap[at] ?? 0));
        expect(decodeMask(intersectionOf([first, second])).bitmap).toEqual(both);
        expect(decodeMask(unionOf([first, second])).bitmap).toEqual(either);
        expect(unionOf([first, second])).toEqual(encodeMask(either, a.width, a.height));
        const overlap = overlapOf(first, second);
        const sum = (pixels: Uint8Array) => pixels.reduce((total, pixel) => total + pixel, 0);
        expect(overlap).toEqual({
          both: sum(both),
          onlyFirst: sum(a.bitmap) - sum(both),
          onlySecond: sum(b.bitmap) - sum(both),
          neither: a.bitmap.length - sum(either),
        });
        expect(maskIou(first, second)).toBe(sum(either) === 0 ? null : sum(both) / sum(either));
      }),
    );
  });

  it('refuses masks of different images, and none', () => {
    const mask = encodeMask(new Uint8Array(6), 3, 2);
    expect(() => overlapOf(mask, encodeMask(new Uint8Array(6), 2, 3))).toThrow(
      /different sizes: 3 x 2 and 2 x 3/,
    );
    expect(() => unionOf([])).toThrow(/no mask/);
    expect(unionOf([mask])).toEqual(mask);
  });
});

describe('distance transform', () => {
  it('is exact, whatever the spacing', () => {
    const spacings = fc.record({
      row: fc.double({ min: 0.1, max: 5, noNaN: true }),
      column: fc.double({ min: 0.1, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(bitmaps, spacings, ({ bitmap, width, height }, spacing) => {
        const squared = squaredDistances(bitmap, width, height, spacing);
        const targets = [...bitmap.keys()].filter((at) => bitmap[at] === 1);
        squared.forEach((value, at) => {
          const nearest = Math.min(
            ...targets.map((target) => {
              const rows = Math.floor(at / width) - Math.floor(target / width);
              const columns = (at % width) - (target % width);
              return (rows * spacing.row) ** 2 + (columns * spacing.column) ** 2;
            }),
          );
          if (nearest === Infinity) expect(value).toBe(Infinity);
          else expect(value).toBeCloseTo(nearest, 9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives whole numbers for whole spacings, and refuses others than positive ones', () => {
    const target = drawn('#....', '.....', '.....');
    expect([...squaredDistances(target.bitmap, 5, 3)].slice(10)).toEqual([4, 5, 8, 13, 20]);
    expect(() => squaredDistances(target.bitmap, 5, 3, { row: 0, column: 1 })).toThrow(/above 0, not 0 x 1/);
  });
});

describe('surface and components', () => {
  it('keeps the pixels that touch the outside, by an edge or at the border', () => {
    const { bitmap } = drawn('#####.', '#####.', '#####.', '#####.');
    expect([...surfaceOf({ bitmap, width: 6, height: 4 })].join('')).toBe('111110100010100010111110');
    const cross = drawn('.....', '..#..', '.###.', '..#..', '.....');
    expect(surfaceOf(cross).reduce((sum, pixel) => sum + pixel, 0)).toBe(4);
  });

  it('tells components apart by edge or corner', () => {
    const mask = drawn('##..#', '....#', '..#..', '.#...');
    expect(componentsOf(mask, 4).components).toEqual([
      { label: 1, area: 2, box: { x: 0, y: 0, width: 2, height: 1 } },
      { label: 2, area: 2, box: { x: 4, y: 0, width: 1, height: 2 } },
      { label: 3, area: 1, box: { x: 2, y: 2, width: 1, height: 1 } },
      { label: 4, area: 1, box: { x: 1, y: 3, width: 1, height: 1 } },
    ]);
    expect(componentsOf(mask, 8).components.map(({ area }) => area)).toEqual([2, 2, 2]);
    expect(componentsOf(mask, 8).components[2]?.box).toEqual({ x: 1, y: 2, width: 2, height: 2 });
  });

  it('gives every foreground pixel to one component', () => {
    fc.assert(
      fc.property(bitmaps, (mask) => {
        const { labels, components } = componentsOf(mask, 4);
        expect(labels.map((label) => Math.min(label, 1))).toEqual(Int32Array.from(mask.bitmap));
        for (const { label, area } of components) {
          expect(labels.filter((own) => own === label).length).toBe(area);
        }
      }),
    );
  });
});

describe('outline for drawing', () => {
  it('marches along the pixel edges, holes included', () => {
    expect(maskOutlinePath(encode(drawn('.##.', '.##.')))).toBe('M3 0V2H1V0Z');
    expect(maskOutlinePath(encode(drawn('###', '#.#', '###')))).toBe('M3 0V3H0V0ZM2 2V1H1V2Z');
    expect(maskOutlinePath(encode(drawn('...')))).toBe('');
  });

  it('encloses exactly the foreground', () => {
    fc.assert(
      fc.property(bitmaps, (mask) => {
        const path = maskOutlinePath(encode(mask));
        expect(signedArea(path)).toBe(maskArea(encode(mask)));
        expect(filledByEvenOdd(path, mask.width, mask.height)).toEqual(mask.bitmap);
      }),
    );
  });
});

type Corner = readonly [x: number, y: number];

function loopsOf(path: string): Corner[][] {
  return path
    .split('Z')
    .filter((loop) => loop !== '')
    .map((loop) => {
      const corners: Corner[] = [];
      for (const [, command, a, b] of loop.matchAll(/([MHV])(\d+)(?: (\d+))?/g)) {
        const [x, y] = corners.at(-1) ?? [0, 0];
        if (command === 'M') corners.push([Number(a), Number(b)]);
        else corners.push(command === 'H' ? [Number(a), y] : [x, Number(a)]);
      }
      return corners;
    });
}

function signedArea(path: string): number {
  let twice = 0;
  for (const loop of loopsOf(path)) {
    loop.forEach(([x, y], i) => {
      const [nextX, nextY] = loop[(i + 1) % loop.length] ?? [0, 0];
      twice += x * nextY - nextX * y;
    });
  }
  return twice / 2;
}

/** A ray to the left from each pixel's centre, counting vertical edges. */
function filledByEvenOdd(path: string, width: number, height: number): Uint8Array {
  const bitmap = new Uint8Array(width * height);
  for (const loop of loopsOf(path)) {
    loop.forEach(([x, y], i) => {
      const [nextX, nextY] = loop[(i + 1) % loop.length] ?? [0, 0];
      if (nextX !== x) return;
      for (let row = Math.min(y, nextY); row < Math.max(y, nextY); row += 1) {
        for (let column = x; column < width; column += 1) {
          bitmap[row * width + column] = 1 - (bitmap[row * width + column] ?? 0);
        }
      }
    });
  }
  return bitmap;
}
