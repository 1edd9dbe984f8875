import { normalTwoSided } from './distributions/normal.ts';
import { pairedDifferences } from './moments.ts';
import { midranks } from './ranks.ts';
import { undefinedTest, type UndefinedTest } from './test-result.ts';

export interface WilcoxonTest {
  readonly kind: 'test';
  /** The lesser of the two rank sums. */
  readonly w: number;
  readonly rankSumPositive: number;
  readonly rankSumNegative: number;
  /** Two-sided, by normal approximation with the correction for ties, without one for continuity. */
  readonly p: number;
  /** Two-sided and exact; where no differences are tied and at most 50 are left. */
  readonly exactP?: number;
  /** Pairs that differ. */
  readonly n: number;
  /** (positive - negative) / (sum of ranks): 1 where all differences are above 0. Source: Kerby 2014. */
  readonly rankBiserial: number;
}

/**
 * Wilcoxon's signed-rank test that paired differences a - b lie symmetrically about 0; pairs without a difference are
 * dropped. Source: Wilcoxon 1945; conventions of scipy's `wilcoxon(zero_method='wilcox', correction=False)`.
 */
export function wilcoxonSignedRank(a: ArrayLike<number>, b: ArrayLike<number>): WilcoxonTest | UndefinedTest {
  const differences = pairedDifferences(a, b).filter((difference) => difference !== 0);
  const n = differences.length;
  if (n === 0) return undefinedTest('no pair differs');
  const { ranks, tieTerm } = midranks(differences.map(Math.abs));
  const rankSumPositive = ranks.reduce((sum, rank, i) => ((differences[i] ?? 0) > 0 ? sum + rank : sum), 0);
  const whole = (n * (n + 1)) / 2;
  const rankSumNegative = whole - rankSumPositive;
  const w = Math.min(rankSumPositive, rankSumNegative);
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieTerm / 48;
  const z = (w - whole / 2) / Math.sqrt(variance);
  const exact = tieTerm === 0 && n <= 50 ? { exactP: exactTwoSided(w, n) } : {};
  return {
    kind: 'test',
    w,
    rankSumPositive,
    rankSumNegative,
    p: normalTwoSided(z),
    ...exact,
    n,
    rankBiserial: (rankSumPositive - rankSumNegative) / whole,
  };
}

/** Twice the share of the 2^n sign patterns of the ranks 1 .. n whose positive ranks sum to at most w. */
function exactTwoSided(w: number, n: number): number {
  const whole = (n * (n + 1)) / 2;
  const patterns = new Float64Array(whole + 1);
  patterns[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = whole; sum >= rank; sum--)
      patterns[sum] = (patterns[sum] ?? 0) + (patterns[sum - rank] ?? 0);
  }
  const tail = patterns.subarray(0, w + 1).reduce((sum, count) => sum + count, 0);
  return Math.min(1, (2 * tail) / 2 ** n);
}
