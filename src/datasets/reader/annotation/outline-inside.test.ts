import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeMask } from '../../../domain/geometry/rle.ts';
import { rasterizePolygons } from '../../../domain/geometry/polygons.ts';
import { insideOf } from './outline-inside.ts';

type Point = readonly [number, number];
const drawn = (points: readonly Point[], width: number, height: number): readonly string[] => {
  const rectangles = insideOf(points);
  if (rectangles.length === 0) return [];
  const { bitmap } = decodeMask(rasterizePolygons(rectangles, width, height));
  return Array.from({ length: height }, (_, y) => [...bitmap.slice(y * width, (y + 1) * width)].join(''));
};

test('the pixels of the outline are outside, whichever way it runs', () => {
  const square: readonly Point[] = [
    [1, 1],
    [4, 1],
    [4, 3],
    [1, 3],
  ];
  for (const points of [square, square.toReversed()])
    expect(drawn(points, 6, 5)).toEqual(['000000', '000000', '001100', '000000', '000000']);
  expect(
    drawn(
      [
        [2, 0],
        [3, 1],
        [4, 2],
        [3, 3],
        [2, 4],
        [1, 3],
        [0, 2],
        [1, 1],
      ],
      5,
      5,
    ),
  ).toEqual(['00000', '00100', '01110', '00100', '00000']);
});

test('two parts of an outline that turns in on itself; nothing inside of one that is thin', () => {
  expect(
    drawn(
      [
        [0, 0],
        [3, 0],
        [3, 2],
        [6, 2],
        [6, 0],
        [9, 0],
        [9, 4],
        [0, 4],
      ],
      10,
      5,
    ),
  ).toEqual(['0000000000', '0110000110', '0110000110', '0111111110', '0000000000']);
  expect(
    insideOf([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]),
  ).toEqual([]);
});

test('of any rectangle, all but its border', () => {
  const side = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(side, side, fc.nat(5), fc.nat(5), (width, height, x, y) => {
      const rectangles = insideOf([
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ]);
      expect(rectangles).toEqual(
        width < 2
          ? []
          : Array.from({ length: height - 1 }, (_, n) => [
              x + 1,
              y + 1 + n,
              x + width,
              y + 1 + n,
              x + width,
              y + 2 + n,
              x + 1,
              y + 2 + n,
            ]),
      );
    }),
  );
});
