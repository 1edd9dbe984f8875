import type { CaseWeights } from '../measure.ts';
import type { RankedScores } from './ranked-scores.ts';

/**
 * Area under the ROC curve: the chance that a positive case scores higher than a negative one, ties counting half. Null
 * where all cases are positive or all negative.
 *
 * @param weights how often each case counts, in the order in which cases were given; by default once.
 */
export function auroc(ranked: RankedScores, weights?: Uint32Array): number | null {
  return ranked.hasTies || weights === undefined ? withTies(ranked, weights) : withoutTies(ranked, weights);
}

/** The shorter way of the bootstrap: each negative case is below the positives that came before it. */
function withoutTies({ order, positive }: RankedScores, weights: Uint32Array): number | null {
  let cases = 0;
  let positives = 0;
  let above = 0;
  for (let place = 0; place < order.length; place++) {
    const weight = weights[order[place] ?? 0] ?? 0;
    const own = weight * (positive[place] ?? 0);
    cases += weight;
    positives += own;
    above += (weight - own) * positives;
  }
  const negatives = cases - positives;
  return positives === 0 || negatives === 0 ? null : above / (positives * negatives);
}

function withTies({ order, positive, endsTie }: RankedScores, weights: CaseWeights): number | null {
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
  const cases = new Float64Array(classes.length);
  for (let i = 0; i < truth.length; i++) {
    const label = truth[i] ?? 0;
    cases[label] = (cases[label] ?? 0) + (weights === undefined ? 1 : (weights[i] ?? 0));
  }
  const won = classes.map((ranked, label) => pairsWon(truth, ranked, label, cases, weights));
  const areas: (number | null)[] = [];
  for (let a = 0; a < classes.length; a++) {
    for (let b = a + 1; b < classes.length; b++) {
      const pairs = (cases[a] ?? 0) * (cases[b] ?? 0);
      const both = (won[a]?.[b] ?? 0) + (won[b]?.[a] ?? 0);
      areas.push(pairs === 0 ? null : both / (2 * pairs));
    }
  }
  return areas;
}

/** For each other class the pairs in which the case of class `label` scores higher, ties counting half; in one pass. */
function pairsWon(
  truth: ArrayLike<number>,
  { order, endsTie }: RankedScores,
  label: number,
  cases: Float64Array,
  weights: Uint32Array | undefined,
): Float64Array {
  const won = new Float64Array(cases.length);
  const seen = new Float64Array(cases.length);
  const tied = new Float64Array(cases.length);
  for (let place = 0; place < order.length; place++) {
    const i = order[place] ?? 0;
    const of = truth[i] ?? 0;
    tied[of] = (tied[of] ?? 0) + (weights === undefined ? 1 : (weights[i] ?? 0));
    if (endsTie[place] !== 1) continue;
    const own = tied[label] ?? 0;
    for (let other = 0; other < cases.length; other++) {
      const level = tied[other] ?? 0;
      if (own > 0) {
        const below = (cases[other] ?? 0) - (seen[other] ?? 0) - level / 2;
        won[other] = (won[other] ?? 0) + own * below;
      }
      seen[other] = (seen[other] ?? 0) + level;
      tied[other] = 0;
    }
  }
  return won;
}
