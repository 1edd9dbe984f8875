/**
 * Precision and recall out of COCO's matching, as `accumulate` and `summarize` of cocodataset/cocoapi
 * `PythonAPI/pycocotools/cocoeval.py` make them.
 */
import type { DetectionLimit, LabelMatches } from './coco-matching.ts';
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
 * The figures over all labels: means over those that have something to be found.
 *
 * @param counts how often each image counts, for resampling; default: once.
 */
export function cocoFigures(matches: readonly LabelMatches[], counts?: Uint32Array): CocoFigures {
  return meanFigures(matches.map((label) => labelFigures(label, counts)));
}

export function meanFigures(byLabel: readonly CocoFigures[]): CocoFigures {
  const mean = (name: CocoFigureName) => {
    let sum = 0;
    let defined = 0;
    for (const figures of byLabel) {
      const value = figures[name];
      if (value === null) continue;
      sum += value;
      defined += 1;
    }
    return defined === 0 ? null : sum / defined;
  };
  return {
    ap: mean('ap'),
    ap50: mean('ap50'),
    ap75: mean('ap75'),
    apSmall: mean('apSmall'),
    apMedium: mean('apMedium'),
    apLarge: mean('apLarge'),
    ar1: mean('ar1'),
    ar10: mean('ar10'),
    ar100: mean('ar100'),
    arSmall: mean('arSmall'),
    arMedium: mean('arMedium'),
    arLarge: mean('arLarge'),
  };
}

/** The twelve figures of one label. */
export function labelFigures(matches: LabelMatches, counts?: Uint32Array): CocoFigures {
  const [all, small, medium, large] = sizeClasses.map((_, size) => sizeClassFigures(matches, size, counts));
  return {
    ap: all ? mean(all.precision) : null,
    ap50: all?.precision[iouThresholds.indexOf(0.5)] ?? null,
    ap75: all?.precision[iouThresholds.indexOf(0.75)] ?? null,
    apSmall: small ? mean(small.precision) : null,
    apMedium: medium ? mean(medium.precision) : null,
    apLarge: large ? mean(large.precision) : null,
    ar1: recallWithin(matches, 1, counts),
    ar10: recallWithin(matches, 10, counts),
    ar100: all ? mean(all.recall) : null,
    arSmall: small ? mean(small.recall) : null,
    arMedium: medium ? mean(medium.recall) : null,
    arLarge: large ? mean(large.recall) : null,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** By IoU threshold: precision, averaged over the recall thresholds, and the greatest recall. */
interface SizeClassFigures {
  readonly precision: readonly number[];
  readonly recall: readonly number[];
}

/** null where there is nothing to be found. */
function sizeClassFigures(
  matches: LabelMatches,
  size: number,
  counts: Uint32Array | undefined,
): SizeClassFigures | null {
  const truths = truthTotal(matches, size, counts);
  if (truths === 0) return null;
  const precision: number[] = [];
  const recall: number[] = [];
  for (const judged of matches.judged[size] ?? []) {
    const totals = totalsOf(judged, counts);
    recall.push(totals.right / truths);
    precision.push(averagePrecision(judged, totals, truths, counts));
  }
  return { precision, recall };
}

/** Recall, averaged over the IoU thresholds, when only so many detections of an image are looked at; null where there is nothing to be found. */
function recallWithin(
  matches: LabelMatches,
  limit: DetectionLimit,
  counts: Uint32Array | undefined,
): number | null {
  const truths = truthTotal(matches, 0, counts);
  if (truths === 0) return null;
  const lists = matches.rightWithin.get(limit) ?? [];
  return mean(lists.map((images) => sumOfWeights(images, counts) / truths));
}

function sumOfWeights(images: Int32Array, counts: Uint32Array | undefined): number {
  if (!counts) return images.length;
  let sum = 0;
  for (const image of images) sum += counts[image] ?? 0;
  return sum;
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

function totalsOf(judged: Int32Array, counts: Uint32Array | undefined): Totals {
  let right = 0;
  let wrong = 0;
  for (let i = 0; i < judged.length; i += 1) {
    const detection = judged[i] ?? 0;
    const weight = counts ? (counts[detection >> 1] ?? 0) : 1;
    if ((detection & 1) === 1) right += weight;
    else wrong += weight;
  }
  return { right, wrong };
}

/**
 * Mean over the recall thresholds of the greatest precision at that recall or beyond; 0 where the recall is never reached. One walk from
 * the last detection to the first: the running maximum is the envelope, and precision can only peak at a right detection.
 */
function averagePrecision(
  judged: Int32Array,
  totals: Totals,
  truths: number,
  counts: Uint32Array | undefined,
): number {
  let { right, wrong } = totals;
  let envelope = 0;
  let sum = 0;
  let reached = thresholdsReached(right / truths);
  for (let i = judged.length - 1; i >= 0 && right > 0; i -= 1) {
    const detection = judged[i] ?? 0;
    const weight = counts ? (counts[detection >> 1] ?? 0) : 1;
    if ((detection & 1) === 0) {
      wrong -= weight;
    } else if (weight > 0) {
      // numpy.spacing(1) keeps the original from dividing by 0; it also lowers a precision of 1 out of 1 by 2e-16.
      envelope = Math.max(envelope, right / (wrong + right + Number.EPSILON));
      right -= weight;
      const before = thresholdsReached(right / truths);
      sum += (reached - before) * envelope;
      reached = before;
    }
  }
  // What is left is the threshold 0: the first detection reaches it, right or wrong.
  return (sum + reached * envelope) / recallThresholds.length;
}

/** How many of the recall thresholds are at most this recall. */
function thresholdsReached(recall: number): number {
  let count = Math.floor(recall * 100) + 1;
  // A product rounded up or down may be one threshold off.
  if (count > 0 && (recallThresholds[count - 1] ?? Infinity) > recall) count -= 1;
  else if ((recallThresholds[count] ?? Infinity) <= recall) count += 1;
  return count;
}
