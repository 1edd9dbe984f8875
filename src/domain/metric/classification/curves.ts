import type { RankedScores } from './ranked-scores.ts';

/**
 * What a threshold gives, for each distinct score from the highest: cases that score at least so much, by their truth. From
 * it come the ROC and the precision-recall curve. No point is dropped.
 */
export interface ThresholdCounts {
  readonly thresholds: readonly number[];
  readonly truePositives: readonly number[];
  readonly falsePositives: readonly number[];
  readonly positives: number;
  readonly negatives: number;
}

export function thresholdCounts({ positive, endsTie, scores }: RankedScores): ThresholdCounts {
  const thresholds: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let positives = 0;
  for (let place = 0; place < positive.length; place++) {
    positives += positive[place] ?? 0;
    if (endsTie[place] !== 1) continue;
    thresholds.push(scores[place] ?? 0);
    truePositives.push(positives);
    falsePositives.push(place + 1 - positives);
  }
  return { thresholds, truePositives, falsePositives, positives, negatives: positive.length - positives };
}

/** A point of a curve; null where the share is undefined, for want of positive or negative cases. */
export interface CurvePoint {
  readonly x: number | null;
  readonly y: number | null;
  /** Cases that score at least so much are called positive; Infinity: none is. */
  readonly threshold: number;
}

/** x: false positive rate (1 - specificity), y: true positive rate (sensitivity); from (0, 0) to (1, 1). */
export function rocCurve(counts: ThresholdCounts): CurvePoint[] {
  const { thresholds, truePositives, falsePositives, positives, negatives } = counts;
  const at = (threshold: number, truePositive: number, falsePositive: number): CurvePoint => ({
    x: negatives === 0 ? null : falsePositive / negatives,
    y: positives === 0 ? null : truePositive / positives,
    threshold,
  });
  return [
    at(Infinity, 0, 0),
    ...thresholds.map((threshold, i) => at(threshold, truePositives[i] ?? 0, falsePositives[i] ?? 0)),
  ];
}

/**
 * x: recall, y: precision; from the lowest threshold (recall 1) to the highest, and last recall 0 with precision 1, which
 * is no threshold but where the curve is drawn to.
 */
export function precisionRecallCurve(counts: ThresholdCounts): CurvePoint[] {
  const { thresholds, truePositives, falsePositives, positives } = counts;
  const points = thresholds.map((threshold, i): CurvePoint => {
    const right = truePositives[i] ?? 0;
    return {
      x: positives === 0 ? null : right / positives,
      y: right / (right + (falsePositives[i] ?? 0)),
      threshold,
    };
  });
  return [...points.reverse(), { x: 0, y: 1, threshold: Infinity }];
}
