import { givenRatings, type Ratings } from './ratings.ts';

/**
 * Fleiss' kappa: agreement of several raters beyond that expected if each rating were drawn from the shares of the
 * categories. Every item must be rated by the same number of raters (at least 2), not necessarily the same ones. Null where
 * all ratings are of one category, or there are no items. Source: Fleiss 1971, Psychol. Bull. 76:378.
 *
 * Prepared for weights: how often each item counts, by default once.
 * @throws RangeError where items have different numbers of ratings or fewer than 2.
 */
export function fleissKappa(ratings: Ratings): (weights?: Uint32Array) => number | null {
  const raters = ratings[0] === undefined ? 2 : givenRatings(ratings[0]).length;
  const categories = [...new Set(ratings.flatMap(givenRatings))].sort((a, b) => a - b);
  const position = new Map(categories.map((category, i) => [category, i]));
  const counts = ratings.map((row, i) => {
    const given = givenRatings(row);
    if (given.length !== raters || raters < 2) {
      throw new RangeError(
        `item ${i} has ${given.length} ratings; Fleiss' kappa wants at least 2 and as many for all`,
      );
    }
    const own = new Uint32Array(categories.length);
    for (const rating of given) {
      const at = position.get(rating) ?? 0;
      own[at] = (own[at] ?? 0) + 1;
    }
    return own;
  });
  const agreement = counts.map(
    (own) => own.reduce((sum, count) => sum + count * (count - 1), 0) / (raters * (raters - 1)),
  );
  return (weights) => {
    const shares = new Float64Array(categories.length);
    let observed = 0;
    let items = 0;
    counts.forEach((own, i) => {
      const weight = weights === undefined ? 1 : (weights[i] ?? 0);
      if (weight === 0) return;
      items += weight;
      observed += weight * (agreement[i] ?? 0);
      for (let at = 0; at < own.length; at++) shares[at] = (shares[at] ?? 0) + weight * (own[at] ?? 0);
    });
    if (items === 0 || shares.filter((share) => share > 0).length < 2) return null;
    const expected = shares.reduce((sum, share) => sum + (share / (items * raters)) ** 2, 0);
    return (observed / items - expected) / (1 - expected);
  };
}
