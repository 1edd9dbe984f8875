import { expect, test } from 'vitest';
import { painted, united } from './brush.ts';
import { decodeMask, encodeMask, maskArea } from './rle.ts';

const size = { width: 20, height: 10 };

test('a dab touches the pixels whose centres it covers', () => {
  const mask = painted(null, [{ x: 5.5, y: 5.5 }], 1, 'paint', size);
  // The pixel in the middle and its four neighbours: their centres are 0 and 1 away.
  expect(maskArea(mask)).toBe(5);
  expect(decodeMask(mask).bitmap[5 * 20 + 5]).toBe(1);
});

test('a stroke leaves no gap between its points, and the wiped trace leaves the rest', () => {
  const stroke = painted(
    null,
    [
      { x: 2.5, y: 5.5 },
      { x: 17.5, y: 5.5 },
    ],
    0.5,
    'paint',
    size,
  );
  expect(maskArea(stroke)).toBe(16);
  const wiped = painted(stroke, [{ x: 10.5, y: 5.5 }], 0.5, 'wipe', size);
  expect(maskArea(wiped)).toBe(15);
});

test('a stroke beyond the edge is cut at the edge', () => {
  expect(
    maskArea(
      painted(
        null,
        [
          { x: -50, y: -50 },
          { x: 0.5, y: 0.5 },
        ],
        0.5,
        'paint',
        size,
      ),
    ),
  ).toBe(1);
});

test('masks unite', () => {
  const left = encodeMask(Uint8Array.from([1, 0, 0]), 3, 1);
  const right = encodeMask(Uint8Array.from([1, 0, 1]), 3, 1);
  expect([...decodeMask(united(left, right)).bitmap]).toEqual([1, 0, 1]);
});
