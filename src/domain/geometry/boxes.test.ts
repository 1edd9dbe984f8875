import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoxConvention } from '../task/task.ts';
import {
  boxFault,
  boxFromConvention,
  boxGiou,
  boxIou,
  boxShareIn,
  boxToConvention,
  clipBox,
} from './boxes.ts';

const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const extent = fc.double({ min: 0.01, max: 500, noNaN: true });
const boxes = fc.record({ x: coordinate, y: coordinate, width: extent, height: extent });
const sizes = fc.record({
  width: fc.integer({ min: 1, max: 4000 }),
  height: fc.integer({ min: 1, max: 4000 }),
});
const conventions: fc.Arbitrary<BoxConvention> = fc.record({
  order: fc.constantFrom('xyxy', 'yxyx', 'xywh', 'cxcywh'),
  unit: fc.constantFrom('fraction', 'per-cent', 'per-thousand', 'pixels-source', 'pixels-seen'),
});

describe('boxes', () => {
  it('keeps IoU between 0 and 1, the same both ways, and GIoU at or below it', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        const iou = boxIou(a, b);
        expect(iou).toBeGreaterThanOrEqual(0);
        expect(iou).toBeLessThanOrEqual(1 + 1e-9);
        expect(boxIou(b, a)).toBeCloseTo(iou, 12);
        const giou = boxGiou(a, b) ?? NaN;
        expect(giou).toBeLessThanOrEqual(iou + 1e-9);
        expect(giou).toBeGreaterThan(-1 - 1e-9);
        expect(boxIou(a, a)).toBeCloseTo(1, 9);
        expect(boxShareIn(a, b)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('tells boxes apart by GIoU where IoU is 0', () => {
    const a = { x: 0, y: 0, width: 10, height: 10 };
    expect(boxIou(a, { ...a, x: 10 })).toBe(0);
    expect(boxGiou(a, { ...a, x: 10 })).toBe(0);
    expect(boxGiou(a, { ...a, x: 30 })).toBeCloseTo(-0.5, 12);
    const point = { x: 3, y: 3, width: 0, height: 0 };
    expect(boxGiou(point, point)).toBeNull();
  });

  it('measures a detection in a crowd by its own area', () => {
    const crowd = { x: 0, y: 0, width: 100, height: 100 };
    expect(boxShareIn({ x: 90, y: 0, width: 20, height: 10 }, crowd)).toBe(0.5);
  });

  it('clips to the image', () => {
    fc.assert(
      fc.property(boxes, sizes, (box, image) => {
        const clipped = clipBox(box, image);
        if (clipped === null) return;
        expect(boxFault(clipped)).toBeNull();
        expect(clipped.x).toBeGreaterThanOrEqual(0);
        expect(clipped.x + clipped.width).toBeLessThanOrEqual(image.width + 1e-9);
        expect(clipped.y + clipped.height).toBeLessThanOrEqual(image.height + 1e-9);
      }),
    );
    expect(clipBox({ x: -20, y: 5, width: 10, height: 10 }, { width: 50, height: 50 })).toBeNull();
    expect(clipBox({ x: -5, y: 45, width: 10, height: 10 }, { width: 50, height: 50 })).toEqual({
      x: 0,
      y: 45,
      width: 5,
      height: 5,
    });
  });

  it('says why a box is degenerate', () => {
    const box = { x: 1, y: 1, width: 2, height: 2 };
    expect(boxFault(box)).toBeNull();
    expect(boxFault({ ...box, width: -1 })).toBe('its right edge is left of its left edge');
    expect(boxFault({ ...box, height: -1 })).toBe('its lower edge is above its upper edge');
    expect(boxFault({ ...box, height: 0 })).toBe('it has no height');
    expect(boxFault({ ...box, width: 0 })).toBe('it has no width');
    expect(boxFault({ ...box, x: NaN })).toBe('a coordinate is not a finite number');
  });

  it('reads each order and unit', () => {
    const source = { width: 2000, height: 1000 };
    const box = { x: 200, y: 100, width: 400, height: 300 };
    const read = (
      numbers: [number, number, number, number],
      order: BoxConvention['order'],
      unit: BoxConvention['unit'],
    ) => boxFromConvention(numbers, { order, unit }, source, { width: 1000, height: 1000 });
    expect(read([200, 100, 600, 400], 'xyxy', 'pixels-source')).toEqual(box);
    expect(read([100, 100, 300, 400], 'xyxy', 'pixels-seen')).toEqual(box);
    expect(read([100, 100, 400, 300], 'yxyx', 'per-thousand')).toEqual(box);
    expect(read([10, 10, 20, 30], 'xywh', 'per-cent')).toEqual(box);
    expect(read([0.2, 0.25, 0.2, 0.3], 'cxcywh', 'fraction')).toEqual({ ...box, x: 200, y: 100 });
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(boxes, conventions, sizes, sizes, (box, convention, source, seen) => {
        const read = boxFromConvention(
          boxToConvention(box, convention, source, seen),
          convention,
          source,
          seen,
        );
        expect(read.x).toBeCloseTo(box.x, 6);
        expect(read.y).toBeCloseTo(box.y, 6);
        expect(read.width).toBeCloseTo(box.width, 6);
        expect(read.height).toBeCloseTo(box.height, 6);
      }),
    );
  });
});
