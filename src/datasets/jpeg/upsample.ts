import type { JpegFrame } from './header.ts';
import type { Plane } from './transform.ts';

/**
 * Planes of one size, the components of a pixel side by side. Colours at half the resolution are spread as the
 * Independent JPEG Group's decoder does (a triangle filter), other ratios by repetition.
 */
export function interleaved(
  { width, height, components, precision }: JpegFrame,
  planes: readonly Plane[],
): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  const count = components.length;
  const result =
    precision > 8 ? new Uint16Array(width * height * count) : new Uint8Array(width * height * count);
  const widest = Math.max(...components.map(({ h }) => h));
  const tallest = Math.max(...components.map(({ v }) => v));
  for (const [n, { h, v }] of components.entries()) {
    const plane = planes[n];
    if (plane === undefined) continue;
    const own = { width: Math.ceil((width * h) / widest), height: Math.ceil((height * v) / tallest) };
    const row = rowOf(plane, own, widest / h, tallest / v);
    for (let y = 0; y < height; y += 1) {
      const samples = row(y);
      for (let x = 0, to = y * width * count + n; x < width; x += 1, to += count)
        result[to] = samples[x] ?? 0;
    }
  }
  return result;
}

type Row = (y: number) => ArrayLike<number>;

function rowOf(
  { samples, stride }: Plane,
  { width, height }: { readonly width: number; readonly height: number },
  across: number,
  down: number,
): Row {
  const stored: Row = (y) => samples.subarray(y * stride, y * stride + width);
  if (across === 1 && down === 1) return stored;
  const smooth = width > 2;
  if (across === 2 && down === 1 && smooth) {
    const wide = new Int32Array(2 * width);
    return (y) => {
      const row = stored(y);
      for (let x = 0; x < width; x += 1) {
        const here = row[x] ?? 0;
        wide[2 * x] = x === 0 ? here : (3 * here + (row[x - 1] ?? 0) + 1) >> 2;
        wide[2 * x + 1] = x === width - 1 ? here : (3 * here + (row[x + 1] ?? 0) + 2) >> 2;
      }
      return wide;
    };
  }
  if (across === 2 && down === 2 && smooth) {
    const wide = new Int32Array(2 * width);
    const sums = new Int32Array(width);
    return (y) => {
      const near = y >> 1;
      const far = Math.min(height - 1, Math.max(0, y % 2 === 0 ? near - 1 : near + 1));
      const [here, there] = [stored(near), stored(far)];
      for (let x = 0; x < width; x += 1) sums[x] = 3 * (here[x] ?? 0) + (there[x] ?? 0);
      for (let x = 0; x < width; x += 1) {
        const sum = sums[x] ?? 0;
        wide[2 * x] = x === 0 ? (4 * sum + 8) >> 4 : (3 * sum + (sums[x - 1] ?? 0) + 8) >> 4;
        wide[2 * x + 1] = x === width - 1 ? (4 * sum + 7) >> 4 : (3 * sum + (sums[x + 1] ?? 0) + 7) >> 4;
      }
      return wide;
    };
  }
  const wide = new Int32Array(Math.ceil(width * across));
  return (y) => {
    const row = stored(Math.min(height - 1, Math.floor(y / down)));
    for (let x = 0; x < wide.length; x += 1) wide[x] = row[Math.min(width - 1, Math.floor(x / across))] ?? 0;
    return wide;
  };
}
