import type { Polygon } from '../../../domain/geometry/polygons.ts';

type Point = readonly [column: number, row: number];

/**
 * The pixels inside of an outline that runs through pixels which are themselves outside, as rectangles of one row each (in source pixels, so that
 * drawing them is exact). Empty where no pixel lies inside.
 *
 * @param points columns and rows of pixels, whole numbers; the outline closes by itself.
 */
export function insideOf(points: readonly Point[]): readonly Polygon[] {
  const rows = points.map(([, row]) => row);
  const outline = pixelsOn(points);
  const rectangles: Polygon[] = [];
  for (let row = Math.min(...rows) + 1; row < Math.max(...rows); row += 1) {
    const crossings = crossingsOf(points, row);
    for (let n = 0; n + 1 < crossings.length; n += 2) {
      const end = Math.floor(crossings[n + 1] ?? 0);
      let from: number | null = null;
      for (let column = Math.ceil(crossings[n] ?? 0); column <= end + 1; column += 1) {
        const isInside = column <= end && !outline.has(`${column} ${row}`);
        if (isInside) from ??= column;
        else if (from !== null) {
          rectangles.push([from, row, column, row, column, row + 1, from, row + 1]);
          from = null;
        }
      }
    }
  }
  return rectangles;
}

/** How many pixels the outline has, counted along it. */
export const stepsAround = (points: readonly Point[]): number =>
  edgesOf(points).reduce((sum, [from, to]) => sum + stepsOf(from, to), 0);

const stepsOf = ([x, y]: Point, [toX, toY]: Point): number =>
  Math.max(1, Math.abs(toX - x), Math.abs(toY - y));

/** Where the outline crosses the middle of a row, from left to right; an end of an edge counts for the one below it. */
function crossingsOf(points: readonly Point[], row: number): number[] {
  return edgesOf(points)
    .flatMap(([[x, y], [toX, toY]]) =>
      y <= row === toY <= row ? [] : [x + ((row - y) * (toX - x)) / (toY - y)],
    )
    .sort((a, b) => a - b);
}

/** Pixels of the outline, those between two points that are no neighbours too. */
function pixelsOn(points: readonly Point[]): ReadonlySet<string> {
  const pixels = new Set<string>();
  for (const [from, to] of edgesOf(points)) {
    const [[x, y], [toX, toY], steps] = [from, to, stepsOf(from, to)];
    for (let step = 0; step <= steps; step += 1)
      pixels.add(
        `${Math.round(x + ((toX - x) * step) / steps)} ${Math.round(y + ((toY - y) * step) / steps)}`,
      );
  }
  return pixels;
}

const edgesOf = (points: readonly Point[]): (readonly [Point, Point])[] =>
  points.map((point, at) => [point, points[(at + 1) % points.length] ?? point]);
