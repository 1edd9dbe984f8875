import type { Box, RunLengthMask } from '../dataset/truth.ts';
import { unionOf } from './mask-sets.ts';
import { maskFromCounts } from './rle.ts';

/** `x0, y0, x1, y1, ...` in source pixels, as COCO writes a polygon; closed by itself. */
export type Polygon = readonly number[];

/** Enclosed area in square pixels (shoelace formula), whichever way round; loops of a polygon that crosses itself cancel. */
export function polygonArea(polygon: Polygon): number {
  let twice = 0;
  for (let i = 0; i < polygon.length; i += 2) {
    const next = (i + 2) % polygon.length;
    twice += (polygon[i] ?? 0) * (polygon[next + 1] ?? 0) - (polygon[next] ?? 0) * (polygon[i + 1] ?? 0);
  }
  return Math.abs(twice) / 2;
}

/** Why the numbers are no polygon, in words; null where they are one. */
export function polygonFault(polygon: Polygon): string | null {
  if (polygon.length % 2 !== 0) return `it has ${polygon.length} numbers, which is no whole number of points`;
  if (polygon.length < 6) return `it has ${polygon.length / 2} points, and a polygon needs 3`;
  const odd = polygon.findIndex((value) => !Number.isFinite(value));
  return odd < 0 ? null : `number ${odd + 1} is ${String(polygon[odd])}`;
}

/**
 * The mask that pycocotools makes of a polygon, pixel for pixel: `rleFrPoly` of cocodataset/cocoapi `common/maskApi.c`. The outline is walked
 * at five times the resolution; where it crosses the middle of a pixel column, the column switches between outside and inside.
 *
 * @throws RangeError naming the fault where the numbers are no polygon, or where its outline is too long to be walked.
 */
export function rasterizePolygon(polygon: Polygon, width: number, height: number): RunLengthMask {
  const fault = polygonFault(polygon);
  if (fault !== null) throw new RangeError(`Not a polygon: ${fault}.`);
  const crossings = columnCrossings(polygon, width, height);
  return maskFromCounts(runsBetween(crossings, width * height), width, height);
}

/** The union of several polygons' masks. Throws RangeError without any. */
export function rasterizePolygons(
  polygons: readonly Polygon[],
  width: number,
  height: number,
): RunLengthMask {
  return unionOf(polygons.map((polygon) => rasterizePolygon(polygon, width, height)));
}

/** A box as a mask, as `rleFrBbox` makes it: a polygon of its corners. */
export function rasterizeBox(
  { x, y, width: w, height: h }: Box,
  width: number,
  height: number,
): RunLengthMask {
  return rasterizePolygon([x, y, x, y + h, x + w, y + h, x + w, y], width, height);
}

const upsampling = 5;
/** Steps of the outline at five times the resolution: a polygon around 4,000 x 4,000 pixels takes 80,000. */
const mostSteps = 2 ** 25;

/** Positions in column-major order at which the outline crosses a pixel column, in the order of the walk. */
function columnCrossings(polygon: Polygon, width: number, height: number): number[] {
  const corners = polygon.map((value) => Math.trunc(upsampling * value + 0.5));
  requireWalkable(corners);
  const crossings: number[] = [];
  let lastU: number | null = null;
  let lastV = 0;
  const visit = (u: number, v: number) => {
    if (lastU !== null && u !== lastU) {
      const column = ((u < lastU ? u : u - 1) + 0.5) / upsampling - 0.5;
      if (Number.isInteger(column) && column >= 0 && column <= width - 1) {
        const row = (Math.min(v, lastV) + 0.5) / upsampling - 0.5;
        crossings.push(column * height + Math.ceil(Math.max(0, Math.min(height, row))));
      }
    }
    lastU = u;
    lastV = v;
  };
  for (let i = 0; i < corners.length; i += 2) {
    const next = (i + 2) % corners.length;
    walkEdge(corners[i] ?? 0, corners[i + 1] ?? 0, corners[next] ?? 0, corners[next + 1] ?? 0, visit);
  }
  return crossings;
}

/** Visits the points of an edge from its start to its end. Rounding goes by the direction left to right (or top to bottom), whichever way it is walked. */
function walkEdge(
  startX: number,
  startY: number,
  endX: number,
  endY: number,
  visit: (u: number, v: number) => void,
): void {
  const dx = Math.abs(endX - startX);
  const dy = Math.abs(endY - startY);
  const flat = dx >= dy;
  const flip = flat ? startX > endX : startY > endY;
  const [fromX, fromY, toX, toY] = flip ? [endX, endY, startX, startY] : [startX, startY, endX, endY];
  const steps = flat ? dx : dy;
  // An edge between equal points is one point.
  const slope = steps === 0 ? 0 : flat ? (toY - fromY) / dx : (toX - fromX) / dy;
  for (let step = 0; step <= steps; step += 1) {
    const t = flip ? steps - step : step;
    if (flat) visit(fromX + t, Math.trunc(fromY + slope * t + 0.5));
    else visit(Math.trunc(fromX + slope * t + 0.5), fromY + t);
  }
}

/** Run lengths between the crossings; two crossings at one position cancel. */
function runsBetween(crossings: readonly number[], pixels: number): number[] {
  const positions = Float64Array.from([...crossings, pixels]).sort();
  const gaps = Array.from(positions, (position, i) => position - (positions[i - 1] ?? 0));
  const runs = [gaps[0] ?? 0];
  for (let i = 1; i < gaps.length; i += 1) {
    const gap = gaps[i] ?? 0;
    if (gap > 0) {
      runs.push(gap);
    } else {
      i += 1;
      runs[runs.length - 1] = (runs.at(-1) ?? 0) + (gaps[i] ?? 0);
    }
  }
  return runs;
}

function requireWalkable(corners: readonly number[]): void {
  let steps = 0;
  corners.forEach((value, i) => {
    steps += Math.abs(value - (corners[(i + 2) % corners.length] ?? 0));
  });
  if (steps > mostSteps) {
    throw new RangeError(
      `Not a polygon of an image: its outline is about ${Math.round(steps / upsampling)} pixels long.`,
    );
  }
}
