import type { PredictedBox, TrueBox } from './detection-case.ts';
import { boxGiou, boxIou, boxShareIn } from '../../geometry/boxes.ts';

export interface MatchRule {
  /** Least IoU at which a box counts as found, above 0 and at most 1. */
  readonly iouThreshold: number;
  /** `must agree`: only boxes of one label can match; `ignored`: any can, and the name given to what was found does not matter. */
  readonly labels: 'must agree' | 'ignored';
}

export interface BoxMatch {
  /** Positions in the lists that were given. */
  readonly truth: number;
  readonly predicted: number;
  readonly iou: number;
}

export interface BoxMatching {
  /** Right: true positives. */
  readonly matches: readonly BoxMatch[];
  /** Positions of true boxes that were not found: false negatives. */
  readonly missed: readonly number[];
  /** Positions of predictions that match nothing: false positives. A prediction that lies in a crowd region is not one. */
  readonly invented: readonly number[];
}

/**
 * Greedy one-to-one matching by overlap: the pair with the greatest IoU first, then the next of those still free. It needs no confidence and
 * does not depend on the order of the boxes, but for exact ties, where the one listed first goes first.
 *
 * @throws RangeError for a threshold that is not above 0 and at most 1.
 */
export function matchBoxes(
  truth: readonly TrueBox[],
  predicted: readonly PredictedBox[],
  rule: MatchRule,
): BoxMatching {
  requireIouThreshold(rule.iouThreshold);
  const pairs: BoxMatch[] = [];
  truth.forEach((trueBox, t) => {
    if (trueBox.crowd === true) return;
    predicted.forEach((box, p) => {
      if (!comparable(trueBox, box, rule)) return;
      const iou = boxIou(trueBox, box);
      if (iou >= rule.iouThreshold) pairs.push({ truth: t, predicted: p, iou });
    });
  });
  pairs.sort((a, b) => b.iou - a.iou || a.truth - b.truth || a.predicted - b.predicted);
  const found = new Set<number>();
  const used = new Set<number>();
  const matches = pairs.filter((pair) => {
    if (found.has(pair.truth) || used.has(pair.predicted)) return false;
    found.add(pair.truth);
    used.add(pair.predicted);
    return true;
  });
  return {
    matches,
    missed: [...truth.keys()].filter((t) => truth[t]?.crowd !== true && !found.has(t)),
    invented: [...predicted.keys()].filter(
      (p) => !used.has(p) && !truth.some((box) => liesInCrowd(box, predicted[p], rule)),
    ),
  };
}

/**
 * Of each true box, crowds left out: the greatest IoU and GIoU with any prediction that it may be compared with; 0 and -1, their least
 * values, where there is none. No threshold, and one prediction may be the best for several.
 */
export function bestOverlaps(
  truth: readonly TrueBox[],
  predicted: readonly PredictedBox[],
  rule: Pick<MatchRule, 'labels'>,
): readonly { readonly iou: number; readonly giou: number }[] {
  return truth
    .filter(({ crowd }) => crowd !== true)
    .map((trueBox) => {
      const candidates = predicted.filter((box) => comparable(trueBox, box, rule));
      return {
        iou: Math.max(0, ...candidates.map((box) => boxIou(trueBox, box))),
        giou: Math.max(-1, ...candidates.map((box) => boxGiou(trueBox, box) ?? -1)),
      };
    });
}

export function requireIouThreshold(threshold: number): void {
  if (!(threshold > 0 && threshold <= 1)) {
    throw new RangeError(`An IoU threshold must be above 0 and at most 1, not ${threshold}.`);
  }
}

export function comparable(a: TrueBox, b: PredictedBox, rule: Pick<MatchRule, 'labels'>): boolean {
  return rule.labels === 'ignored' || a.label === b.label;
}

export function liesInCrowd(truth: TrueBox, box: PredictedBox | undefined, rule: MatchRule): boolean {
  return (
    truth.crowd === true &&
    box !== undefined &&
    comparable(truth, box, rule) &&
    boxShareIn(box, truth) >= rule.iouThreshold
  );
}
