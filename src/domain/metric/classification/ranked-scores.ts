/**
 * Cases in the order of a score, highest first, ready to be counted again and again with other weights: what curves and
 * their areas, and the bootstrap of them, are made from. Sorted once, each count takes one pass.
 */
export interface RankedScores {
  /** Position of each case in the lists that were given. */
  readonly order: Uint32Array;
  /** 1 where the case in this place is positive. */
  readonly positive: Uint8Array;
  /** 1 where the next case, if any, has a lower score. */
  readonly endsTie: Uint8Array;
  readonly scores: Float64Array;
  readonly hasTies: boolean;
}

/** @throws RangeError where the lists differ in length or a score is no number. */
export function rankScores(truth: ArrayLike<boolean>, score: ArrayLike<number>): RankedScores {
  if (truth.length !== score.length) {
    throw new RangeError(`${truth.length} cases have ${score.length} scores; there must be one for each`);
  }
  const values = Float64Array.from(score);
  const missing = values.findIndex((value) => Number.isNaN(value));
  if (missing >= 0) throw new RangeError(`case ${missing} has no score`);
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b,
  );
  const scores = Float64Array.from(order, (i) => values[i] ?? 0);
  const endsTie = Uint8Array.from(order, (_, place) => (scores[place] === scores[place + 1] ? 0 : 1));
  return {
    order,
    positive: Uint8Array.from(order, (i) => (truth[i] === true ? 1 : 0)),
    endsTie,
    scores,
    hasTies: endsTie.includes(0),
  };
}
