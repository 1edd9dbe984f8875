import { givenRatings, type Ratings } from './ratings.ts';

/** How far apart two ratings are: any difference alike, by rank, by distance, or by distance relative to their sum. */
export type MeasurementLevel = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * Krippendorff's alpha: 1 - observed over expected disagreement, for any number of raters and with ratings missing. Items
 * with fewer than two ratings say nothing and are left out. Null where there is nothing to compare or all ratings are the
 * same. Source: Krippendorff, "Computing Krippendorff's alpha-reliability" (2011).
 *
 * Prepared for weights: how often each item counts, by default once.
 */
export function krippendorffAlpha(
  ratings: Ratings,
  level: MeasurementLevel,
): (weights?: Uint32Array) => number | null {
  const rows = ratings.map(givenRatings);
  const values = [...new Set(rows.filter((row) => row.length > 1).flat())].sort((a, b) => a - b);
  const position = new Map(values.map((value, i) => [value, i]));
  const items = rows.map((row) => Uint32Array.from(row, (rating) => position.get(rating) ?? 0));
  return (weights) => {
    const coincidences = coincidenceMatrix(items, values.length, weights);
    return alphaOf(coincidences, values, level);
  };
}

/** How often two values were given to the same item by different raters; an item's pairs weigh as many as its ratings. */
function coincidenceMatrix(
  items: readonly Uint32Array[],
  values: number,
  weights: Uint32Array | undefined,
): Float64Array {
  const matrix = new Float64Array(values * values);
  items.forEach((item, i) => {
    const weight = weights === undefined ? 1 : (weights[i] ?? 0);
    if (weight === 0 || item.length < 2) return;
    const each = weight / (item.length - 1);
    for (let a = 0; a < item.length; a++) {
      for (let b = 0; b < item.length; b++) {
        if (a === b) continue;
        const cell = (item[a] ?? 0) * values + (item[b] ?? 0);
        matrix[cell] = (matrix[cell] ?? 0) + each;
      }
    }
  });
  return matrix;
}

function alphaOf(matrix: Float64Array, values: readonly number[], level: MeasurementLevel): number | null {
  const size = values.length;
  const totals = Float64Array.from(values, (_, row) =>
    matrix.subarray(row * size, (row + 1) * size).reduce((sum, count) => sum + count, 0),
  );
  const n = totals.reduce((sum, total) => sum + total, 0);
  const distance = distances(values, totals, level);
  let observed = 0;
  let expected = 0;
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const apart = distance(a, b);
      observed += (matrix[a * size + b] ?? 0) * apart;
      expected += (totals[a] ?? 0) * (totals[b] ?? 0) * apart;
    }
  }
  return expected === 0 ? null : 1 - ((n - 1) * observed) / expected;
}

/** The squared distance of the values in places a < b. */
function distances(
  values: readonly number[],
  totals: Float64Array,
  level: MeasurementLevel,
): (a: number, b: number) => number {
  const at = (place: number) => values[place] ?? 0;
  switch (level) {
    case 'nominal':
      return () => 1;
    case 'ordinal': {
      const below = new Float64Array(values.length + 1);
      totals.forEach((total, place) => (below[place + 1] = (below[place] ?? 0) + total));
      return (a, b) => {
        const between = (below[b + 1] ?? 0) - (below[a] ?? 0);
        return (between - ((totals[a] ?? 0) + (totals[b] ?? 0)) / 2) ** 2;
      };
    }
    case 'interval':
      return (a, b) => (at(a) - at(b)) ** 2;
    case 'ratio':
      return (a, b) => ((at(a) - at(b)) / (at(a) + at(b))) ** 2;
  }
}
