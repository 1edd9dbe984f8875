import { type BlockSource, blockCount, computedHere, resamplesOf } from './blocks.ts';
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
  /** Where the exchanges are computed; default: here. The result is the same. */
  readonly blocks?: BlockSource;
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
  { trials, seed, blocks: source = computedHere }: RandomisationOptions,
): RandomisationTest | UndefinedTest {
  if (!Number.isInteger(trials) || trials < 1)
    throw new RangeError(`it takes at least 1 trial, not ${trials}`);
  const observed = difference(new Uint8Array(clusters.groupOf.length));
  if (observed === null) return undefinedTest('the difference is undefined on these cases');
  const blocks = source(
    (block) => differencesOfBlock(clusters, difference, { trials, seed }, block),
    blockCount(trials),
  );
  // Rounding must not make an equal difference look smaller.
  const atLeast = Math.abs(observed) * (1 - 1e-12);
  let count = 0;
  let undefinedTrials = 0;
  for (const block of blocks) {
    for (const value of block) {
      if (Number.isNaN(value)) undefinedTrials++;
      if (Number.isNaN(value) || Math.abs(value) >= atLeast) count++;
    }
  }
  return { kind: 'test', difference: observed, p: (count + 1) / (trials + 1), trials, seed, undefinedTrials };
}

/** The difference after each exchange of one block; NaN where it is undefined. */
function differencesOfBlock(
  { groupOf, groupCount }: Clusters,
  difference: (exchanged: Uint8Array) => number | null,
  { trials, seed }: Pick<RandomisationOptions, 'trials' | 'seed'>,
  block: number,
): Float64Array<ArrayBuffer> {
  const random = seededRandom(seed, block);
  const ofGroup = new Uint8Array(groupCount);
  const exchanged = new Uint8Array(groupOf.length);
  return new Float64Array(resamplesOf(block, trials)).map(() => {
    for (let group = 0; group < groupCount; group++) ofGroup[group] = random.int(2);
    for (let i = 0; i < groupOf.length; i++) exchanged[i] = ofGroup[groupOf[i] ?? 0] ?? 0;
    return difference(exchanged) ?? NaN;
  });
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
