/** What happened to an image on its way to a model, and the way back for what the model found. */
import type { Box } from '../dataset/truth.ts';
import type { Size } from './boxes.ts';
import type { Bitmap } from './rle.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** On each axis `seen = source * scale + offset`; coordinates are of pixel edges, so that 0 stays 0 when an image is resized. */
export interface PixelTransform {
  readonly source: Size;
  readonly seen: Size;
  readonly scale: Point;
  readonly offset: Point;
}

/** The whole image, drawn at another size. */
export function resized(source: Size, seen: Size): PixelTransform {
  requireSize(source);
  requireSize(seen);
  return {
    source,
    seen,
    scale: { x: seen.width / source.width, y: seen.height / source.height },
    offset: { x: 0, y: 0 },
  };
}

/** A window of the image, not resized. Throws RangeError where the window has no extent. */
export function cropped(source: Size, window: Box): PixelTransform {
  requireSize(source);
  const seen = { width: window.width, height: window.height };
  requireSize(seen);
  return { source, seen, scale: { x: 1, y: 1 }, offset: { x: 0 - window.x, y: 0 - window.y } };
}

/**
 * The image scaled to fit into `seen` with its proportions kept, the rest padded: `centre` puts half of the padding on either side,
 * `upper left` all of it right and below. The content's size is rounded to whole pixels, as it has to be drawn.
 */
export function letterboxed(
  source: Size,
  seen: Size,
  place: 'centre' | 'upper left' = 'centre',
): PixelTransform {
  requireSize(source);
  requireSize(seen);
  const ratio = Math.min(seen.width / source.width, seen.height / source.height);
  const width = Math.max(1, Math.round(source.width * ratio));
  const height = Math.max(1, Math.round(source.height * ratio));
  return {
    source,
    seen,
    scale: { x: width / source.width, y: height / source.height },
    offset:
      place === 'centre'
        ? { x: Math.floor((seen.width - width) / 2), y: Math.floor((seen.height - height) / 2) }
        : { x: 0, y: 0 },
  };
}

/** Both, one after the other. Throws RangeError where the second does not start from what the first gives. */
export function followedBy(first: PixelTransform, second: PixelTransform): PixelTransform {
  const { seen } = first;
  const { source } = second;
  if (seen.width !== source.width || seen.height !== source.height) {
    throw new RangeError(
      `The second step starts from ${source.width} x ${source.height} pixels, but the first ends at ${seen.width} x ${seen.height}.`,
    );
  }
  return {
    source: first.source,
    seen: second.seen,
    scale: { x: first.scale.x * second.scale.x, y: first.scale.y * second.scale.y },
    offset: {
      x: first.offset.x * second.scale.x + second.offset.x,
      y: first.offset.y * second.scale.y + second.offset.y,
    },
  };
}

export function pointToSeen({ x, y }: Point, { scale, offset }: PixelTransform): Point {
  return { x: x * scale.x + offset.x, y: y * scale.y + offset.y };
}

export function pointToSource({ x, y }: Point, { scale, offset }: PixelTransform): Point {
  return { x: (x - offset.x) / scale.x, y: (y - offset.y) / scale.y };
}

export function boxToSeen(box: Box, transform: PixelTransform): Box {
  const { scale } = transform;
  return { ...pointToSeen(box, transform), width: box.width * scale.x, height: box.height * scale.y };
}

export function boxToSource(box: Box, transform: PixelTransform): Box {
  const { scale } = transform;
  return { ...pointToSource(box, transform), width: box.width / scale.x, height: box.height / scale.y };
}

/**
 * A mask that a model drew on what it saw, in source pixels: each source pixel takes the value at its centre (nearest neighbour), and
 * background where the model did not see it. Throws RangeError where the mask has another size than what was seen.
 */
export function bitmapToSource({ bitmap, width, height }: Bitmap, transform: PixelTransform): Bitmap {
  const { source, seen } = transform;
  if (width !== seen.width || height !== seen.height) {
    throw new RangeError(
      `The mask is ${width} x ${height}, but the model saw ${seen.width} x ${seen.height} pixels.`,
    );
  }
  const found = new Uint8Array(source.width * source.height);
  const columns = nearest(source.width, transform.scale.x, transform.offset.x, width);
  const rows = nearest(source.height, transform.scale.y, transform.offset.y, height);
  let at = 0;
  for (const row of rows) {
    for (const column of columns) {
      if (row >= 0 && column >= 0) found[at] = bitmap[row * width + column] ?? 0;
      at += 1;
    }
  }
  return { bitmap: found, width: source.width, height: source.height };
}

/** For each source pixel of an axis the seen pixel that holds its centre; -1 where none does. */
function nearest(sourceLength: number, scale: number, offset: number, seenLength: number): Int32Array {
  return Int32Array.from({ length: sourceLength }, (_, pixel) => {
    const seen = Math.floor((pixel + 0.5) * scale + offset);
    return seen >= 0 && seen < seenLength ? seen : -1;
  });
}

function requireSize({ width, height }: Size): void {
  if (!(width > 0 && height > 0 && Number.isFinite(width) && Number.isFinite(height))) {
    throw new RangeError(`An image must have a width and a height above 0, not ${width} x ${height}.`);
  }
}
