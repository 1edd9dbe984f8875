import { ascendingOrder } from '../../statistics/ranks.ts';

/**
 * The quantile of values each counted as often as its weight says (by default once), as if written out that often: linear
 * between the two values beside position p (n - 1) (type 7). Null where nothing counts. Sorted once, then one pass a call.
 */
export function weightedQuantile(
  values: ArrayLike<number>,
  p: number,
): (weights?: Uint32Array) => number | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile lies between 0 and 1, not at ${p}`);
  const order = ascendingOrder(values);
  const sorted = Float64Array.from(order, (i) => values[i] ?? 0);
  return (weights) => {
    const n = weights === undefined ? order.length : weights.reduce((sum, weight) => sum + weight, 0);
    if (n === 0) return null;
    const position = p * (n - 1);
    const [below, above] = [Math.floor(position), Math.ceil(position)];
    let passed = 0;
    let low: number | undefined;
    for (let place = 0; place < order.length; place++) {
      passed += weights === undefined ? 1 : (weights[order[place] ?? 0] ?? 0);
      const value = sorted[place] ?? 0;
      if (low === undefined && passed > below) low = value;
      if (low !== undefined && passed > above) return low + (value - low) * (position - below);
    }
    return low ?? null;
  };
}
