import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitted, moved, reframed, zoomed } from './view-box.ts';

const size = fc.record({
  width: fc.integer({ min: 1, max: 5000 }),
  height: fc.integer({ min: 1, max: 5000 }),
});

test('a fitted picture lies wholly in the frame and touches two of its sides', () => {
  fc.assert(
    fc.property(size, size, (picture, frame) => {
      const view = fitted(picture, frame);
      expect(view.width / view.height).toBeCloseTo(frame.width / frame.height, 6);
      expect(view.width).toBeGreaterThanOrEqual(picture.width * (1 - 1e-9));
      expect(view.height).toBeGreaterThanOrEqual(picture.height * (1 - 1e-9));
      expect(Math.min(Math.abs(view.x), Math.abs(view.y))).toBeCloseTo(0, 6);
    }),
  );
});

test('zooming keeps the point under the pointer, and zooming out ends at the whole picture', () => {
  const picture = { width: 400, height: 200 };
  const frame = { width: 800, height: 600 };
  const whole = fitted(picture, frame);
  const at = { x: 100, y: 50 };
  const near = zoomed(whole, at, 2, picture, frame);
  expect(near.width).toBe(whole.width / 2);
  expect((at.x - near.x) / near.width).toBeCloseTo((at.x - whole.x) / whole.width, 9);
  expect((at.y - near.y) / near.height).toBeCloseTo((at.y - whole.y) / whole.height, 9);
  expect(zoomed(near, at, 0.1, picture, frame)).toEqual(whole);
  expect(zoomed(whole, at, 1e6, picture, frame).width).toBe(800 / 64);
});

test('moving stops while some of the picture is in the middle', () => {
  const picture = { width: 100, height: 100 };
  const view = { x: 0, y: 0, width: 50, height: 50 };
  expect(moved(view, 1000, -1000, picture)).toEqual({ x: 75, y: -25, width: 50, height: 50 });
});

test('another frame keeps middle and scale; one that holds all shows all', () => {
  const picture = { width: 100, height: 100 };
  const view = { x: 20, y: 20, width: 50, height: 50 };
  const before = { width: 500, height: 500 };
  expect(reframed(view, before, { width: 250, height: 250 }, picture)).toEqual({
    x: 32.5,
    y: 32.5,
    width: 25,
    height: 25,
  });
  expect(reframed(view, before, { width: 2000, height: 2000 }, picture)).toEqual({
    x: 0,
    y: 0,
    width: 100,
    height: 100,
  });
});
