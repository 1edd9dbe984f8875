import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskArea, maskFromCounts } from '../../domain/geometry/rle.ts';
import { drawOn, type Shape } from './drawing.ts';

const size = { width: 200, height: 100 };
const box = (
  numbers: readonly [number, number, number, number],
  unit: 'fraction' | 'pixels-source' = 'pixels-source',
): Shape => ({
  kind: 'box',
  label: 'mass',
  numbers,
  convention: { order: 'xywh', unit },
  at: 'annotation 1',
});
const drawn = (shapes: readonly Shape[], file = 'x.json') => drawOn([{ file, shapes }], size);

describe('what a source draws, in pixels', () => {
  test('boxes of any convention', () => {
    const shapes: Shape[] = [
      box([10, 20, 30, 40]),
      {
        kind: 'box',
        label: 'a',
        numbers: [0.5, 0.5, 0.25, 0.5],
        convention: { order: 'cxcywh', unit: 'fraction' },
        at: '',
      },
      {
        kind: 'box',
        label: 'b',
        fdi: 11,
        numbers: [10, 20, 30, 40],
        convention: { order: 'yxyx', unit: 'per-cent' },
        at: '',
      },
    ];
    expect(drawn(shapes)).toEqual({
      boxes: [
        { label: 'mass', x: 10, y: 20, width: 30, height: 40 },
        { label: 'a', x: 75, y: 25, width: 50, height: 50 },
        { label: 'b', fdi: 11, x: 40, y: 10, width: 40, height: 20 },
      ],
      masks: [],
      points: [],
    });
  });

  test('polygons and points in parts of the picture', () => {
    const result = drawn([
      { kind: 'area', label: 'lesion', polygons: [[0, 0, 50, 0, 50, 50, 0, 50]], unit: 'per-cent', at: '' },
      { kind: 'point', label: 'fovea', x: 0.5, y: 0.25, unit: 'fraction', at: '' },
    ]);
    if ('kind' in result) throw new Error(result.reason);
    expect(result.points).toEqual([{ label: 'fovea', x: 100, y: 25 }]);
    expect(result.masks.map(({ label, mask }) => [label, mask.size, maskArea(mask)])).toEqual([
      ['lesion', [100, 200], 5000],
    ]);
  });

  test('a box over the edge is cut there', () => {
    expect(drawn([box([-5, 90, 20, 20])])).toMatchObject({ boxes: [{ x: 0, y: 90, width: 15, height: 10 }] });
  });

  test('two boxes alike in one file are two, in two files one', () => {
    const twice = drawn([box([1, 2, 3, 4]), box([1, 2, 3, 4])]);
    expect(twice).toMatchObject({ boxes: [{}, {}] });
    const files = drawOn(
      [
        { file: 'a.json', shapes: [box([1, 2, 3, 4]), box([50, 2, 3, 4])] },
        { file: 'a.txt', shapes: [box([0.005, 0.02, 0.015, 0.04], 'fraction')] },
      ],
      size,
    );
    expect('boxes' in files && files.boxes).toHaveLength(2);
  });

  test.each<[string, Shape]>([
    ['annotation 1 of x.json lies beside its picture of 200 x 100 pixels', box([500, 2, 3, 4])],
    ['annotation 1 of x.json is no box: it has no width', box([5, 2, 0, 4])],
    ['annotation 1 of x.json is no box: a coordinate is not a finite number', box([NaN, 2, 1, 4])],
    [
      'x.json cannot be drawn: Not a polygon: it has 2 points, and a polygon needs 3.',
      { kind: 'area', label: 'x', polygons: [[1, 2, 3, 4]], unit: 'pixels-source', at: '' },
    ],
    [
      'x.json is a mask of 2 x 2 pixels, its picture of 200 x 100 pixels',
      { kind: 'runs', label: 'x', mask: maskFromCounts([1, 3], 2, 2), at: '' },
    ],
    [
      'point 2 of x.json lies beside its picture of 200 x 100 pixels',
      { kind: 'point', label: 'x', x: 300, y: 1, unit: 'pixels-source', at: 'point 2' },
    ],
  ])('refused: %s', (reason, shape) => {
    expect(drawn([shape])).toMatchObject({ kind: 'refused', reason });
  });

  test('a picture of another size is not the one that was drawn on', () => {
    expect(
      drawOn([{ file: 'x.json', drawnOn: { width: 400, height: 200 }, shapes: [box([1, 2, 3, 4])] }], size),
    ).toMatchObject({
      kind: 'refused',
      reason: 'x.json was drawn on a picture of 400 x 200 pixels, this one is of 200 x 100 pixels',
    });
  });

  test('any numbers give boxes inside the picture or a refusal', () => {
    const number = fc.oneof(fc.double(), fc.integer({ min: -300, max: 300 }));
    fc.assert(
      fc.property(fc.tuple(number, number, number, number), (numbers) => {
        const result = drawn([box(numbers)]);
        if ('kind' in result) return;
        for (const { x, y, width, height } of result.boxes) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(width).toBeGreaterThan(0);
          expect(height).toBeGreaterThan(0);
          expect(x + width).toBeLessThanOrEqual(200 + 1e-9);
          expect(y + height).toBeLessThanOrEqual(100 + 1e-9);
        }
      }),
    );
  });
});
