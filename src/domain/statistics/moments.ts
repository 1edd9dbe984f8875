/** The mean; NaN without values, which callers rule out. */
export function mean(values: ArrayLike<number>): number {
  return sumOf(values) / values.length;
}

/** Sum with the error of rounding carried along (Neumaier 1974). */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Sum of squared deviations from the mean over (n - 1). */
export function sampleVariance(values: ArrayLike<number>): number {
  return sumOfProducts(values, values) / (values.length - 1);
}

/** Sum over i of (a_i - mean a) (b_i - mean b); lists of one length. */
export function sumOfProducts(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const meanA = mean(a);
  const meanB = mean(b);
  return sumOf(Float64Array.from(a, (value, i) => (value - meanA) * ((b[i] ?? 0) - meanB)));
}

/** a - b, case by case. @throws RangeError where the lists differ in length. */
export function pairedDifferences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  requireSameLength(a, b);
  return Float64Array.from(a, (value, i) => value - (b[i] ?? 0));
}

export function requireSameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>): void {
  if (a.length !== b.length) {
    throw new RangeError(`paired lists must be of one length, not ${a.length} and ${b.length}`);
  }
}
