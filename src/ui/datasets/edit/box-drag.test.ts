import { expect, test } from 'vitest';
import { cornerAt, draggedBox, spanned } from './box-drag.ts';

const size = { width: 100, height: 80 };
const box = { x: 10, y: 20, width: 30, height: 40 };

test('a box is spanned in any direction and cut at the edges', () => {
  expect(spanned({ x: 40, y: 60 }, { x: 10, y: 20 }, size)).toEqual(box);
  expect(spanned({ x: -5, y: 70 }, { x: 200, y: 90 }, size)).toEqual({ x: 0, y: 70, width: 100, height: 10 });
});

test('a corner is taken within reach, and resizes from the corner across', () => {
  expect(cornerAt(box, { x: 41, y: 61 }, 2)).toEqual({ right: true, lower: true });
  expect(cornerAt(box, { x: 25, y: 40 }, 2)).toBeNull();
  expect(draggedBox(box, { right: true, lower: true }, { x: 40, y: 60 }, { x: 50, y: 50 }, size)).toEqual({
    x: 10,
    y: 20,
    width: 40,
    height: 30,
  });
  expect(draggedBox(box, { right: false, lower: false }, { x: 10, y: 20 }, { x: 0, y: 0 }, size)).toEqual({
    x: 0,
    y: 0,
    width: 40,
    height: 60,
  });
  // Beyond the corner across, it turns over.
  expect(draggedBox(box, { right: false, lower: false }, { x: 10, y: 20 }, { x: 50, y: 70 }, size)).toEqual({
    x: 40,
    y: 60,
    width: 10,
    height: 10,
  });
});

test('a box is moved whole and stays in the picture', () => {
  expect(draggedBox(box, null, { x: 0, y: 0 }, { x: 500, y: -500 }, size)).toEqual({
    x: 70,
    y: 0,
    width: 30,
    height: 40,
  });
});
