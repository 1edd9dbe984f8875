import { chiSquaredUpper } from './distributions/gamma.ts';
import { undefinedTest, type UndefinedTest } from './test-result.ts';

export interface CochranQ {
  readonly kind: 'test';
  readonly q: number;
  readonly freedom: number;
  readonly p: number;
}

/**
 * Cochran's Q: are several classifiers right equally often on the same cases? With two it is McNemar's chi-squared
 * without correction. Source: Cochran 1950, Biometrika 37:256.
 *
 * @param correct a row for each case, in it a column for each classifier: is it right?
 */
export function cochranQ(correct: readonly (readonly boolean[])[]): CochranQ | UndefinedTest {
  const raters = correct[0]?.length ?? 0;
  if (raters < 2) return undefinedTest('it takes at least two to compare');
  const columns = new Float64Array(raters);
  let total = 0;
  let rowSquares = 0;
  for (const row of correct) {
    if (row.length !== raters) throw new RangeError('every case must have a value for every classifier');
    let right = 0;
    row.forEach((isRight, j) => {
      if (!isRight) return;
      right++;
      columns[j] = (columns[j] ?? 0) + 1;
    });
    total += right;
    rowSquares += right * right;
  }
  const spread = raters * total - rowSquares;
  if (spread === 0) return undefinedTest('all agree on every case');
  const columnSquares = columns.reduce((sum, column) => sum + column * column, 0);
  const q = ((raters - 1) * (raters * columnSquares - total * total)) / spread;
  const freedom = raters - 1;
  return { kind: 'test', q, freedom, p: chiSquaredUpper(q, freedom) };
}
