import type { DetectionCase, PredictedBox, TrueBox } from './detection-case.ts';
import { rankingScore } from './detection-case.ts';
import { boxIou } from '../../geometry/boxes.ts';
import type { MatchRule } from './matching.ts';
import { comparable, liesInCrowd, requireIouThreshold } from './matching.ts';

export interface FrocRule extends MatchRule {
  /** A further detection of a box that was already found: counted as a false positive, or not at all (as LUNA16 and CAMELYON16 do). */
  readonly duplicates: 'false positive' | 'not counted';
}

/** What holds when only detections of at least this confidence are kept. */
export interface FrocPoint {
  readonly threshold: number;
  readonly falsePositivesPerImage: number;
  readonly sensitivity: number;
}

/** Detections of all images in the order of their confidence; those set aside are left out. */
export interface RankedDetections {
  readonly scores: Float64Array;
  /** Position of each one's image among the cases. */
  readonly imageOf: Int32Array;
  /** 1 for right, 0 for wrong. */
  readonly right: Uint8Array;
  /** Of each image: boxes to be found. */
  readonly truthCounts: Int32Array;
}

/** LUNA16's seven operating points: Setio et al. 2017, Medical Image Analysis 42:1. */
export const usualRates: readonly number[] = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];

/** Matches each image greedily: detections by falling confidence, each to the free true box with which its IoU is greatest. */
export function rankDetections(cases: readonly DetectionCase[], rule: FrocRule): RankedDetections {
  requireIouThreshold(rule.iouThreshold);
  const all = cases.flatMap(({ truth, predicted }, image) =>
    judged(truth, predicted, rule).map(({ score, right }) => ({ score, right, image })),
  );
  all.sort((a, b) => b.score - a.score);
  return {
    scores: Float64Array.from(all, ({ score }) => score),
    imageOf: Int32Array.from(all, ({ image }) => image),
    right: Uint8Array.from(all, ({ right }) => Number(right)),
    truthCounts: Int32Array.from(cases, ({ truth }) => truth.filter(({ crowd }) => crowd !== true).length),
  };
}

interface Judged {
  readonly score: number;
  readonly right: boolean;
}

function judged(truth: readonly TrueBox[], predicted: readonly PredictedBox[], rule: FrocRule): Judged[] {
  const found = new Set<number>();
  const ranked = predicted.toSorted((a, b) => rankingScore(b) - rankingScore(a));
  return ranked.flatMap((box): Judged[] => {
    const score = rankingScore(box);
    const hits = [...truth.entries()]
      .filter(([, trueBox]) => trueBox.crowd !== true && comparable(trueBox, box, rule))
      .map(([index, trueBox]) => ({ index, iou: boxIou(trueBox, box) }))
      .filter(({ iou }) => iou >= rule.iouThreshold);
    const [best] = hits.filter(({ index }) => !found.has(index)).sort((a, b) => b.iou - a.iou);
    if (best) {
      found.add(best.index);
      return [{ score, right: true }];
    }
    const duplicate = hits.length > 0;
    const aside =
      (duplicate && rule.duplicates === 'not counted') || truth.some((t) => liesInCrowd(t, box, rule));
    return aside ? [] : [{ score, right: false }];
  });
}

/**
 * The free-response curve, from the strictest threshold to none: one point for each confidence that occurs. null where nothing is to be
 * found, or there is no image.
 *
 * @param counts how often each image counts, for resampling; default: once.
 */
export function frocPoints(detections: RankedDetections, counts?: Uint32Array): FrocPoint[] | null {
  const { scores, imageOf, right, truthCounts } = detections;
  let images = 0;
  let truths = 0;
  truthCounts.forEach((boxes, image) => {
    const weight = counts ? (counts[image] ?? 0) : 1;
    images += weight;
    truths += weight * boxes;
  });
  if (truths === 0) return null;
  const points: FrocPoint[] = [];
  let found = 0;
  let wrong = 0;
  for (let i = 0; i < scores.length; i += 1) {
    const weight = counts ? (counts[imageOf[i] ?? 0] ?? 0) : 1;
    if (right[i] === 1) found += weight;
    else wrong += weight;
    const threshold = scores[i] ?? 0;
    // Detections of one confidence are kept or left together.
    if (threshold === scores[i + 1]) continue;
    points.push({ threshold, falsePositivesPerImage: wrong / images, sensitivity: found / truths });
  }
  return points;
}

/**
 * The curve's sensitivity at a number of false positives per image: linear between points, and from (0, 0) to the first; beyond the last
 * point the last sensitivity, since a model cannot be asked for more. Where points stand above one another, the highest.
 */
export function sensitivityAt(points: readonly FrocPoint[], falsePositivesPerImage: number): number {
  let before = { falsePositivesPerImage: 0, sensitivity: 0 };
  for (const point of points) {
    if (point.falsePositivesPerImage > falsePositivesPerImage) {
      const share =
        (falsePositivesPerImage - before.falsePositivesPerImage) /
        (point.falsePositivesPerImage - before.falsePositivesPerImage);
      return before.sensitivity + share * (point.sensitivity - before.sensitivity);
    }
    before = point;
  }
  return before.sensitivity;
}

/** The mean of the sensitivities at the given rates. */
export function meanSensitivity(points: readonly FrocPoint[], rates: readonly number[] = usualRates): number {
  return rates.reduce((sum, rate) => sum + sensitivityAt(points, rate), 0) / rates.length;
}
