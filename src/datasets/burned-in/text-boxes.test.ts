import { expect, test } from 'vitest';
import { seenSize, textBoxes } from './text-boxes.ts';

function mapWith(
  width: number,
  height: number,
  patches: readonly (readonly [number, number, number, number, number])[],
) {
  const map = new Float32Array(width * height);
  for (const [x0, y0, w, h, value] of patches)
    for (let y = y0; y < y0 + h; y += 1) for (let x = x0; x < x0 + w; x += 1) map[y * width + x] = value;
  return map;
}

test('lines of text become boxes in the pixels of the picture, widened and held inside it', () => {
  const map = mapWith(64, 32, [[10, 10, 20, 4, 0.9]]);
  const [box] = textBoxes(map, 64, 32, { width: 128, height: 64 });
  // 20 x 4 of the map, widened by 80 * 1.5 / 48 = 2.5 on each side, twice as large in the picture.
  expect(box).toEqual({ x: 15, y: 15, width: 50, height: 18 });
});

test('specks and what the detector is not sure of are no text', () => {
  const map = mapWith(64, 32, [
    [0, 0, 2, 2, 1],
    [20, 20, 20, 6, 0.4],
  ]);
  expect(textBoxes(map, 64, 32, { width: 64, height: 32 })).toEqual([]);
});

test('a picture is seen at 960 pixels at most, in multiples of 32', () => {
  expect(seenSize({ width: 4288, height: 2848 })).toEqual({ width: 960, height: 640 });
  expect(seenSize({ width: 100, height: 10 })).toEqual({ width: 96, height: 32 });
});
