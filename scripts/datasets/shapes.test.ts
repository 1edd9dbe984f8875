import { expect, test } from 'vitest';
import { blurred, plane, planeOf } from './plane.ts';
import { polygon, stroke } from './shapes.ts';

const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

test('a polygon covers its area, in shares of pixels at its edge', () => {
  const covered = polygon(10, 10, [
    [1.5, 2],
    [7.25, 2],
    [7.25, 8],
    [1.5, 8],
  ]);
  expect(sum(covered.data)).toBeCloseTo(5.75 * 6, 4);
  expect(covered.data[2 * 10 + 1]).toBeCloseTo(0.5, 5);
  expect(covered.data[2 * 10 + 7]).toBeCloseTo(0.25, 5);
});

test('a polygon that reaches over the edge is cut there', () => {
  const covered = polygon(4, 4, [
    [-5, -5],
    [9, -5],
    [9, 9],
    [-5, 9],
  ]);
  expect(sum(covered.data)).toBeCloseTo(16, 4);
});

test('a stroke covers its width along its length', () => {
  const drawn = stroke(plane(30, 11), [
    [5, 5.5, 2],
    [25, 5.5, 2],
  ]);
  const column = Array.from({ length: 11 }, (_, row) => drawn.data[row * 30 + 15] ?? NaN);
  expect(column.reduce((total, value) => total + value, 0)).toBeCloseTo(4, 4);
});

test.each([0.8, 2, 5])('a blur of %d pixels keeps the sum and spreads by its sigma', (sigma) => {
  const spot = planeOf(61, 61, (x, y) => (x === 30.5 && y === 30.5 ? 1 : 0));
  const { data } = blurred(spot, sigma);
  expect(sum(data)).toBeCloseTo(1, 3);
  let variance = 0;
  data.forEach((value, at) => (variance += value * ((at % 61) - 30) ** 2));
  expect(Math.sqrt(variance) / sigma).toBeGreaterThan(0.85);
  expect(Math.sqrt(variance) / sigma).toBeLessThan(1.15);
});
