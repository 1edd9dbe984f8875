import type { Box } from '../dataset/truth.ts';
import { boxFault, boxFromConvention, clipBox } from '../geometry/boxes.ts';
import type { FourNumbers, Size } from '../geometry/boxes.ts';
import type { BoxConvention, ReadableResponse } from '../task/task.ts';
import { field, isList, isObject } from './fields.ts';
import type { JsonObject } from './fields.ts';
import { numberOf, numbersIn } from './numbers.ts';

/** Asked of models that have no convention of their own. */
export const defaultConvention: BoxConvention = { order: 'xyxy', unit: 'fraction' };

/** What a model's coordinates are measured in and on. */
export interface CoordinateFrame {
  readonly convention: BoxConvention;
  readonly source: Size;
  readonly seen: Size;
}

/** The frame of a response; null where the size of the image is not known. */
export function frameOf({ image, seen, boxConvention }: ReadableResponse): CoordinateFrame | null {
  if (image === undefined) return null;
  return { convention: boxConvention ?? defaultConvention, source: image, seen: seen ?? image };
}

/** Four numbers as written; `order` where their names say it, whatever the model's convention. */
export interface WrittenBox {
  readonly numbers: FourNumbers;
  readonly order?: BoxConvention['order'];
}

export type PlacedBox =
  | { readonly kind: 'box'; readonly box: Box; readonly steps: readonly string[] }
  /** No box of this image. `misfit`: its numbers cannot be of the model's convention. */
  | { readonly kind: 'faulty'; readonly fault: string; readonly misfit: boolean };

const boxKeys =
  `box bbox box_2d bbox_2d bounding_box boundingbox bounding_box_2d coordinates coords rect rectangle region position
  location xyxy xywh 边界框 坐标 位置`.split(/\s+/u);
const named: readonly (readonly [BoxConvention['order'], readonly [string, string, string, string]])[] = [
  ['xyxy', ['x1', 'y1', 'x2', 'y2']],
  ['xyxy', ['xmin', 'ymin', 'xmax', 'ymax']],
  ['xyxy', ['x0', 'y0', 'x1', 'y1']],
  ['xyxy', ['left', 'top', 'right', 'bottom']],
  ['xyxy', ['xstart', 'ystart', 'xend', 'yend']],
  ['cxcywh', ['cx', 'cy', 'w', 'h']],
  ['cxcywh', ['xcenter', 'ycenter', 'width', 'height']],
  ['cxcywh', ['centerx', 'centery', 'width', 'height']],
  ['xywh', ['x', 'y', 'width', 'height']],
  ['xywh', ['x', 'y', 'w', 'h']],
  ['xywh', ['left', 'top', 'width', 'height']],
];

/** Is there a key under which models put a box, even an empty one? */
export function hasBoxField(value: JsonObject): boolean {
  return field(value, ...boxKeys) !== undefined || namedBox(value) !== null;
}

/** The box of a JSON value: four numbers, two corners, named edges, a string of numbers; null where there is none. */
export function writtenBox(value: unknown): WrittenBox | null {
  if (typeof value === 'string') return fourOf(numbersIn(value));
  if (isList(value)) return listedBox(value);
  if (!isObject(value)) return null;
  const own = namedBox(value);
  if (own !== null) return own;
  const order = ['xyxy', 'xywh'].find((key) => field(value, key) !== undefined);
  const inner = writtenBox(field(value, ...boxKeys));
  if (inner === null || (order !== 'xyxy' && order !== 'xywh')) return inner;
  return { ...inner, order };
}

/**
 * A written box in source pixels, clipped to the image. Faulty: without extent, outside the image, or with numbers that are no numbers of the
 * convention (beyond one and a half times its range; or all of them at most 1 where they should count pixels, per cent or per thousand).
 */
export function placeBox(written: WrittenBox, { convention, source, seen }: CoordinateFrame): PlacedBox {
  const used: BoxConvention = { unit: convention.unit, order: written.order ?? convention.order };
  const misfit = unitFault(written.numbers, used, source, seen);
  if (misfit !== null) return { kind: 'faulty', fault: misfit, misfit: true };
  const raw = boxFromConvention(written.numbers, used, source, seen);
  const fault = boxFault(raw);
  if (fault !== null) return { kind: 'faulty', fault, misfit: false };
  const clipped = clipBox(raw, source);
  if (clipped === null) return { kind: 'faulty', fault: 'it lies outside the image', misfit: false };
  const moved = Math.max(
    Math.abs(clipped.x - raw.x),
    Math.abs(clipped.y - raw.y),
    Math.abs(clipped.width - raw.width),
    Math.abs(clipped.height - raw.height),
  );
  // Rounding at the edge is no clipping worth a word.
  return { kind: 'box', box: clipped, steps: moved > 1e-6 ? ['box clipped to the image'] : [] };
}

/** Why coordinates cannot be of a unit, or null. */
export function unitFault(
  numbers: readonly number[],
  { unit }: Pick<BoxConvention, 'unit'>,
  source: Size,
  seen: Size,
): string | null {
  const most = rangeOf(unit, source, seen);
  const greatest = Math.max(...numbers);
  const beyond = numbers.some((value) => value > 1.5 * most || value < -0.5 * most);
  if (beyond) return `its numbers (${numbers.join(', ')}) reach beyond ${unitWords(unit)}`;
  if (unit !== 'fraction' && greatest <= 1 && numbers.some((value) => value > 0 && value < 1)) {
    return `its numbers (${numbers.join(', ')}) are fractions, not ${unitWords(unit)}`;
  }
  return null;
}

function rangeOf(unit: BoxConvention['unit'], source: Size, seen: Size): number {
  switch (unit) {
    case 'fraction':
      return 1;
    case 'per-cent':
      return 100;
    case 'per-thousand':
      return 1000;
    case 'pixels-source':
      return Math.max(source.width, source.height);
    case 'pixels-seen':
      return Math.max(seen.width, seen.height);
  }
}

/** The unit as a person reads it. */
export function unitWords(unit: BoxConvention['unit']): string {
  switch (unit) {
    case 'fraction':
      return 'fractions of the image (0 to 1)';
    case 'per-cent':
      return 'per cent of the image (0 to 100)';
    case 'per-thousand':
      return 'thousandths of the image (0 to 1000)';
    case 'pixels-source':
      return 'pixels of the image';
    case 'pixels-seen':
      return 'pixels of the image as sent';
  }
}

function namedBox(value: JsonObject): WrittenBox | null {
  for (const [order, keys] of named) {
    const numbers = keys.map((key) => numberOf(field(value, key)));
    const four = fourOf(numbers.filter((number) => number !== null));
    if (four !== null) return { ...four, order };
  }
  return null;
}

function listedBox(value: readonly unknown[]): WrittenBox | null {
  if (value.length === 1 && isList(value[0])) return listedBox(value[0]);
  if (value.length === 2 && value.every((corner) => isList(corner) || isObject(corner))) {
    const points = value.map(pointNumbers);
    const four = fourOf(points.flat());
    return four === null ? null : { ...four, order: 'xyxy' };
  }
  const numbers = value.map(numberOf).filter((number) => number !== null);
  return numbers.length === value.length ? fourOf(numbers) : null;
}

function pointNumbers(value: unknown): readonly number[] {
  const pair = isList(value) ? value : isObject(value) ? [field(value, 'x'), field(value, 'y')] : [];
  return pair.map(numberOf).filter((number) => number !== null);
}

function fourOf(numbers: readonly number[]): WrittenBox | null {
  const [a, b, c, d, ...more] = numbers;
  if (a === undefined || b === undefined || c === undefined || d === undefined || more.length > 0)
    return null;
  return { numbers: [a, b, c, d] };
}
