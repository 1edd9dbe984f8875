import type { Box } from '../dataset/truth.ts';
import type { Bitmap } from './rle.ts';

/** A connected part of a mask. */
export interface Component {
  /** What its pixels hold in `Components.labels`, from 1. */
  readonly label: number;
  /** In pixels. */
  readonly area: number;
  /** The smallest box of whole pixels around it. */
  readonly box: Box;
}

export interface Components {
  /** Row-major: 0 for background, else the component's label. */
  readonly labels: Int32Array;
  /** In the order in which a row-by-row reading meets them, as scipy's `label` numbers them. */
  readonly components: readonly Component[];
}

/**
 * The connected parts of a mask.
 *
 * @param connectivity 4: pixels that share an edge are connected; 8: a corner suffices.
 */
export function componentsOf({ bitmap, width, height }: Bitmap, connectivity: 4 | 8): Components {
  const labels = new Int32Array(bitmap.length);
  const components: Component[] = [];
  const waiting = new Int32Array(bitmap.length);
  for (let first = 0; first < bitmap.length; first += 1) {
    if (bitmap[first] === 0 || labels[first] !== 0) continue;
    const label = components.length + 1;
    let area = 0;
    let left = width;
    let right = -1;
    let bottom = -1;
    let count = 1;
    waiting[0] = first;
    labels[first] = label;
    while (count > 0) {
      const at = waiting[(count -= 1)] ?? 0;
      const x = at % width;
      const y = (at - x) / width;
      area += 1;
      left = Math.min(left, x);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
          if (connectivity === 4 && nx !== x && ny !== y) continue;
          const neighbour = ny * width + nx;
          if (bitmap[neighbour] === 0 || labels[neighbour] !== 0) continue;
          labels[neighbour] = label;
          waiting[count] = neighbour;
          count += 1;
        }
      }
    }
    // Reading row by row, the first pixel met is in the top row.
    const top = Math.floor(first / width);
    components.push({
      label,
      area,
      box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 },
    });
  }
  return { labels, components };
}
