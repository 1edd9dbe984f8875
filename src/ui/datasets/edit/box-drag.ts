import type { Box } from '../../../domain/dataset/truth.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Which corner of a box is held. */
export interface Corner {
  readonly right: boolean;
  readonly lower: boolean;
}

/** The box between two points, cut at the picture's edges, to a tenth of a pixel. */
export function spanned(one: Point, other: Point, { width, height }: Size): Box {
  const hold = (value: number, most: number) => Math.min(most, Math.max(0, tenth(value)));
  const left = hold(Math.min(one.x, other.x), width);
  const top = hold(Math.min(one.y, other.y), height);
  return {
    x: left,
    y: top,
    width: tenth(hold(Math.max(one.x, other.x), width) - left),
    height: tenth(hold(Math.max(one.y, other.y), height) - top),
  };
}

/** The corner within `reach` source pixels of a point, or null. */
export function cornerAt(box: Box, at: Point, reach: number): Corner | null {
  for (const right of [false, true]) {
    for (const lower of [false, true]) {
      const dx = at.x - (box.x + (right ? box.width : 0));
      const dy = at.y - (box.y + (lower ? box.height : 0));
      if (Math.hypot(dx, dy) <= reach) return { right, lower };
    }
  }
  return null;
}

/** The box as dragging makes it: by a corner resized, else moved whole, and never out of the picture. */
export function draggedBox(box: Box, corner: Corner | null, from: Point, to: Point, size: Size): Box {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (corner === null) {
    return {
      x: tenth(Math.min(size.width - box.width, Math.max(0, box.x + dx))),
      y: tenth(Math.min(size.height - box.height, Math.max(0, box.y + dy))),
      width: box.width,
      height: box.height,
    };
  }
  const fixed = { x: box.x + (corner.right ? 0 : box.width), y: box.y + (corner.lower ? 0 : box.height) };
  const held = {
    x: box.x + (corner.right ? box.width : 0) + dx,
    y: box.y + (corner.lower ? box.height : 0) + dy,
  };
  return spanned(fixed, held, size);
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
