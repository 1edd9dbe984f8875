/**
 * The quantile of sorted values at `p` in [0, 1], interpolated linearly between the two values beside position
 * p (n - 1) (Hyndman and Fan 1996, type 7: the default of numpy and R). `undefined` where there are no values.
 */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number | undefined {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile lies between 0 and 1, not at ${p}`);
  const position = p * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return undefined;
  if (below === above) return below;
  return below + (above - below) * (position - Math.floor(position));
}

/** The middle value, or the mean of the middle two. `undefined` where there are no values. */
export function median(values: ArrayLike<number>): number | undefined {
  return sortedQuantile(Float64Array.from(values).sort(), 0.5);
}
