import { agreeingPairs, type Ratings } from './ratings.ts';

/**
 * The share of pairs of raters that gave the same rating, averaged over the items that at least two rated. Null where no
 * item was. Prepared for weights: how often each item counts, by default once.
 */
export function percentAgreement(ratings: Ratings): (weights?: Uint32Array) => number | null {
  const shares = ratings.map((row) => {
    const { agreeing, all } = agreeingPairs(row);
    return all === 0 ? null : agreeing / all;
  });
  return (weights) => {
    let sum = 0;
    let items = 0;
    shares.forEach((share, i) => {
      if (share === null) return;
      const weight = weights === undefined ? 1 : (weights[i] ?? 0);
      sum += weight * share;
      items += weight;
    });
    return items === 0 ? null : sum / items;
  };
}
