import { chiSquaredUpper } from './distributions/gamma.ts';
import { studentizedRangeUpper } from './distributions/studentized-range.ts';
import { midranks } from './ranks.ts';
import { undefinedTest, type UndefinedTest } from './test-result.ts';

export interface FriedmanTest {
  readonly kind: 'test';
  readonly chiSquared: number;
  readonly freedom: number;
  readonly p: number;
  /** Mean rank of each column, 1 the lowest score. */
  readonly meanRanks: readonly number[];
  /** Nemenyi's comparison of each two columns, adjusted for their number. */
  readonly pairs: readonly NemenyiPair[];
}

export interface NemenyiPair {
  readonly first: number;
  readonly second: number;
  /** Mean rank of the first less that of the second. */
  readonly rankDifference: number;
  readonly p: number;
}

/**
 * Friedman's test that several models score alike on the same cases, corrected for ties, and Nemenyi's comparison of each
 * two. Source: Friedman 1937; Nemenyi 1963; Demsar 2006, JMLR 7:1.
 *
 * @param scores a row for each case, in it a column for each model.
 */
export function friedmanTest(scores: readonly (readonly number[])[]): FriedmanTest | UndefinedTest {
  const n = scores.length;
  const columns = scores[0]?.length ?? 0;
  if (columns < 2) return undefinedTest('it takes at least two to compare');
  const rankSums = new Float64Array(columns);
  let ties = 0;
  for (const row of scores) {
    if (row.length !== columns) throw new RangeError('every case must have a score for every model');
    const { ranks, tieTerm } = midranks(row);
    ranks.forEach((rank, j) => (rankSums[j] = (rankSums[j] ?? 0) + rank));
    ties += tieTerm;
  }
  const correction = 1 - ties / (n * columns * (columns * columns - 1));
  if (correction === 0) return undefinedTest('all score the same on every case');
  const squares = rankSums.reduce((sum, rankSum) => sum + rankSum * rankSum, 0);
  const chiSquared = ((12 / (n * columns * (columns + 1))) * squares - 3 * n * (columns + 1)) / correction;
  const freedom = columns - 1;
  const meanRanks = Array.from(rankSums, (rankSum) => rankSum / n);
  return {
    kind: 'test',
    chiSquared,
    freedom,
    p: chiSquaredUpper(chiSquared, freedom),
    meanRanks,
    pairs: nemenyi(meanRanks, n),
  };
}

function nemenyi(meanRanks: readonly number[], n: number): NemenyiPair[] {
  const columns = meanRanks.length;
  const error = Math.sqrt((columns * (columns + 1)) / (6 * n));
  return meanRanks.flatMap((firstRank, first) =>
    meanRanks.slice(first + 1).map((secondRank, i) => {
      const rankDifference = firstRank - secondRank;
      // The critical values are those of the studentized range over the square root of 2.
      const p = studentizedRangeUpper((Math.abs(rankDifference) / error) * Math.SQRT2, columns);
      return { first, second: first + 1 + i, rankDifference, p };
    }),
  );
}
