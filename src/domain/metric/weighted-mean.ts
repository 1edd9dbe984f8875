/**
 * The mean of values, each counted as often as its weight says; null where nothing counts.
 *
 * @param counted 0 where a value does not count at all; by default all do.
 */
export function weightedMean(
  values: ArrayLike<number>,
  weights?: Uint32Array,
  counted?: Uint8Array,
): number | null {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    const own =
      (weights === undefined ? 1 : (weights[i] ?? 0)) * (counted === undefined ? 1 : (counted[i] ?? 0));
    sum += own * (values[i] ?? 0);
    weight += own;
  }
  return weight === 0 ? null : sum / weight;
}
