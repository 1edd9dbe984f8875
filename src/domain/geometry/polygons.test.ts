import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { polygonArea, rasterizeBox, rasterizePolygon, rasterizePolygons } from './polygons.ts';
import { countsOf, decodeMask, maskArea } from './rle.ts';

/** A star-shaped polygon about a centre: never crosses itself. */
const stars = fc
  .record({
    cx: fc.double({ min: 40, max: 60, noNaN: true }),
    cy: fc.double({ min: 40, max: 60, noNaN: true }),
    radii: fc.array(fc.double({ min: 8, max: 38, noNaN: true }), { minLength: 3, maxLength: 12 }),
  })
  .map(({ cx, cy, radii }) =>
    radii.flatMap((radius, i) => {
      const angle = (2 * Math.PI * i) / radii.length;
      return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
    }),
  );

function perimeter(polygon: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < polygon.length; i += 2) {
    const next = (i + 2) % polygon.length;
    sum += Math.hypot(
      (polygon[i] ?? 0) - (polygon[next] ?? 0),
      (polygon[i + 1] ?? 0) - (polygon[next + 1] ?? 0),
    );
  }
  return sum;
}

describe('polygons', () => {
  it('covers about as many pixels as it encloses', () => {
    fc.assert(
      fc.property(stars, (polygon) => {
        const pixels = maskArea(rasterizePolygon(polygon, 100, 100));
        expect(Math.abs(pixels - polygonArea(polygon))).toBeLessThan(perimeter(polygon));
      }),
    );
  });

  it('does not depend on the direction, and hardly on the first corner', () => {
    fc.assert(
      fc.property(stars, (polygon) => {
        const points = polygon.flatMap((x, i) => (i % 2 === 0 ? [[x, polygon[i + 1] ?? 0]] : []));
        expect(polygonArea(points.toReversed().flat())).toBeCloseTo(polygonArea(polygon), 8);
        const turned = rasterizePolygon([...points.slice(1), ...points.slice(0, 1)].flat(), 100, 100);
        expect(Math.abs(maskArea(turned) - maskArea(rasterizePolygon(polygon, 100, 100)))).toBeLessThan(101);
      }),
    );
  });

  it('fills whole pixels of a box', () => {
    expect(maskArea(rasterizeBox({ x: 2, y: 3, width: 4, height: 5 }, 20, 20))).toBe(20);
    const { bitmap } = decodeMask(rasterizeBox({ x: 1, y: 0, width: 1, height: 2 }, 3, 3));
    expect([...bitmap]).toEqual([0, 1, 0, 0, 1, 0, 0, 0, 0]);
  });

  it.each([
    // As pycocotools 2.0.11 gives them for 10 x 8 pixels (width x height).
    { polygon: [1, 1, 1, 1, 1, 1], counts: [80] },
    { polygon: [2, 2, 7, 2, 7, 2, 2, 2], counts: [80] },
    { polygon: [-5, -5, 15, -5, 15, 13, -5, 13], counts: [0, 80] },
    { polygon: [20, 20, 30, 20, 30, 30], counts: [80] },
  ])('rasterises the degenerate $polygon as pycocotools does', ({ polygon, counts }) => {
    expect(countsOf(rasterizePolygon(polygon, 10, 8))).toEqual(counts);
  });

  it('joins polygons', () => {
    const parts = [
      [1, 1, 4, 1, 4, 4, 1, 4],
      [3, 3, 8, 3, 8, 8, 3, 8],
    ];
    expect(maskArea(rasterizePolygons(parts, 10, 10))).toBe(9 + 25 - 1);
  });

  it.each([
    [[1, 2, 3, 4], /2 points, and a polygon needs 3/],
    [[1, 2, 3, 4, 5, 6, 7], /7 numbers/],
    [[1, 2, 3, NaN, 5, 6], /number 4 is NaN/],
    [[0, 0, 1e12, 0, 1e12, 5], /outline is about \d+ pixels long/],
  ])('says what is wrong with %j', (polygon, message) => {
    expect(() => rasterizePolygon(polygon, 10, 10)).toThrow(message);
  });
});
