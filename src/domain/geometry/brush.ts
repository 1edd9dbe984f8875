import type { RunLengthMask } from '../dataset/truth.ts';
import { decodeMask, encodeMask } from './rle.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The mask with a round brush drawn along `path` (source pixels), or its trace wiped out. A pixel is touched where its
 * centre lies within `radius` of the path. `size` serves where there is no mask yet.
 */
export function painted(
  mask: RunLengthMask | null,
  path: readonly Point[],
  radius: number,
  mode: 'paint' | 'wipe',
  size: { readonly width: number; readonly height: number },
): RunLengthMask {
  const { width, height } = size;
  const bitmap = mask === null ? new Uint8Array(width * height) : decodeMask(mask).bitmap;
  const value = mode === 'paint' ? 1 : 0;
  for (const [at, to] of path.entries()) {
    const from = path[Math.max(0, at - 1)] ?? to;
    const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - radius));
    const right = Math.min(width - 1, Math.ceil(Math.max(from.x, to.x) + radius));
    const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - radius));
    const bottom = Math.min(height - 1, Math.ceil(Math.max(from.y, to.y) + radius));
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) {
        if (distanceToSegment(x + 0.5, y + 0.5, from, to) <= radius) bitmap[y * width + x] = value;
      }
    }
  }
  return encodeMask(bitmap, width, height);
}

function distanceToSegment(x: number, y: number, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length));
  return Math.hypot(x - from.x - along * dx, y - from.y - along * dy);
}

/** The pixels of either mask, of the same size. */
export function united(one: RunLengthMask, other: RunLengthMask): RunLengthMask {
  const first = decodeMask(one);
  const second = decodeMask(other);
  const { width, height } = first;
  return encodeMask(
    first.bitmap.map((pixel, at) => pixel | (second.bitmap[at] ?? 0)),
    width,
    height,
  );
}
