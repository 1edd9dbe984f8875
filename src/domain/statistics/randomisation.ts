import { seededRandom } from './random.ts';
import { type Clusters } from './resampling.ts';
import { undefinedTest, type UndefinedTest } from './test-result.ts';

export interface RandomisationTest {
  readonly kind: 'test';
  /** First less second on the answers as they are. */
  readonly difference: number;
  /** Two-sided: (count + 1) / (trials + 1), count being the exchanges with a difference at least as great. */
  readonly p: number;
  readonly trials: number;
  readonly seed: number;
  /** Exchanges on which the difference was undefined; they count as at least as great. */
  readonly undefinedTrials: number;
}

export interface RandomisationOptions {
  readonly trials: number;
  readonly seed: number;
}

/**
 * Approximate randomisation: if two models were alike, exchanging their answers on any case would change nothing; how
 * often does a random exchange give a difference as great as the one seen? For statistics that are no mean of cases
 * (macro F1, corpus BLEU). Source: Noreen 1989; Yeh 2000, COLING 947; the 1 added to both counts the sample itself (Phipson
 * and Smyth 2010), without which p could be 0.
 *
 * @param clusters cases of one group are exchanged together.
 * @param difference of the two models where `exchanged[i]` is 1 for each case whose answers change places.
 */
export function approximateRandomisation(
  clusters: Clusters,
  difference: (exchanged: Uint8Array) => number | null,
  { trials, seed }: RandomisationOptions,
): RandomisationTest | UndefinedTest {
  if (!Number.isInteger(trials) || trials < 1)
    throw new RangeError(`it takes at least 1 trial, not ${trials}`);
  const { groupOf, groupCount } = clusters;
  const exchanged = new Uint8Array(groupOf.length);
  const observed = difference(exchanged);
  if (observed === null) return undefinedTest('the difference is undefined on these cases');
  const random = seededRandom(seed);
  const ofGroup = new Uint8Array(groupCount);
  // Rounding must not make an equal difference look smaller.
  const atLeast = Math.abs(observed) * (1 - 1e-12);
  let count = 0;
  let undefinedTrials = 0;
  for (let trial = 0; trial < trials; trial++) {
    for (let group = 0; group < groupCount; group++) ofGroup[group] = random.int(2);
    for (let i = 0; i < groupOf.length; i++) exchanged[i] = ofGroup[groupOf[i] ?? 0] ?? 0;
    const value = difference(exchanged);
    if (value === null) undefinedTrials++;
    if (value === null || Math.abs(value) >= atLeast) count++;
  }
  return { kind: 'test', difference: observed, p: (count + 1) / (trials + 1), trials, seed, undefinedTrials };
}

/** The difference of two means of paired scores, for `approximateRandomisation`. */
export function exchangeableMeanDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): (exchanged: Uint8Array) => number | null {
  const differences = Float64Array.from(first, (value, i) => value - (second[i] ?? 0));
  return (exchanged) => {
    if (differences.length === 0) return null;
    let sum = 0;
    for (let i = 0; i < differences.length; i++) {
      const difference = differences[i] ?? 0;
      sum += exchanged[i] === 1 ? -difference : difference;
    }
    return sum / differences.length;
  };
}
