import type { Interval } from '../metric/metric.ts';
import { normalQuantile, normalTwoSided } from './distributions/normal.ts';
import { mean, requireSameLength, sumOfProducts } from './moments.ts';
import { midranks } from './ranks.ts';
import { undefinedTest, type UndefinedTest } from './test-result.ts';

export interface DelongAuc {
  readonly kind: 'auc';
  readonly auc: number;
  readonly variance: number;
  /** Normal, clipped to [0, 1]. */
  readonly interval: Interval;
}

export interface DelongComparison {
  readonly kind: 'test';
  readonly first: DelongAuc;
  readonly second: DelongAuc;
  /** First less second. */
  readonly difference: number;
  readonly interval: Interval;
  readonly covariance: number;
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * The area under the ROC curve with DeLong's variance. Cases must be independent: where a patient has several, use the
 * bootstrap by group. Source: DeLong, DeLong, Clarke-Pearson 1988; by midranks as Sun and Xu 2014.
 *
 * @param truth is the case positive?; @param score the higher, the more positive.
 */
export function delongAuc(
  truth: ArrayLike<boolean>,
  score: ArrayLike<number>,
  level: number,
): DelongAuc | UndefinedTest {
  const components = componentsOf(truth, score);
  return 'kind' in components ? components : aucOf(components, level);
}

/** Do two scores of the same cases have the same area under the curve? Undefined where the curves do not differ at all. */
export function delongTest(
  truth: ArrayLike<boolean>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  level: number,
): DelongComparison | UndefinedTest {
  const a = componentsOf(truth, first);
  const b = componentsOf(truth, second);
  if ('kind' in a) return a;
  if ('kind' in b) return b;
  const [aucA, aucB] = [aucOf(a, level), aucOf(b, level)];
  const covariance = covarianceOf(a, b);
  const variance = aucA.variance + aucB.variance - 2 * covariance;
  const difference = aucA.auc - aucB.auc;
  // What is left of equal variances by rounding is no variance.
  if (variance <= 1e-15 * (aucA.variance + aucB.variance) || variance === 0) {
    return undefinedTest('the two scores rank the cases alike: their difference has no variance');
  }
  const error = Math.sqrt(variance);
  const z = difference / error;
  const half = normalQuantile((1 + level) / 2) * error;
  const interval = {
    low: Math.max(-1, difference - half),
    high: Math.min(1, difference + half),
    level,
    method: 'DeLong',
  };
  return {
    kind: 'test',
    first: aucA,
    second: aucB,
    difference,
    interval,
    covariance,
    z,
    p: normalTwoSided(z),
  };
}

/** For each positive, the share of negatives that it beats, and for each negative, the share of positives that beat it. */
interface Components {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

function componentsOf(truth: ArrayLike<boolean>, score: ArrayLike<number>): Components | UndefinedTest {
  requireSameLength(truth, score);
  const scores = Array.from(score);
  const positive = scores.filter((_, i) => truth[i] === true);
  const negative = scores.filter((_, i) => truth[i] !== true);
  if (positive.length < 2 || negative.length < 2) {
    return undefinedTest('it takes at least 2 positive and 2 negative cases');
  }
  const all = midranks([...positive, ...negative]).ranks;
  const amongPositive = midranks(positive).ranks;
  const amongNegative = midranks(negative).ranks;
  return {
    positives: amongPositive.map((rank, i) => ((all[i] ?? 0) - rank) / negative.length),
    negatives: amongNegative.map((rank, i) => 1 - ((all[positive.length + i] ?? 0) - rank) / positive.length),
  };
}

function aucOf(components: Components, level: number): DelongAuc {
  const auc = mean(components.positives);
  const variance = covarianceOf(components, components);
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  const interval = { low: Math.max(0, auc - half), high: Math.min(1, auc + half), level, method: 'DeLong' };
  return { kind: 'auc', auc, variance, interval };
}

function covarianceOf(a: Components, b: Components): number {
  const part = (x: Float64Array, y: Float64Array) => sumOfProducts(x, y) / (x.length - 1) / x.length;
  return part(a.positives, b.positives) + part(a.negatives, b.negatives);
}
