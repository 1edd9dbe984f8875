import { studentTwoSided } from './distributions/beta.ts';
import { requireSameLength, sumOfProducts } from './moments.ts';
import { midranks } from './ranks.ts';
import { undefinedTest, type UndefinedTest } from './test-result.ts';

export interface Correlation {
  readonly kind: 'test';
  readonly r: number;
  /** Two-sided, by Student's t with n - 2 degrees of freedom; absent with under 3 pairs. */
  readonly p?: number;
}

/** Pearson's product-moment correlation. Undefined with under 2 pairs or where a list does not vary. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): Correlation | UndefinedTest {
  requireSameLength(a, b);
  if (a.length < 2) return undefinedTest('it takes at least 2 pairs');
  if (isConstant(a) || isConstant(b)) return undefinedTest('one of the lists does not vary');
  // One root, not two: lists that agree exactly then give exactly 1.
  const spread = Math.sqrt(sumOfProducts(a, a) * sumOfProducts(b, b));
  const r = Math.max(-1, Math.min(1, sumOfProducts(a, b) / spread));
  const freedom = a.length - 2;
  if (freedom < 1) return { kind: 'test', r };
  return { kind: 'test', r, p: studentTwoSided(r * Math.sqrt(freedom / ((1 - r) * (1 + r))), freedom) };
}

/** Spearman's correlation: Pearson's of the ranks, ties sharing their mean rank. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): Correlation | UndefinedTest {
  return pearson(midranks(a).ranks, midranks(b).ranks);
}

/** Kendall's tau-b: concordant less discordant pairs, ties allowed for. Null where a list does not vary. */
export function kendallTauB(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  requireSameLength(a, b);
  let balance = 0;
  let untiedA = 0;
  let untiedB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const signA = Math.sign((a[i] ?? 0) - (a[j] ?? 0));
      const signB = Math.sign((b[i] ?? 0) - (b[j] ?? 0));
      balance += signA * signB;
      untiedA += Math.abs(signA);
      untiedB += Math.abs(signB);
    }
  }
  if (untiedA === 0 || untiedB === 0) return null;
  return balance / Math.sqrt(untiedA * untiedB);
}

function isConstant(values: ArrayLike<number>): boolean {
  const [first] = Array.from(values);
  return Array.from(values).every((value) => value === first);
}
