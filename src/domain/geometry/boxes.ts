import type { Box } from '../dataset/truth.ts';
import type { BoxConvention } from '../task/task.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type FourNumbers = readonly [number, number, number, number];

/** In square pixels; 0 for a box without extent. */
export function boxArea({ width, height }: Box): number {
  return width > 0 && height > 0 ? width * height : 0;
}

/** Area that two boxes share. Edges that merely touch share none. */
export function boxIntersection(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  if (width <= 0) return 0;
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return height <= 0 ? 0 : width * height;
}

/**
 * Intersection over union, 0 to 1: 0 where the boxes do not overlap, as a box without extent never does. Computed as `bbIou` of
 * cocodataset/cocoapi `common/maskApi.c`: coordinates are edges, not pixel numbers, so a box's width is right minus left.
 */
export function boxIou(a: Box, b: Box): number {
  const intersection = boxIntersection(a, b);
  if (intersection === 0) return 0;
  return intersection / (a.width * a.height + b.width * b.height - intersection);
}

/** Share of `detection` that lies in the crowd region: what stands for IoU where COCO marks a truth as a crowd. */
export function boxShareIn(detection: Box, crowd: Box): number {
  const intersection = boxIntersection(detection, crowd);
  return intersection === 0 ? 0 : intersection / (detection.width * detection.height);
}

/**
 * Generalised IoU, -1 to 1: IoU less the share of the smallest enclosing box that neither covers, so that boxes apart are told by how far.
 * null where the enclosing box has no area. Source: Rezatofighi et al. 2019, "Generalized Intersection over Union".
 */
export function boxGiou(a: Box, b: Box): number | null {
  const width = Math.max(a.x + a.width, b.x + b.width) - Math.min(a.x, b.x);
  const height = Math.max(a.y + a.height, b.y + b.height) - Math.min(a.y, b.y);
  const enclosing = width * height;
  if (!(enclosing > 0)) return null;
  const union = boxArea(a) + boxArea(b) - boxIntersection(a, b);
  return boxIou(a, b) - (enclosing - union) / enclosing;
}

/** The part of a box inside the image; null where nothing of it is. */
export function clipBox(box: Box, image: Size): Box | null {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const width = Math.min(image.width, box.x + box.width) - x;
  const height = Math.min(image.height, box.y + box.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** Why a box encloses nothing, in words; null for a sound box. */
export function boxFault({ x, y, width, height }: Box): string | null {
  if (![x, y, width, height].every((value) => Number.isFinite(value)))
    return 'a coordinate is not a finite number';
  if (width < 0 || height < 0)
    return `its ${width < 0 ? 'right edge is left of its left edge' : 'lower edge is above its upper edge'}`;
  if (width === 0 || height === 0) return `it has no ${width === 0 ? 'width' : 'height'}`;
  return null;
}

export function boxCentre({ x, y, width, height }: Box): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

/**
 * A box in source pixels from four numbers as a model wrote them; it may be degenerate or lie outside the image (see `boxFault`, `clipBox`).
 *
 * @param seen size of the image as the model saw it, which `pixels-seen` counts in; the whole image, resized without cropping.
 */
export function boxFromConvention(
  numbers: FourNumbers,
  convention: BoxConvention,
  source: Size,
  seen: Size = source,
): Box {
  const unit = unitInSourcePixels(convention.unit, source, seen);
  const { x, y, width, height } = boxFromNumbers(numbers, convention.order);
  return { x: x * unit.width, y: y * unit.height, width: width * unit.width, height: height * unit.height };
}

/** Four numbers as a model of the given convention would write them: the inverse of `boxFromConvention`. */
export function boxToConvention(
  box: Box,
  convention: BoxConvention,
  source: Size,
  seen: Size = source,
): FourNumbers {
  const unit = unitInSourcePixels(convention.unit, source, seen);
  const x = box.x / unit.width;
  const y = box.y / unit.height;
  const width = box.width / unit.width;
  const height = box.height / unit.height;
  switch (convention.order) {
    case 'xyxy':
      return [x, y, x + width, y + height];
    case 'yxyx':
      return [y, x, y + height, x + width];
    case 'xywh':
      return [x, y, width, height];
    case 'cxcywh':
      return [x + width / 2, y + height / 2, width, height];
  }
}

function boxFromNumbers([a, b, c, d]: FourNumbers, order: BoxConvention['order']): Box {
  switch (order) {
    case 'xyxy':
      return { x: a, y: b, width: c - a, height: d - b };
    case 'yxyx':
      return { x: b, y: a, width: d - b, height: c - a };
    case 'xywh':
      return { x: a, y: b, width: c, height: d };
    case 'cxcywh':
      return { x: a - c / 2, y: b - d / 2, width: c, height: d };
  }
}

function unitInSourcePixels(unit: BoxConvention['unit'], source: Size, seen: Size): Size {
  switch (unit) {
    case 'fraction':
      return source;
    case 'per-cent':
      return { width: source.width / 100, height: source.height / 100 };
    case 'per-thousand':
      return { width: source.width / 1000, height: source.height / 1000 };
    case 'pixels-source':
      return { width: 1, height: 1 };
    case 'pixels-seen':
      return { width: source.width / seen.width, height: source.height / seen.height };
  }
}
