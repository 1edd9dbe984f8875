import type { Dice } from './dice.ts';

/** One channel of a picture: row-major, mostly 0 (dark, absent) to 1 (bright, present). Pixel centres lie at half coordinates. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

export function plane(width: number, height: number, value = 0): Plane {
  return { width, height, data: new Float32Array(width * height).fill(value) };
}

/** The value at an index, 0 outside. */
export function valueAt(source: Plane, index: number): number {
  return source.data[index] ?? 0;
}

/** Replaces every value by `next(value, x, y, index)`, x and y at the pixel's centre. */
export function update(
  target: Plane,
  next: (value: number, x: number, y: number, index: number) => number,
): Plane {
  const { width, height, data } = target;
  for (let row = 0, index = 0; row < height; row++)
    for (let column = 0; column < width; column++, index++)
      data[index] = next(data[index] ?? 0, column + 0.5, row + 0.5, index);
  return target;
}

/** A plane computed from its coordinates. */
export function planeOf(
  width: number,
  height: number,
  value: (x: number, y: number, index: number) => number,
): Plane {
  return update(plane(width, height), (_, x, y, index) => value(x, y, index));
}

export const clamp = (value: number, low = 0, high = 1): number =>
  value < low ? low : value > high ? high : value;

/** 0 below `from`, 1 above `to`, a smooth S between. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}

/** A bell of height 1 at 0 and standard deviation 1. */
export const bell = (distance: number): number => Math.exp(-0.5 * distance * distance);

/** A Gaussian of `sigma` pixels; above 2.5 pixels by three box blurs, which come close. Edges repeat. */
export function blurred(source: Plane, sigma: number): Plane {
  const { width, height } = source;
  if (sigma < 0.2) return { width, height, data: Float32Array.from(source.data) };
  const passes = sigma <= 2.5 ? [gaussianKernel(sigma)] : boxKernels(sigma);
  const from = Float32Array.from(source.data);
  const between = new Float32Array(from.length);
  for (const kernel of passes) {
    convolve(from, between, width, height, kernel, true);
    convolve(between, from, width, height, kernel, false);
  }
  return { width, height, data: from };
}

function gaussianKernel(sigma: number): Float32Array {
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => bell((i - reach) / sigma));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Float32Array.from(weights, (weight) => weight / sum);
}

function boxKernels(sigma: number): Float32Array[] {
  const radius = Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2);
  const box = new Float32Array(2 * radius + 1).fill(1 / (2 * radius + 1));
  return [box, box, box];
}

function convolve(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  kernel: Float32Array,
  across: boolean,
): void {
  const [lines, count, lineStep, step] = across ? [height, width, width, 1] : [width, height, 1, width];
  const reach = (kernel.length - 1) / 2;
  const padded = new Float32Array(count + 2 * reach);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    for (let i = 0; i < padded.length; i++)
      padded[i] = from[start + clamp(i - reach, 0, count - 1) * step] ?? 0;
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += (kernel[k] ?? 0) * (padded[i + k] ?? 0);
      to[start + i * step] = sum;
    }
  }
}

/**
 * Value noise in -1 to 1 (about): random lattices of `cell` pixels, halved and weakened by half with each further octave.
 */
export function noise(dice: Dice, width: number, height: number, cell: number, octaves = 1): Plane {
  const result = plane(width, height);
  let weight = 1;
  let size = cell;
  for (let octave = 0; octave < octaves; octave++, weight /= 2, size /= 2)
    addLattice(result, dice, Math.max(1, size), weight);
  return result;
}

function addLattice(target: Plane, dice: Dice, cell: number, weight: number): void {
  const columns = Math.ceil(target.width / cell) + 2;
  const rows = Math.ceil(target.height / cell) + 2;
  const lattice = Float32Array.from({ length: columns * rows }, () => dice.range(-1, 1));
  const ease = (t: number) => t * t * (3 - 2 * t);
  update(target, (value, x, y) => {
    const column = Math.floor(x / cell);
    const row = Math.floor(y / cell);
    const u = ease(x / cell - column);
    const v = ease(y / cell - row);
    const at = row * columns + column;
    const top = (lattice[at] ?? 0) * (1 - u) + (lattice[at + 1] ?? 0) * u;
    const bottom = (lattice[at + columns] ?? 0) * (1 - u) + (lattice[at + columns + 1] ?? 0) * u;
    return value + weight * (top * (1 - v) + bottom * v);
  });
}

/** Adds independent noise of standard deviation `sigma` to each pixel. */
export function addGrain(target: Plane, dice: Dice, sigma: number): Plane {
  return update(target, (value) => value + sigma * dice.normal());
}

/** 1 where the value reaches `threshold`, else 0. */
export function threshold(source: Plane, level = 0.5): Uint8Array {
  return Uint8Array.from(source.data, (value) => (value >= level ? 1 : 0));
}

/** A copy of a rectangle, which may reach over the edge (0 there). */
export function crop(source: Plane, left: number, top: number, width: number, height: number): Plane {
  return planeOf(width, height, (x, y) => {
    const column = Math.floor(x) + left;
    const row = Math.floor(y) + top;
    const inside = column >= 0 && row >= 0 && column < source.width && row < source.height;
    return inside ? valueAt(source, row * source.width + column) : 0;
  });
}

/** Puts a cropped rectangle back. */
export function paste(target: Plane, part: Plane, left: number, top: number): void {
  update(part, (value, x, y) => {
    const column = Math.floor(x) + left;
    const row = Math.floor(y) + top;
    if (column >= 0 && row >= 0 && column < target.width && row < target.height)
      target.data[row * target.width + column] = value;
    return value;
  });
}
