import type { RunLengthMask } from '../dataset/truth.ts';
import { boxFromConvention } from '../geometry/boxes.ts';
import type { Size } from '../geometry/boxes.ts';
import { polygonArea, polygonFault, rasterizePolygon } from '../geometry/polygons.ts';
import type { Polygon } from '../geometry/polygons.ts';
import { decodeMask, encodeMask } from '../geometry/rle.ts';
import type { Bitmap } from '../geometry/rle.ts';
import { bitmapToSource, resized } from '../geometry/transforms.ts';
import { unitFault } from './boxes.ts';
import type { CoordinateFrame } from './boxes.ts';
import { field, isList, isObject } from './fields.ts';
import { numberOf, numbersIn } from './numbers.ts';

/** A mask in source pixels, or why there is none. */
export type PlacedMask =
  | { readonly kind: 'mask'; readonly mask: RunLengthMask }
  | { readonly kind: 'faulty'; readonly fault: string };

const mostPoints = 5000;
const mostCells = 256;

/** A polygon as models write it: `[[x, y], …]`, `[x, y, x, y, …]`, `[{x, y}, …]`, `"x,y x,y …"`; flat, in the order written. null where it is none. */
export function writtenPolygon(value: unknown): readonly number[] | null {
  if (typeof value === 'string') {
    const numbers = numbersIn(value);
    return numbers.length >= 6 ? numbers : null;
  }
  if (!isList(value) || value.length > mostPoints) return null;
  const numbers = value.flatMap((item): readonly (number | null)[] => {
    if (isList(item)) return item.length === 2 ? item.map(numberOf) : [null];
    if (isObject(item)) return [numberOf(field(item, 'x')), numberOf(field(item, 'y'))];
    return [numberOf(item)];
  });
  const known = numbers.filter((number) => number !== null);
  return known.length === numbers.length && known.length > 0 ? known : null;
}

/** A written polygon as a mask of the source image. */
export function placePolygon(numbers: readonly number[], frame: CoordinateFrame): PlacedMask {
  const { convention, source, seen } = frame;
  const fault = polygonFault(numbers) ?? unitFault(numbers, convention, source, seen);
  if (fault !== null) return { kind: 'faulty', fault };
  const yFirst = convention.order === 'yxyx';
  const corners: number[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const [a, b] = [numbers[at] ?? 0, numbers[at + 1] ?? 0];
    const [x, y] = yFirst ? [b, a] : [a, b];
    const corner = boxFromConvention([x, y, 0, 0], { order: 'xywh', unit: convention.unit }, source, seen);
    corners.push(corner.x, corner.y);
  }
  const polygon: Polygon = corners;
  if (polygonArea(polygon) === 0) return { kind: 'faulty', fault: 'it encloses nothing' };
  try {
    return { kind: 'mask', mask: rasterizePolygon(polygon, source.width, source.height) };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'faulty', fault: error.message };
    throw error;
  }
}

/** Rows of a grid laid over the image, one character a cell: `0` or `.` is background. null where the rows are no grid. */
export function gridRows(value: unknown): readonly string[] | null {
  const rows =
    typeof value === 'string' ? value.trim().split(/\s*[\n|/]\s*/u) : isList(value) ? value.map(rowText) : [];
  const texts = rows.filter((row) => row !== null);
  const width = texts[0]?.length ?? 0;
  const isGrid =
    texts.length === rows.length &&
    texts.length >= 2 &&
    texts.length <= mostCells &&
    width >= 2 &&
    width <= mostCells &&
    texts.every((row) => row.length === width && /^[0-9.#xX]+$/u.test(row));
  return isGrid ? texts : null;
}

function rowText(row: unknown): string | null {
  if (typeof row === 'string') return row.replace(/[\s,]+/gu, '');
  if (!isList(row)) return null;
  return row.every((cell) => cell === 0 || cell === 1 || (typeof cell === 'number' && cell >= 0 && cell <= 9))
    ? row.map(String).join('')
    : null;
}

/** The cells of a grid that `belongs` accepts, as a mask of the source image: each pixel takes the cell that holds its centre. */
export function maskOfGrid(
  rows: readonly string[],
  belongs: (cell: string) => boolean,
  source: Size,
): RunLengthMask {
  const width = rows[0]?.length ?? 0;
  const bitmap = Uint8Array.from(rows.join(''), (cell) => (belongs(cell) ? 1 : 0));
  return toSource({ bitmap, width, height: rows.length }, source);
}

/** A stretch of cells in one row of a grid, first and last column included, counted from 0. */
export interface CellRun {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** Runs on a square grid of `size` cells as a mask of the source image; a run outside the grid is a fault. */
export function maskOfRuns(runs: readonly CellRun[], size: number, source: Size): PlacedMask {
  const bitmap = new Uint8Array(size * size);
  for (const { row, from, to } of runs) {
    const isInside =
      [row, from, to].every((cell) => Number.isInteger(cell) && cell >= 0 && cell < size) && from <= to;
    if (!isInside) {
      return {
        kind: 'faulty',
        fault: `row ${row}, ${from} to ${to} is not in a grid of ${size} x ${size} cells`,
      };
    }
    bitmap.fill(1, row * size + from, row * size + to + 1);
  }
  return { kind: 'mask', mask: toSource({ bitmap, width: size, height: size }, source) };
}

/** A mask of the whole image at another size, in source pixels. Throws RangeError where it is malformed. */
export function maskAtSource(mask: RunLengthMask, source: Size): RunLengthMask {
  const [height, width] = mask.size;
  return height === source.height && width === source.width ? mask : toSource(decodeMask(mask), source);
}

function toSource(bitmap: Bitmap, source: Size): RunLengthMask {
  const placed = bitmapToSource(bitmap, resized(source, bitmap));
  return encodeMask(placed.bitmap, placed.width, placed.height);
}
