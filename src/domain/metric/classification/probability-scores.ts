/** A row of probabilities for each case, a column for each class. */
export type Probabilities = readonly ArrayLike<number>[];

/** The least probability that log loss counts with: without it one case with probability 0 makes the whole infinite. */
export const leastProbability = 2 ** -52;

/**
 * Minus the natural logarithm of the probability given to the truth, for each case. Rows that do not sum to 1 are divided by
 * their sum; probabilities are kept within [2^-52, 1 - 2^-52] before that (scikit-learn 1.2).
 */
export function logLosses(truth: ArrayLike<number>, probabilities: Probabilities): Float64Array {
  return Float64Array.from(probabilities, (row, i) => {
    const clipped = Array.from(row, (p) => Math.min(1 - leastProbability, Math.max(leastProbability, p)));
    const sum = clipped.reduce((total, p) => total + p, 0);
    return -Math.log((clipped[truth[i] ?? 0] ?? 0) / sum);
  });
}

/** Squared error of the probabilities summed over classes, for each case: from 0 to 2. */
export function brierScores(truth: ArrayLike<number>, probabilities: Probabilities): Float64Array {
  return Float64Array.from(probabilities, (row, i) =>
    Array.from(row).reduce((sum, p, label) => sum + (p - (label === truth[i] ? 1 : 0)) ** 2, 0),
  );
}

/** Squared error of the probability of the positive class, for each case: from 0 to 1. */
export function binaryBrierScores(truth: ArrayLike<boolean>, probability: ArrayLike<number>): Float64Array {
  return Float64Array.from(probability, (p, i) => (p - (truth[i] === true ? 1 : 0)) ** 2);
}

/**
 * Place of each case's true class among all, by probability: 0 where none has more. Classes of equal probability keep the
 * order of the labels.
 */
export function placesOfTruth(truth: ArrayLike<number>, probabilities: Probabilities): Int32Array {
  return Int32Array.from(probabilities, (row, i) => {
    const label = truth[i] ?? 0;
    const own = row[label] ?? 0;
    return Array.from(row).filter((p, other) => p > own || (p === own && other < label)).length;
  });
}

/** The most probable class of each case (the first of equals) and its probability. */
export function mostProbable(probabilities: Probabilities): {
  readonly label: Int32Array;
  readonly confidence: Float64Array;
} {
  const label = Int32Array.from(probabilities, (row) => {
    let best = 0;
    for (let other = 1; other < row.length; other++) if ((row[other] ?? 0) > (row[best] ?? 0)) best = other;
    return best;
  });
  return { label, confidence: Float64Array.from(probabilities, (row, i) => row[label[i] ?? 0] ?? 0) };
}

/** @throws RangeError, naming the case, where a row has the wrong length or holds something else than probabilities. */
export function requireProbabilities(probabilities: Probabilities, classes: number): void {
  probabilities.forEach((row, i) => {
    if (row.length !== classes) {
      throw new RangeError(`case ${i} has ${row.length} probabilities for ${classes} classes`);
    }
    for (let label = 0; label < classes; label++) {
      const p = row[label] ?? NaN;
      if (!(p >= 0 && p <= 1)) throw new RangeError(`case ${i}: ${p} is no probability`);
    }
  });
}
