import type { Dice } from './dice.ts';
import { clamp, plane, type Plane } from './plane.ts';

export type Point = readonly [x: number, y: number];
/** A point of a line with the line's half width there. */
export type Knot = readonly [x: number, y: number, radius: number];

/** How much of each pixel lies in a closed polygon (even-odd), 0 to 1: four scan lines a row, exact across. */
export function polygon(width: number, height: number, outline: readonly Point[]): Plane {
  const result = plane(width, height);
  const { data } = result;
  for (let line = 0; line < height * 4; line++) {
    const y = (line + 0.5) / 4;
    const crossings = crossingsAt(outline, y);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = clamp(crossings[i] ?? 0, 0, width);
      const to = clamp(crossings[i + 1] ?? 0, 0, width);
      const row = Math.floor(line / 4) * width;
      for (let column = Math.floor(from); column < to; column++) {
        const covered = Math.min(to, column + 1) - Math.max(from, column);
        data[row + column] = (data[row + column] ?? 0) + covered / 4;
      }
    }
  }
  return result;
}

function crossingsAt(outline: readonly Point[], y: number): number[] {
  const crossings: number[] = [];
  let previous = outline.at(-1);
  for (const point of outline) {
    if (previous !== undefined && previous[1] <= y !== point[1] <= y)
      crossings.push(previous[0] + ((y - previous[1]) / (point[1] - previous[1])) * (point[0] - previous[0]));
    previous = point;
  }
  return crossings.sort((a, b) => a - b);
}

/** A smooth closed curve through the given points (Catmull-Rom), eight steps a span. */
export function smoothClosed(points: readonly Point[]): Point[] {
  return points.flatMap((_, i) =>
    span(cyclic(points, i - 1), cyclic(points, i), cyclic(points, i + 1), cyclic(points, i + 2)),
  );
}

/** A smooth open curve through the given points, ends included. */
export function smoothOpen(points: readonly Point[]): Point[] {
  const last = points.length - 1;
  const held = (i: number) => cyclic(points, clamp(i, 0, last));
  return [
    ...points.slice(0, -1).flatMap((_, i) => span(held(i - 1), held(i), held(i + 1), held(i + 2))),
    held(last),
  ];
}

function cyclic(points: readonly Point[], i: number): Point {
  const point = points[(i + points.length) % points.length];
  if (point === undefined) throw new RangeError('a curve needs points');
  return point;
}

function span(a: Point, b: Point, c: Point, d: Point): Point[] {
  const coordinate = (k: 0 | 1, t: number) =>
    0.5 *
    (2 * b[k] +
      (c[k] - a[k]) * t +
      (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t +
      (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t * t * t);
  return Array.from({ length: 8 }, (_, step) => [coordinate(0, step / 8), coordinate(1, step / 8)] as const);
}

export interface Blob {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  /** Radians. */
  readonly angle?: number;
}

/** An ellipse whose radius wavers by `roughness` (a share of it) in harmonics 2 to `harmonics`. */
export function wavyEllipse(dice: Dice, blob: Blob, roughness: number, harmonics = 5): Point[] {
  const waves = Array.from({ length: Math.max(0, harmonics - 1) }, (_, i) => ({
    order: i + 2,
    size: (roughness * dice.range(0.4, 1)) / Math.sqrt(i + 1),
    phase: dice.range(0, 2 * Math.PI),
  }));
  const cos = Math.cos(blob.angle ?? 0);
  const sin = Math.sin(blob.angle ?? 0);
  return Array.from({ length: 96 }, (_, i) => {
    const theta = (i / 96) * 2 * Math.PI;
    const scale = waves.reduce((sum, wave) => sum + wave.size * Math.sin(wave.order * theta + wave.phase), 1);
    const u = blob.radiusX * Math.cos(theta) * scale;
    const v = blob.radiusY * Math.sin(theta) * scale;
    return [blob.x + u * cos - v * sin, blob.y + u * sin + v * cos] as const;
  });
}

export function ellipse(blob: Blob): (x: number, y: number) => number {
  const cos = Math.cos(blob.angle ?? 0);
  const sin = Math.sin(blob.angle ?? 0);
  return (x, y) => {
    const u = ((x - blob.x) * cos + (y - blob.y) * sin) / blob.radiusX;
    const v = (-(x - blob.x) * sin + (y - blob.y) * cos) / blob.radiusY;
    return Math.sqrt(u * u + v * v);
  };
}

/** Raises `target` to a line's coverage; `softness` is the width in pixels over which the edge fades. */
export function stroke(target: Plane, knots: readonly Knot[], strength = 1, softness = 1): Plane {
  for (let i = 0; i + 1 < knots.length; i++) {
    const from = knots[i];
    const to = knots[i + 1];
    if (from !== undefined && to !== undefined) capsule(target, from, to, strength, softness);
  }
  return target;
}

function capsule(target: Plane, from: Knot, to: Knot, strength: number, softness: number): void {
  const { width, height, data } = target;
  const reach = Math.max(from[2], to[2]) + softness;
  const right = Math.min(width - 1, Math.ceil(Math.max(from[0], to[0]) + reach));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(from[1], to[1]) + reach));
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const squared = dx * dx + dy * dy;
  for (let row = Math.max(0, Math.floor(Math.min(from[1], to[1]) - reach)); row <= bottom; row++)
    for (let column = Math.max(0, Math.floor(Math.min(from[0], to[0]) - reach)); column <= right; column++) {
      const x = column + 0.5 - from[0];
      const y = row + 0.5 - from[1];
      const t = squared === 0 ? 0 : clamp((x * dx + y * dy) / squared);
      const gap = Math.sqrt((x - t * dx) * (x - t * dx) + (y - t * dy) * (y - t * dy));
      const radius = from[2] + (to[2] - from[2]) * t;
      const covered = strength * clamp(0.5 + (radius - gap) / softness);
      const at = row * width + column;
      if (covered > (data[at] ?? 0)) data[at] = covered;
    }
}

/** The same half width all along. */
export const line = (points: readonly Point[], radius: number): Knot[] =>
  points.map(([x, y]) => [x, y, radius] as const);

interface Branching {
  readonly x: number;
  readonly y: number;
  /** Radians; 0 points right, positive turns down. */
  readonly angle: number;
  readonly radius: number;
  readonly length: number;
  /** Radians a pixel. */
  readonly bend: number;
  readonly wiggle: number;
  readonly generations: number;
}

/** A vessel and its branches, each thinner and shorter than its parent. */
export function vesselTree(dice: Dice, root: Branching): Knot[][] {
  const step = 3;
  const steps = Math.max(2, Math.round(root.length / step));
  const knots: Knot[] = [[root.x, root.y, root.radius]];
  const branches: Knot[][] = [];
  let { x, y, angle } = root;
  let side = dice.chance(0.5) ? 1 : -1;
  for (let i = 1; i <= steps; i++) {
    angle += root.bend * step + root.wiggle * dice.normal();
    x += step * Math.cos(angle);
    y += step * Math.sin(angle);
    const radius = root.radius * (1 - (0.55 * i) / steps);
    knots.push([x, y, radius]);
    if (root.generations > 0 && i > 1 && dice.chance(3.2 / steps)) {
      branches.push(
        ...vesselTree(dice, {
          x,
          y,
          angle: angle + side * dice.range(0.45, 0.9),
          radius: radius * dice.range(0.55, 0.8),
          length: root.length * dice.range(0.3, 0.6),
          bend: -side * dice.range(0, 0.006),
          wiggle: root.wiggle * 1.3,
          generations: root.generations - 1,
        }),
      );
      side = -side;
    }
  }
  return [knots, ...branches];
}
