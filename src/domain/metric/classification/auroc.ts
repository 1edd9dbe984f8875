import type { RankedScores } from './ranked-scores.ts';

/**
 * Area under the ROC curve: the chance that a positive case scores higher than a negative one, ties counting half. Null
 * where all cases are positive or all negative.
 *
 * @param weights how often each case counts, in the order in which cases were given; by default once.
 */
export function auroc({ order, positive, endsTie }: RankedScores, weights?: Uint32Array): number | null {
  let positives = 0;
  let negatives = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  // Pairs in which the positive is above, twice.
  let above = 0;
  for (let place = 0; place < order.length; place++) {
    const weight = weights === undefined ? 1 : (weights[order[place] ?? 0] ?? 0);
    const own = weight * (positive[place] ?? 0);
    tiedPositives += own;
    tiedNegatives += weight - own;
    if (endsTie[place] === 1) {
      above += tiedNegatives * (2 * positives + tiedPositives);
      positives += tiedPositives;
      negatives += tiedNegatives;
      tiedPositives = 0;
      tiedNegatives = 0;
    }
  }
  return positives === 0 || negatives === 0 ? null : above / (2 * positives * negatives);
}

/**
 * Average precision: sum over thresholds of precision times the step in recall; no interpolation. Null where no case is
 * positive.
 *
 * @param weights as for `auroc`.
 */
export function averagePrecision(
  { order, positive, endsTie }: RankedScores,
  weights?: Uint32Array,
): number | null {
  let positives = 0;
  let cases = 0;
  let tiedPositives = 0;
  let sum = 0;
  for (let place = 0; place < order.length; place++) {
    const weight = weights === undefined ? 1 : (weights[order[place] ?? 0] ?? 0);
    cases += weight;
    tiedPositives += weight * (positive[place] ?? 0);
    if (endsTie[place] === 1 && tiedPositives > 0) {
      positives += tiedPositives;
      sum += tiedPositives * (positives / cases);
      tiedPositives = 0;
    }
  }
  return positives === 0 ? null : sum / positives;
}

/** A choice of the positives for each of several classes, one score each: as `rankScores` gives it. */
export type RankedClasses = readonly RankedScores[];

/** The areas of every class against the rest; null where undefined. */
export function oneVersusRest(classes: RankedClasses, weights?: Uint32Array): (number | null)[] {
  return classes.map((ranked) => auroc(ranked, weights));
}

/**
 * The areas of every two classes against each other, the mean of both directions; null where one has no cases. Source:
 * Hand and Till 2001, Machine Learning 45:171.
 *
 * @param truth class of each case; @param classes cases ranked by the score of each class.
 */
export function oneVersusOne(
  truth: ArrayLike<number>,
  classes: RankedClasses,
  weights?: Uint32Array,
): (number | null)[] {
  const areas: (number | null)[] = [];
  for (let a = 0; a < classes.length; a++) {
    for (let b = a + 1; b < classes.length; b++) {
      const forward = pairArea(truth, classes[a], a, b, weights);
      const backward = pairArea(truth, classes[b], b, a, weights);
      areas.push(forward === null || backward === null ? null : (forward + backward) / 2);
    }
  }
  return areas;
}

/** `auroc` of `positiveClass` against `negativeClass` alone. */
function pairArea(
  truth: ArrayLike<number>,
  ranked: RankedScores | undefined,
  positiveClass: number,
  negativeClass: number,
  weights: Uint32Array | undefined,
): number | null {
  if (ranked === undefined) return null;
  const pair = new Uint32Array(ranked.order.length);
  for (let i = 0; i < pair.length; i++) {
    if (truth[i] === positiveClass || truth[i] === negativeClass) pair[i] = weights?.[i] ?? 1;
  }
  return auroc(ranked, pair);
}
