import type { RunLengthMask } from '../dataset/truth.ts';
import { decodeMask } from './rle.ts';
import type { Bitmap } from './rle.ts';

/**
 * The outline of a mask along its pixels' edges as the `d` of an SVG path in source pixels, holes included (both fill rules give the
 * mask back); empty for an empty mask. Pixels that touch only at a corner get loops of their own.
 *
 * @throws RangeError for a malformed mask.
 */
export function maskOutlinePath(mask: RunLengthMask): string {
  const bitmap = decodeMask(mask);
  const { width, height } = bitmap;
  const visited = new Uint8Array(width * height);
  const loops: string[] = [];
  for (let at = 0; at < visited.length; at += 1) {
    const x = at % width;
    const y = (at - x) / width;
    if (visited[at] === 0 && filled(bitmap, x, y) && !filled(bitmap, x, y - 1)) {
      loops.push(loopFrom(bitmap, x, y, visited));
    }
  }
  return loops.join('');
}

const right = 0;
const down = 1;
const left = 2;
const up = 3;
type Heading = typeof right | typeof down | typeof left | typeof up;

/**
 * Follows the outline that runs along the upper edge of pixel (x, y), foreground on the right hand, and marks every pixel along whose
 * upper edge it comes. Every loop, of a hole too, has such an edge: so starting from unmarked ones finds each loop once.
 */
function loopFrom(bitmap: Bitmap, startX: number, startY: number, visited: Uint8Array): string {
  let x = startX;
  let y = startY;
  let heading: Heading = right;
  // The start may lie amid a straight line: the path begins at the first corner and closes there.
  const corners: string[] = [];
  let firstCorner = '';
  do {
    if (heading === right) visited[y * bitmap.width + x] = 1;
    x += heading === right ? 1 : heading === left ? -1 : 0;
    y += heading === down ? 1 : heading === up ? -1 : 0;
    const next = turn(bitmap, x, y, heading);
    if (next !== heading) {
      if (firstCorner === '') firstCorner = `M${x} ${y}`;
      else corners.push(heading === right || heading === left ? `H${x}` : `V${y}`);
      heading = next;
    }
  } while (x !== startX || y !== startY || heading !== right);
  return `${firstCorner}${corners.join('')}Z`;
}

/** Right where the pixel ahead on the right hand is background, else left where the one ahead on the left is foreground. */
function turn(bitmap: Bitmap, x: number, y: number, heading: Heading): Heading {
  switch (heading) {
    case right:
      return !filled(bitmap, x, y) ? down : filled(bitmap, x, y - 1) ? up : right;
    case down:
      return !filled(bitmap, x - 1, y) ? left : filled(bitmap, x, y) ? right : down;
    case left:
      return !filled(bitmap, x - 1, y - 1) ? up : filled(bitmap, x - 1, y) ? down : left;
    case up:
      return !filled(bitmap, x, y - 1) ? right : filled(bitmap, x - 1, y - 1) ? left : up;
  }
}

function filled({ bitmap, width, height }: Bitmap, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height && bitmap[y * width + x] !== 0;
}
