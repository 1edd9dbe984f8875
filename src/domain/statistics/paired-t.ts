import type { Interval } from '../metric/metric.ts';
import { studentTwoSided, studentTwoSidedQuantile } from './distributions/beta.ts';
import { mean, pairedDifferences, sampleVariance } from './moments.ts';
import { undefinedTest, type UndefinedTest } from './test-result.ts';

export interface PairedTTest {
  readonly kind: 'test';
  readonly t: number;
  readonly freedom: number;
  /** Two-sided. */
  readonly p: number;
  /** Mean of a - b. */
  readonly difference: number;
  readonly interval: Interval;
  /** Cohen's d of the differences: their mean over their standard deviation. */
  readonly cohensD: number;
}

/** Student's paired t test that the mean of a - b is 0. Undefined with under 2 pairs or where all differences are equal. */
export function pairedT(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  level: number,
): PairedTTest | UndefinedTest {
  const differences = pairedDifferences(a, b);
  const n = differences.length;
  if (n < 2) return undefinedTest('it takes at least 2 pairs');
  const first = differences[0];
  if (differences.every((difference) => difference === first)) {
    return undefinedTest('all pairs differ by the same');
  }
  const difference = mean(differences);
  const deviation = Math.sqrt(sampleVariance(differences));
  const error = deviation / Math.sqrt(n);
  const freedom = n - 1;
  const half = studentTwoSidedQuantile(1 - level, freedom) * error;
  return {
    kind: 'test',
    t: difference / error,
    freedom,
    p: studentTwoSided(difference / error, freedom),
    difference,
    interval: { low: difference - half, high: difference + half, level, method: "Student's t" },
    cohensD: difference / deviation,
  };
}
