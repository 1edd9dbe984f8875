import type { Point } from '../geometry/transforms.ts';
import { boxFromConvention } from '../geometry/boxes.ts';
import { boxCentre } from '../geometry/boxes.ts';
import { unitFault, writtenBox } from './boxes.ts';
import type { CoordinateFrame } from './boxes.ts';
import { field, isList, isObject } from './fields.ts';
import { numberOf, numbersIn } from './numbers.ts';

export type PlacedPoint =
  | { readonly kind: 'point'; readonly point: Point; readonly steps: readonly string[] }
  | { readonly kind: 'faulty'; readonly fault: string };

const pointKeys = [
  'point',
  'point_2d',
  'coordinates',
  'coordinate',
  'position',
  'location',
  'center',
  'centre',
  'xy',
  'keypoint',
  '坐标',
  '点',
  '位置',
];

/** Two numbers as written, or four of a box whose centre is meant; `named`: x and y by name, whatever the convention's order. */
export interface WrittenPoint {
  readonly numbers: readonly number[];
  readonly named: boolean;
}

/** The point of a JSON value: `[x, y]`, `{x, y}`, `"x, y"`, nested under `point` and the like; a box stands for its centre. */
export function writtenPoint(value: unknown, depth = 0): WrittenPoint | null {
  if (depth > 3) return null;
  if (typeof value === 'string') return pair(numbersIn(value));
  if (isList(value)) {
    const [only] = value;
    if (value.length === 1) return writtenPoint(only, depth + 1);
    const numbers = value.map(numberOf).filter((number) => number !== null);
    return numbers.length === value.length ? pair(numbers) : null;
  }
  if (!isObject(value)) return null;
  const x = numberOf(field(value, 'x', 'x_center', 'cx'));
  const y = numberOf(field(value, 'y', 'y_center', 'cy'));
  if (x !== null && y !== null && numberOf(field(value, 'width', 'w')) === null)
    return { numbers: [x, y], named: true };
  const inner = writtenPoint(field(value, ...pointKeys), depth + 1);
  if (inner !== null) return inner;
  const box = writtenBox(value);
  return box === null ? null : { numbers: box.numbers, named: false };
}

/** A written point in source pixels. Faulty where its numbers are not of the convention's unit or it lies outside the image. */
export function placePoint({ numbers, named }: WrittenPoint, frame: CoordinateFrame): PlacedPoint {
  const { convention, source, seen } = frame;
  const fault = unitFault(numbers, convention, source, seen);
  if (fault !== null) return { kind: 'faulty', fault };
  const [a = NaN, b = NaN, c, d] = numbers;
  const isBox = c !== undefined && d !== undefined;
  const yFirst = convention.order === 'yxyx' && !named;
  const point = isBox
    ? boxCentre(boxFromConvention([a, b, c, d], convention, source, seen))
    : cornerOf(yFirst ? [b, a] : [a, b], frame);
  if (!(point.x >= 0 && point.y >= 0 && point.x <= source.width && point.y <= source.height)) {
    return { kind: 'faulty', fault: 'it lies outside the image' };
  }
  return { kind: 'point', point, steps: isBox ? ['centre of the box taken as the point'] : [] };
}

function cornerOf([x, y]: readonly [number, number], { convention, source, seen }: CoordinateFrame): Point {
  const { unit } = convention;
  const corner = boxFromConvention([x, y, 0, 0], { order: 'xywh', unit }, source, seen);
  return { x: corner.x, y: corner.y };
}

function pair(numbers: readonly number[]): WrittenPoint | null {
  return numbers.length === 2 || numbers.length === 4 ? { numbers, named: false } : null;
}
