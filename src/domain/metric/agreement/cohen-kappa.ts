/** How much two ratings disagree: any difference alike, by the distance of the classes, or by its square. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

/**
 * Cohen's kappa of two raters: agreement beyond that expected from how often each gives each class; weighted as given
 * (Cohen 1960, 1968). 1 - (observed disagreement) / (expected disagreement).
 *
 * @param cells counts, row by row: `rows` classes of the first rater by `columns` of the second. Columns beyond the rows
 *   (no answer) disagree with every row as much as the ends of the scale do with each other.
 * @returns null where no disagreement is expected: no cases, or both gave one and the same class throughout.
 */
export function cohenKappa(
  cells: ArrayLike<number>,
  rows: number,
  columns: number,
  weights: KappaWeights,
): number | null {
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  let n = 0;
  let observed = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const count = cells[row * columns + column] ?? 0;
      if (count === 0) continue;
      rowSums[row] = (rowSums[row] ?? 0) + count;
      columnSums[column] = (columnSums[column] ?? 0) + count;
      n += count;
      observed += count * disagreement(row, column, rows, weights);
    }
  }
  let expected = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const chance = (rowSums[row] ?? 0) * (columnSums[column] ?? 0);
      if (chance > 0) expected += chance * disagreement(row, column, rows, weights);
    }
  }
  return expected === 0 ? null : 1 - (observed * n) / expected;
}

function disagreement(row: number, column: number, classes: number, weights: KappaWeights): number {
  if (row === column) return 0;
  if (weights === 'none') return 1;
  const distance = column < classes ? Math.abs(row - column) : classes - 1;
  return weights === 'linear' ? distance : distance * distance;
}
