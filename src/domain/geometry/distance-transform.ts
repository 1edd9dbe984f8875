/** Size of a pixel, or of a step between pixels, `row` downwards and `column` across; millimetres or pixels. */
export interface Spacing {
  readonly row: number;
  readonly column: number;
}

/**
 * Exact squared Euclidean distance of every pixel to the nearest target pixel, centre to centre, in the unit of the spacing; Infinity
 * everywhere where there is no target. Two passes, linear in the pixels: Felzenszwalb and Huttenlocher 2012, "Distance Transforms of
 * Sampled Functions".
 *
 * @param targets row-major, `width * height` long; not 0 is a target.
 */
export function squaredDistances(
  targets: Uint8Array,
  width: number,
  height: number,
  spacing: Spacing = { row: 1, column: 1 },
): Float64Array {
  requireSpacing(spacing);
  const squared = squaredDistancesInColumns(targets, width, height, spacing.row);
  const envelope = new LowerEnvelope(width, spacing.column);
  for (let y = 0; y < height; y += 1) envelope.replace(squared.subarray(y * width, (y + 1) * width));
  return squared;
}

/** Throws RangeError where a spacing is not above 0. */
export function requireSpacing({ row, column }: Spacing): void {
  if (!(row > 0 && column > 0 && Number.isFinite(row) && Number.isFinite(column))) {
    throw new RangeError(`The size of a pixel must be above 0, not ${row} x ${column}.`);
  }
}

/** First pass: the distance to the nearest target of the same column. */
function squaredDistancesInColumns(
  targets: Uint8Array,
  width: number,
  height: number,
  spacing: number,
): Float64Array {
  const steps = new Float64Array(width * height).fill(Infinity);
  for (let at = 0; at < steps.length; at += 1) {
    if (targets[at] !== 0) steps[at] = 0;
    else if (at >= width) steps[at] = (steps[at - width] ?? 0) + 1;
  }
  for (let at = steps.length - width - 1; at >= 0; at -= 1) {
    steps[at] = Math.min(steps[at] ?? 0, (steps[at + width] ?? 0) + 1);
  }
  const squaredSpacing = spacing * spacing;
  for (let at = 0; at < steps.length; at += 1) {
    // A product, since a power is many times as slow.
    const step = steps[at] ?? 0;
    steps[at] = step * step * squaredSpacing;
  }
  return steps;
}

/** Second pass: a row's pixels are the roots of parabolas; the distance at a pixel is their lower envelope there. */
class LowerEnvelope {
  private readonly roots: Int32Array;
  /** From where on each parabola is the lowest. */
  private readonly starts: Float64Array;
  private readonly heights: Float64Array;
  private readonly width: number;
  private readonly curvature: number;

  constructor(width: number, spacing: number) {
    this.width = width;
    this.curvature = spacing * spacing;
    this.roots = new Int32Array(width);
    this.starts = new Float64Array(width);
    this.heights = new Float64Array(width);
  }

  /** Replaces the heights of a row by their lower envelope. */
  replace(row: Float64Array): void {
    const { roots, starts, heights, width, curvature } = this;
    heights.set(row);
    let last = -1;
    for (let x = 0; x < width; x += 1) {
      const height = heights[x] ?? Infinity;
      if (height === Infinity) continue;
      let start = -Infinity;
      while (last >= 0) {
        const root = roots[last] ?? 0;
        start = (x + root) / 2 + (height - (heights[root] ?? 0)) / (2 * curvature * (x - root));
        if (start > (starts[last] ?? 0)) break;
        last -= 1;
        start = -Infinity;
      }
      last += 1;
      roots[last] = x;
      starts[last] = start;
    }
    if (last < 0) return;
    let parabola = 0;
    for (let x = 0; x < width; x += 1) {
      while (parabola < last && (starts[parabola + 1] ?? 0) < x) parabola += 1;
      const root = roots[parabola] ?? 0;
      row[x] = curvature * (x - root) * (x - root) + (heights[root] ?? 0);
    }
  }
}
