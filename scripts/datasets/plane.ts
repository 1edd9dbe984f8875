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
  const from = source.data.slice();
  if (sigma < 0.2) return { width, height, data: from };
  const between = new Float32Array(from.length);
  if (sigma <= 2.5) {
    const kernel = gaussianKernel(sigma);
    convolveRows(from, between, width, height, kernel);
    convolveColumns(between, from, width, height, kernel);
    return { width, height, data: from };
  }
  const reach = Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2);
  for (let pass = 0; pass < 3; pass++) {
    averageRows(from, between, width, height, reach);
    averageColumns(between, from, width, height, reach);
  }
  return { width, height, data: from };
}

function gaussianKernel(sigma: number): Float32Array {
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => bell((i - reach) / sigma));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Float32Array.from(weights, (weight) => weight / sum);
}

function convolveRows(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  kernel: Float32Array,
): void {
  const reach = (kernel.length - 1) / 2;
  const padded = new Float32Array(width + 2 * reach);
  for (let row = 0; row < height; row++) {
    const start = row * width;
    padded.set(from.subarray(start, start + width), reach);
    padded.fill(from[start] ?? 0, 0, reach);
    padded.fill(from[start + width - 1] ?? 0, reach + width);
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += (kernel[k] ?? 0) * (padded[i + k] ?? 0);
      to[start + i] = sum;
    }
  }
}

/** Row by row, so that memory is read in order. */
function convolveColumns(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  kernel: Float32Array,
): void {
  const reach = (kernel.length - 1) / 2;
  const sums = new Float64Array(width);
  for (let row = 0; row < height; row++) {
    sums.fill(0);
    for (let k = 0; k < kernel.length; k++) {
      const weight = kernel[k] ?? 0;
      const start = clamp(row + k - reach, 0, height - 1) * width;
      for (let i = 0; i < width; i++) sums[i] = (sums[i] ?? 0) + weight * (from[start + i] ?? 0);
    }
    to.set(sums, row * width);
  }
}

/** Means over `2 reach + 1` pixels, by a sum that slides along. */
function averageRows(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  reach: number,
): void {
  for (let row = 0; row < height; row++) {
    const start = row * width;
    const at = (column: number) => from[start + clamp(column, 0, width - 1)] ?? 0;
    let sum = 0;
    for (let k = -reach; k <= reach; k++) sum += at(k);
    for (let i = 0; i < width; i++) {
      to[start + i] = sum / (2 * reach + 1);
      sum += at(i + reach + 1) - at(i - reach);
    }
  }
}

function averageColumns(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  reach: number,
): void {
  const sums = new Float64Array(width);
  const add = (row: number, sign: number) => {
    const start = clamp(row, 0, height - 1) * width;
    for (let i = 0; i < width; i++) sums[i] = (sums[i] ?? 0) + sign * (from[start + i] ?? 0);
  };
  for (let k = -reach; k <= reach; k++) add(k, 1);
  for (let row = 0; row < height; row++) {
    for (let i = 0; i < width; i++) to[row * width + i] = (sums[i] ?? 0) / (2 * reach + 1);
    add(row + reach + 1, 1);
    add(row - reach, -1);
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
  const lattice = new Float32Array(columns * rows);
  for (let i = 0; i < lattice.length; i++) lattice[i] = dice.range(-1, 1);
  const ease = (t: number) => t * t * (3 - 2 * t);
  const { width, height, data } = target;
  // The lattice is eased across once for each of its rows, then down for each row of pixels.
  const across = new Float64Array(rows * width);
  for (let i = 0; i < width; i++) {
    const column = Math.floor((i + 0.5) / cell);
    const u = ease((i + 0.5) / cell - column);
    for (let row = 0; row < rows; row++) {
      const at = row * columns + column;
      across[row * width + i] = (lattice[at] ?? 0) * (1 - u) + (lattice[at + 1] ?? 0) * u;
    }
  }
  for (let row = 0; row < height; row++) {
    const latticeRow = Math.floor((row + 0.5) / cell);
    const v = ease((row + 0.5) / cell - latticeRow);
    const [above, start] = [latticeRow * width, row * width];
    for (let i = 0; i < width; i++) {
      const value = (across[above + i] ?? 0) * (1 - v) + (across[above + width + i] ?? 0) * v;
      data[start + i] = (data[start + i] ?? 0) + weight * value;
    }
  }
}

/** Adds independent noise of standard deviation `sigma` to each pixel. */
export function addGrain(target: Plane, dice: Dice, sigma: number): Plane {
  return update(target, (value) => value + sigma * dice.normal());
}

/** 1 where the value reaches `threshold`, else 0. */
export function threshold(source: Plane, level = 0.5): Uint8Array {
  const { data } = source;
  const result = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) result[i] = (data[i] ?? 0) >= level ? 1 : 0;
  return result;
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
