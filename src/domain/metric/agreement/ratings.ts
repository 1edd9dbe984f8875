/**
 * What several raters (models, prompts, repeats, readers) said of the same items: a row for each item, in it a category
 * (from 0) or a number for each rater, null where that rater gave none.
 */
export type Ratings = readonly (readonly (number | null)[])[];

/** The ratings that an item has. */
export function givenRatings(row: readonly (number | null)[]): number[] {
  return row.filter((rating) => rating !== null);
}

/** Pairs of raters that agree on the item, and all pairs that rated it. */
export function agreeingPairs(row: readonly (number | null)[]): {
  readonly agreeing: number;
  readonly all: number;
} {
  const counts = new Map<number, number>();
  const given = givenRatings(row);
  for (const rating of given) counts.set(rating, (counts.get(rating) ?? 0) + 1);
  let agreeing = 0;
  for (const count of counts.values()) agreeing += (count * (count - 1)) / 2;
  return { agreeing, all: (given.length * (given.length - 1)) / 2 };
}
