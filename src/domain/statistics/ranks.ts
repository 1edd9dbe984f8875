/** Ranks from 1, and what the ties among them amount to. */
export interface Ranks {
  /** Equal values share the mean of the ranks that they take up. */
  readonly ranks: Float64Array;
  /** Sum over sets of equal values of t^3 - t, t their number: the correction term of rank tests. */
  readonly tieTerm: number;
}

/** The ranks of the values, in their order. */
export function midranks(values: ArrayLike<number>): Ranks {
  const order = ascendingOrder(values);
  const ranks = new Float64Array(order.length);
  let tieTerm = 0;
  for (let first = 0; first < order.length;) {
    let past = first + 1;
    while (past < order.length && values[order[past] ?? 0] === values[order[first] ?? 0]) past++;
    for (let i = first; i < past; i++) ranks[order[i] ?? 0] = (first + 1 + past) / 2;
    const tied = past - first;
    tieTerm += tied ** 3 - tied;
    first = past;
  }
  return { ranks, tieTerm };
}

/** The positions of the values from the least to the greatest; equal ones keep their order. */
export function ascendingOrder(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b,
  );
}
