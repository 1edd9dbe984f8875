import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxToConvention } from '../geometry/boxes.ts';
import { boxesInText } from './box-text.ts';
import { placeBox, writtenBox } from './boxes.ts';
import { placePoint, writtenPoint } from './points.ts';

const source = { width: 640, height: 480 };
const seen = { width: 320, height: 240 };
const order = fc.constantFrom('xyxy', 'yxyx', 'xywh', 'cxcywh');
const unit = fc.constantFrom('fraction', 'per-cent', 'per-thousand', 'pixels-source', 'pixels-seen');
const box = fc
  .record({
    x: fc.integer({ min: 0, max: 600 }),
    y: fc.integer({ min: 0, max: 440 }),
    w: fc.integer({ min: 8, max: 40 }),
    h: fc.integer({ min: 8, max: 40 }),
  })
  .map(({ x, y, w, h }) => ({ x, y, width: w, height: h }));

describe('a box as a model writes it', () => {
  it('comes back in source pixels, from every convention and in every spelling', () => {
    fc.assert(
      fc.property(box, order, unit, (truth, boxOrder, boxUnit) => {
        const convention = { order: boxOrder, unit: boxUnit };
        const [a, b, c, d] = boxToConvention(truth, convention, source, seen);
        for (const written of [
          [a, b, c, d],
          [String(a), String(b), String(c), String(d)],
          { bbox: [a, b, c, d] },
          { box_2d: [[a, b, c, d]] },
        ]) {
          const read = writtenBox(written);
          if (read === null) throw new Error(`no box in ${JSON.stringify(written)}`);
          const placed = placeBox(read, { convention, source, seen });
          if (placed.kind !== 'box') throw new Error(placed.fault);
          expect(placed.box.x).toBeCloseTo(truth.x, 6);
          expect(placed.box.y).toBeCloseTo(truth.y, 6);
          expect(placed.box.width).toBeCloseTo(truth.width, 6);
          expect(placed.box.height).toBeCloseTo(truth.height, 6);
        }
      }),
    );
  });

  it('never leaves the image', () => {
    const number = fc.double({ min: -2000, max: 2000, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(number, number, number, number), order, unit, (numbers, boxOrder, boxUnit) => {
        const placed = placeBox(
          { numbers },
          { convention: { order: boxOrder, unit: boxUnit }, source, seen },
        );
        if (placed.kind === 'faulty') return;
        const { x, y, width, height } = placed.box;
        expect(x >= 0 && y >= 0 && width > 0 && height > 0).toBe(true);
        expect(x + width <= source.width + 1e-9 && y + height <= source.height + 1e-9).toBe(true);
      }),
    );
  });

  it('is none where there are not four numbers', () => {
    for (const value of [
      [1, 2, 3],
      [1, 2, 3, 4, 5],
      '1, 2',
      { x: 1 },
      null,
      'none',
      [[1, 2]],
      [1, 2, 'a', 4],
    ]) {
      expect(writtenBox(value)).toBeNull();
    }
  });

  it('stands in prose', () => {
    const found = boxesInText('polyp <box>(1,2),(3,4)</box>\nulcer at [0.1, .2, 0.3, 0.4] here');
    expect(found.map(({ numbers, before }) => [numbers, before])).toEqual([
      [[1, 2, 3, 4], 'polyp'],
      [[0.1, 0.2, 0.3, 0.4], 'ulcer at'],
    ]);
  });
});

describe('a point as a model writes it', () => {
  const frame = { convention: { order: 'xyxy', unit: 'pixels-seen' }, source, seen } as const;
  it('comes back in source pixels', () => {
    for (const value of [
      [10, 20],
      { x: 10, y: 20 },
      { point: [10, 20] },
      { point: { x: '10', y: '20' } },
      '10, 20',
      [[10, 20]],
    ]) {
      const written = writtenPoint(value);
      if (written === null) throw new Error(`no point in ${JSON.stringify(value)}`);
      expect(placePoint(written, frame)).toMatchObject({ point: { x: 20, y: 40 } });
    }
  });

  it('keeps x and y apart by name, whatever the order of the convention', () => {
    const swapped = { ...frame, convention: { order: 'yxyx', unit: 'pixels-seen' } } as const;
    expect(placePoint({ numbers: [10, 20], named: false }, swapped)).toMatchObject({
      point: { x: 40, y: 20 },
    });
    expect(placePoint({ numbers: [10, 20], named: true }, swapped)).toMatchObject({
      point: { x: 20, y: 40 },
    });
  });
});
