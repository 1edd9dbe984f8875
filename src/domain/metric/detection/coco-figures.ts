/**
 * Precision and recall out of COCO's matching, as `accumulate` and `summarize` of cocodataset/cocoapi
 * `PythonAPI/pycocotools/cocoeval.py` make them.
 */
import type { LabelMatches } from './coco-matching.ts';
import { iouThresholds, linspace, sizeClasses } from './coco-matching.ts';

/** 0 to 1 in steps of 0.01, with the rounding of numpy's linspace. */
const recallThresholds: readonly number[] = linspace(0, 1, 101);

export const cocoFigureNames = [
  'ap',
  'ap50',
  'ap75',
  'apSmall',
  'apMedium',
  'apLarge',
  'ar1',
  'ar10',
  'ar100',
  'arSmall',
  'arMedium',
  'arLarge',
] as const;
export type CocoFigureName = (typeof cocoFigureNames)[number];

/** The twelve figures; null where no label has a box to be found (COCO writes -1). */
export type CocoFigures = Readonly<Record<CocoFigureName, number | null>>;

/**
 * @param counts how often each image counts, for resampling; default: once.
 */
export function cocoFigures(matches: readonly LabelMatches[], counts?: Uint32Array): CocoFigures {
  const byLabel = matches.map((label) => labelFigures(label, counts));
  const mean = (name: CocoFigureName) => {
    const defined = byLabel.flatMap((figures) => figures[name] ?? []);
    return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
  };
  return figuresBy(mean);
}

/** The twelve figures of one label: their means over labels are the figures of the whole. */
export function labelFigures(matches: LabelMatches, counts?: Uint32Array): CocoFigures {
  const bySize = sizeClasses.map((_, size) => thresholdFigures(matches, size, counts));
  const thresholds = [...iouThresholds.keys()];
  const precision = (size: number, chosen = thresholds) => meanOf(bySize[size]?.precision ?? null, chosen);
  const recall = (size: number) => meanOf(bySize[size]?.recall ?? null, thresholds);
  const recallAmong = (most: number) => meanOf(recallWithin(matches, most, counts), thresholds);
  return {
    ap: precision(0),
    ap50: precision(0, [iouThresholds.indexOf(0.5)]),
    ap75: precision(0, [iouThresholds.indexOf(0.75)]),
    apSmall: precision(1),
    apMedium: precision(2),
    apLarge: precision(3),
    ar1: recallAmong(1),
    ar10: recallAmong(10),
    ar100: recall(0),
    arSmall: recall(1),
    arMedium: recall(2),
    arLarge: recall(3),
  };
}

function figuresBy(of: (name: CocoFigureName) => number | null): CocoFigures {
  return {
    ap: of('ap'),
    ap50: of('ap50'),
    ap75: of('ap75'),
    apSmall: of('apSmall'),
    apMedium: of('apMedium'),
    apLarge: of('apLarge'),
    ar1: of('ar1'),
    ar10: of('ar10'),
    ar100: of('ar100'),
    arSmall: of('arSmall'),
    arMedium: of('arMedium'),
    arLarge: of('arLarge'),
  };
}

function meanOf(values: readonly number[] | null, chosen: readonly number[]): number | null {
  if (values === null) return null;
  return chosen.reduce((sum, t) => sum + (values[t] ?? 0), 0) / chosen.length;
}

/** By IoU threshold: precision, averaged over the recall thresholds, and the greatest recall. */
interface ThresholdFigures {
  readonly precision: readonly number[];
  readonly recall: readonly number[];
}

/** null where there is nothing to be found. */
function thresholdFigures(
  matches: LabelMatches,
  size: number,
  counts: Uint32Array | undefined,
): ThresholdFigures | null {
  const truths = truthTotal(matches, size, counts);
  if (truths === 0) return null;
  const totals = iouThresholds.map((_, t) => totalsOf(matches, size, t, counts));
  return {
    precision: totals.map((total, t) => averagePrecision(matches, size, t, total, truths, counts)),
    recall: totals.map(({ right }) => right / truths),
  };
}

/** Recall at each IoU threshold when no more than `most` detections of an image are looked at; null where there is nothing to be found. */
function recallWithin(
  matches: LabelMatches,
  most: number,
  counts: Uint32Array | undefined,
): readonly number[] | null {
  const truths = truthTotal(matches, 0, counts);
  if (truths === 0) return null;
  return iouThresholds.map((_, t) => totalsOf(matches, 0, t, counts, most).right / truths);
}

/** How many boxes there are to be found. */
function truthTotal(
  { truthImages, truthCounts }: LabelMatches,
  size: number,
  counts: Uint32Array | undefined,
): number {
  const boxes = truthCounts[size];
  let total = 0;
  for (let i = 0; i < truthImages.length; i += 1) {
    total += (boxes?.[i] ?? 0) * (counts ? (counts[truthImages[i] ?? 0] ?? 0) : 1);
  }
  return total;
}

interface Totals {
  readonly right: number;
  readonly wrong: number;
}

function totalsOf(
  { detections, imageOf, rankOf, right, wrong }: LabelMatches,
  size: number,
  t: number,
  counts: Uint32Array | undefined,
  most = Infinity,
): Totals {
  const rightBits = right[size] ?? noBits;
  const wrongBits = wrong[size] ?? noBits;
  let rightTotal = 0;
  let wrongTotal = 0;
  for (let i = 0; i < detections; i += 1) {
    if ((rankOf[i] ?? 0) >= most) continue;
    const weight = counts ? (counts[imageOf[i] ?? 0] ?? 0) : 1;
    rightTotal += weight * (((rightBits[i] ?? 0) >> t) & 1);
    wrongTotal += weight * (((wrongBits[i] ?? 0) >> t) & 1);
  }
  return { right: rightTotal, wrong: wrongTotal };
}

const noBits = new Uint16Array(0);

/**
 * Mean over the recall thresholds of the greatest precision at that recall or beyond; 0 where the recall is never reached. One walk from
 * the last detection to the first: the running maximum is the envelope, and precision can only peak at a right detection.
 */
function averagePrecision(
  { detections, imageOf, right, wrong }: LabelMatches,
  size: number,
  t: number,
  totals: Totals,
  truths: number,
  counts: Uint32Array | undefined,
): number {
  const rightBits = right[size] ?? noBits;
  const wrongBits = wrong[size] ?? noBits;
  let rightSoFar = totals.right;
  let wrongSoFar = totals.wrong;
  let envelope = 0;
  let sum = 0;
  let threshold = recallThresholds.findLastIndex((value) => value <= rightSoFar / truths);
  for (let i = detections - 1; i >= 0; i -= 1) {
    const weight = counts ? (counts[imageOf[i] ?? 0] ?? 0) : 1;
    if (weight === 0) continue;
    if ((((wrongBits[i] ?? 0) >> t) & 1) === 1) {
      wrongSoFar -= weight;
    } else if ((((rightBits[i] ?? 0) >> t) & 1) === 1) {
      // numpy.spacing(1) keeps the original from dividing by 0; it also lowers a precision of 1 out of 1 by 2e-16.
      envelope = Math.max(envelope, rightSoFar / (wrongSoFar + rightSoFar + Number.EPSILON));
      rightSoFar -= weight;
      const recallBefore = rightSoFar / truths;
      while (threshold >= 0 && (recallThresholds[threshold] ?? 0) > recallBefore) {
        sum += envelope;
        threshold -= 1;
      }
    }
  }
  // What is left is the threshold 0: the first detection reaches it, right or wrong.
  return (sum + (threshold + 1) * envelope) / recallThresholds.length;
}
