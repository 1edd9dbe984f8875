import { mean, pairedDifferences, sampleVariance } from './moments.ts';

/**
 * Cohen's d of paired differences a - b: their mean over their standard deviation (d_z). Null with under 2 pairs or where
 * the differences do not vary. Source: Cohen 1988, 2.3.5.
 */
export function cohensDPaired(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const differences = pairedDifferences(a, b);
  if (differences.length < 2) return null;
  const variance = sampleVariance(differences);
  return variance === 0 ? null : mean(differences) / Math.sqrt(variance);
}

/**
 * Cohen's h of two proportions: 2 arcsin sqrt(first) - 2 arcsin sqrt(second), so that a step near 0 or 1 counts for more.
 * 0.2 is small, 0.5 medium, 0.8 large. Source: Cohen 1988, 6.2.
 */
export function cohensH(first: number, second: number): number {
  for (const share of [first, second]) {
    if (!(share >= 0 && share <= 1))
      throw new RangeError(`a proportion lies between 0 and 1, not at ${share}`);
  }
  return 2 * Math.asin(Math.sqrt(first)) - 2 * Math.asin(Math.sqrt(second));
}

/**
 * The rank-biserial correlation of two independent lists: the share of pairs in which the value of `a` is greater less the
 * share in which it is less. Null where a list is empty. Source: Kerby 2014; for pairs see `wilcoxonSignedRank`.
 */
export function rankBiserial(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  if (a.length === 0 || b.length === 0) return null;
  const sorted = Float64Array.from(b).sort();
  let balance = 0;
  for (let i = 0; i < a.length; i++) {
    const value = a[i] ?? 0;
    balance += countBelow(sorted, value, false) - (sorted.length - countBelow(sorted, value, true));
  }
  return balance / (a.length * b.length);
}

/** How many of the sorted values are below `value`, or, where asked, at most `value`. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle] ?? 0;
    if (at < value || (orEqual && at === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
