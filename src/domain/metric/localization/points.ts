import type { LabelledBox, LabelledMask, LabelledPoint } from '../../dataset/truth.ts';
import type { Size } from '../../geometry/boxes.ts';
import { decodeMask } from '../../geometry/rle.ts';
import type { Point } from '../../geometry/transforms.ts';
import type { LocatedTarget, PointDistance } from './located-target.ts';

/** A point that a model gave, in source pixels. */
export interface AnsweredPoint extends Point {
  readonly label: string;
}

export interface PointFrame {
  /** Of the image, in pixels. */
  readonly size: Size;
  /** Millimetres a pixel, where known. */
  readonly pixelSpacing?: readonly [row: number, column: number] | undefined;
}

export interface PointRule {
  /** Radius of a hit where the data set gives none, as a share of the image's diagonal. */
  readonly toleranceOfDiagonal: number;
  /** The distance of a point that the model did not give: none, or the image's diagonal, so that no answer counts as far off. */
  readonly distanceOfMissing: 'image diagonal' | null;
}

export const usualPointRule: PointRule = { toleranceOfDiagonal: 0.05, distanceOfMissing: null };

/**
 * Each true point with the answered point of its label: nearest pairs first, one answer to one point. A hit is an answer within the tolerance,
 * bound included.
 */
export function locatePoints(
  truth: readonly LabelledPoint[],
  answered: readonly AnsweredPoint[],
  frame: PointFrame,
  rule: PointRule = usualPointRule,
): LocatedTarget[] {
  const assigned = nearestPairs(truth, answered);
  const diagonal = Math.hypot(frame.size.width, frame.size.height);
  return truth.map((target, t) => {
    const answer = assigned.get(t);
    const distance = answer ? distanceBetween(target, answer, frame) : null;
    const tolerance = target.toleranceRadius ?? rule.toleranceOfDiagonal * diagonal;
    return {
      label: target.label,
      hit: distance !== null && distance.pixels <= tolerance,
      distance: distance ?? (rule.distanceOfMissing === null ? null : farOff(frame)),
      sideAgrees: null,
      sideSwapped: null,
    };
  });
}

/**
 * Where the truth is an area: for each label, does the first answered point of it lie in one of its boxes (edges included) or masks? There is
 * no distance.
 */
export function locateAreas(
  truth: { readonly boxes?: readonly LabelledBox[]; readonly masks?: readonly LabelledMask[] },
  answered: readonly AnsweredPoint[],
): LocatedTarget[] {
  const { boxes = [], masks = [] } = truth;
  const labels = new Set([...boxes, ...masks].map(({ label }) => label));
  return [...labels].map((label) => {
    const point = answered.find((one) => one.label === label);
    const hit =
      point !== undefined &&
      (boxes.some((box) => box.label === label && boxHolds(box, point)) ||
        masks.some((mask) => mask.label === label && maskHolds(mask, point)));
    return { label, hit, distance: null, sideAgrees: null, sideSwapped: null };
  });
}

function nearestPairs(
  truth: readonly LabelledPoint[],
  answered: readonly AnsweredPoint[],
): ReadonlyMap<number, AnsweredPoint> {
  const pairs = truth.flatMap((target, t) =>
    answered
      .filter(({ label }) => label === target.label)
      .map((answer) => ({ t, answer, away: Math.hypot(answer.x - target.x, answer.y - target.y) })),
  );
  pairs.sort((a, b) => a.away - b.away);
  const assigned = new Map<number, AnsweredPoint>();
  const used = new Set<AnsweredPoint>();
  for (const { t, answer } of pairs) {
    if (assigned.has(t) || used.has(answer)) continue;
    assigned.set(t, answer);
    used.add(answer);
  }
  return assigned;
}

function distanceBetween(a: Point, b: Point, { size, pixelSpacing }: PointFrame): PointDistance {
  const pixels = Math.hypot(a.x - b.x, a.y - b.y);
  return {
    pixels,
    millimetres: pixelSpacing
      ? Math.hypot((a.x - b.x) * pixelSpacing[1], (a.y - b.y) * pixelSpacing[0])
      : null,
    ofDiagonal: pixels / Math.hypot(size.width, size.height),
  };
}

function farOff(frame: PointFrame): PointDistance {
  const { width, height } = frame.size;
  return distanceBetween({ x: 0, y: 0 }, { x: width, y: height }, frame);
}

function boxHolds({ x, y, width, height }: LabelledBox, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

function maskHolds({ mask }: LabelledMask, point: Point): boolean {
  const { bitmap, width, height } = decodeMask(mask);
  // A point on the image's right or lower edge belongs to the last pixel.
  const column = Math.min(width - 1, Math.floor(point.x));
  const row = Math.min(height - 1, Math.floor(point.y));
  return (
    column >= 0 && row >= 0 && point.x <= width && point.y <= height && bitmap[row * width + column] === 1
  );
}
