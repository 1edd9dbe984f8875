import type { Interval } from '../metric/metric.ts';
import { type BlockSource, blockCount, computedHere, resamplesOf } from './blocks.ts';
import { normalLower, normalQuantile } from './distributions/normal.ts';
import { requireLevel } from './proportion.ts';
import { sortedQuantile } from './quantile.ts';
import { seededRandom } from './random.ts';
import type { Resampler } from './resampling.ts';

export interface BootstrapOptions {
  readonly resamples: number;
  readonly seed: number;
  /** e.g. 0.95 */
  readonly level: number;
  /** `bca`: bias-corrected and accelerated; second-order accurate, at the cost of a jackknife. Default `percentile`. */
  readonly method?: 'percentile' | 'bca';
  /** Where the resamples are computed; default: here. The result is the same. */
  readonly blocks?: BlockSource;
}

/** What a statistic is on a resample given by its counts; null where it is undefined. */
export type Statistic = (counts: Uint32Array) => number | null;

/** Several statistics of one resample, written to `out` in a fixed order; NaN there stands for undefined. */
export type Statistics = (counts: Uint32Array, out: Float64Array) => void;

export type BootstrapResult =
  | {
      readonly kind: 'interval';
      readonly interval: Interval;
      /** Standard deviation of the statistic over the resamples. */
      readonly standardError: number;
      /** Resamples on which the statistic was undefined; they are left out, and named in `interval.method`. */
      readonly undefinedResamples: number;
    }
  | { readonly kind: 'undefined'; readonly reason: string };

/** The interval, where the resamples tell one: that all of them give the same value is no certainty. */
export const tellingInterval = (result: BootstrapResult | undefined): Interval | undefined =>
  result?.kind === 'interval' && result.standardError > 0 ? result.interval : undefined;

/** A confidence interval for one statistic. */
export function bootstrap(
  resampler: Resampler,
  statistic: Statistic,
  options: BootstrapOptions,
): BootstrapResult {
  const [result] = bootstrapAll(
    resampler,
    (counts, out) => {
      out[0] = statistic(counts) ?? NaN;
    },
    1,
    options,
  );
  return result ?? { kind: 'undefined', reason: 'nothing to compute' };
}

/** Confidence intervals for `width` statistics from the same resamples. */
export function bootstrapAll(
  resampler: Resampler,
  statistics: Statistics,
  width: number,
  options: BootstrapOptions,
): BootstrapResult[] {
  return bootstrapAtLevels(resampler, statistics, width, options, [options.level])[0] ?? [];
}

/** The same at several levels of confidence, from one and the same resamples: a list of `width` for each level. */
export function bootstrapAtLevels(
  resampler: Resampler,
  statistics: Statistics,
  width: number,
  options: BootstrapOptions,
  levels: readonly number[],
): BootstrapResult[][] {
  // From one unit or none, or for no statistic, there is nothing to draw.
  const drawn = resampler.units < 2 || width === 0 ? 0 : blockCount(options.resamples);
  const source = options.blocks ?? computedHere;
  const blocks = source((block) => bootstrapBlock(resampler, statistics, width, options, block), drawn);
  return levels.map((level) =>
    bootstrapIntervals(resampler, statistics, width, { ...options, level }, blocks),
  );
}

/**
 * The statistics on the resamples of one block, row by row (`width` numbers a resample, NaN for undefined). It depends on
 * nothing but its arguments: blocks may be computed anywhere and in any order.
 *
 * @param block from 0 to `blockCount(options.resamples)` - 1.
 */
export function bootstrapBlock(
  resampler: Resampler,
  statistics: Statistics,
  width: number,
  options: Pick<BootstrapOptions, 'resamples' | 'seed'>,
  block: number,
): Float64Array<ArrayBuffer> {
  const resamples = resamplesOf(block, options.resamples);
  const random = seededRandom(options.seed, block);
  const counts = new Uint32Array(resampler.size);
  const values = new Float64Array(resamples * width);
  for (let b = 0; b < resamples; b++) {
    resampler.draw(random, counts);
    statistics(counts, values.subarray(b * width, (b + 1) * width));
  }
  return values;
}

/** The intervals, from all blocks in their order. */
export function bootstrapIntervals(
  resampler: Resampler,
  statistics: Statistics,
  width: number,
  options: BootstrapOptions,
  blocks: readonly Float64Array[],
): BootstrapResult[] {
  requireLevel(options.level);
  if (!Number.isInteger(options.resamples) || options.resamples < 1) {
    throw new RangeError(`a bootstrap needs at least 1 resample, not ${options.resamples}`);
  }
  const jackknife = options.method === 'bca' ? jackknifed(resampler, statistics, width) : undefined;
  return Array.from({ length: width }, (_, column) => {
    if (resampler.units < 2) {
      return { kind: 'undefined', reason: `an interval needs at least 2 ${resampler.unit}s` };
    }
    const replicates = columnOf(blocks, column, width);
    return intervalFrom(replicates, resampler, options, jackknife?.(column));
  });
}

function columnOf(blocks: readonly Float64Array[], column: number, width: number): Float64Array {
  const rows = blocks.reduce((sum, block) => sum + block.length / width, 0);
  const values = new Float64Array(rows);
  let row = 0;
  for (const block of blocks) {
    for (let i = column; i < block.length; i += width) values[row++] = block[i] ?? NaN;
  }
  return values;
}

interface Jackknife {
  readonly estimate: number;
  readonly acceleration: number;
}

function intervalFrom(
  replicates: Float64Array,
  resampler: Resampler,
  options: BootstrapOptions,
  jackknife: Jackknife | undefined,
): BootstrapResult {
  const sorted = replicates.filter((value) => !Number.isNaN(value)).sort();
  const undefinedResamples = replicates.length - sorted.length;
  if (sorted.length <= undefinedResamples) {
    return {
      kind: 'undefined',
      reason: `undefined in ${undefinedResamples} of ${replicates.length} resamples`,
    };
  }
  const tail = (1 - options.level) / 2;
  const tails: readonly [number, number] | null = jackknife
    ? correctedTails(sorted, jackknife, tail)
    : [tail, 1 - tail];
  if (tails === null) return { kind: 'undefined', reason: 'no BCa interval: the statistic hardly varies' };
  const low = sortedQuantile(sorted, tails[0]);
  const high = sortedQuantile(sorted, tails[1]);
  if (low === undefined || high === undefined) return { kind: 'undefined', reason: 'no resamples' };
  const method = methodInWords(resampler, options, undefinedResamples);
  const interval: Interval = { low, high, level: options.level, method };
  return { kind: 'interval', interval, standardError: standardDeviation(sorted), undefinedResamples };
}

function methodInWords(resampler: Resampler, options: BootstrapOptions, undefinedResamples: number): string {
  const kind = options.method === 'bca' ? 'BCa bootstrap' : 'percentile bootstrap';
  const words = [
    `${kind} by ${resampler.unit}`,
    `${options.resamples} resamples`,
    `seed ${options.seed}`,
    ...(undefinedResamples > 0 ? [`undefined in ${undefinedResamples} of them`] : []),
  ];
  return words.join(', ');
}

/**
 * The tails at which the sorted replicates are read for the BCa interval; null where the replicates are all on one side of
 * the estimate or the jackknife is flat. Source: Efron 1987; Efron and Tibshirani 1993, 14.3.
 */
function correctedTails(sorted: Float64Array, jackknife: Jackknife, tail: number): [number, number] | null {
  const { estimate, acceleration } = jackknife;
  // A replicate equal to the estimate counts half: with few cases many are.
  const below = sorted.reduce((sum, value) => sum + (value < estimate ? 1 : value === estimate ? 0.5 : 0), 0);
  const bias = normalQuantile(below / sorted.length);
  if (!Number.isFinite(bias) || Number.isNaN(acceleration)) return null;
  const zs = [bias + normalQuantile(tail), bias + normalQuantile(1 - tail)] as const;
  // Where the skew is so strong that a tail would turn over, the correction says nothing.
  if (zs.some((z) => acceleration * z >= 1)) return null;
  const corrected = (z: number) => normalLower(bias + z / (1 - acceleration * z));
  return [corrected(zs[0]), corrected(zs[1])];
}

function jackknifed(
  resampler: Resampler,
  statistics: Statistics,
  width: number,
): (column: number) => Jackknife {
  const counts = new Uint32Array(resampler.size);
  const estimates = new Float64Array(width);
  resampler.whole(counts);
  statistics(counts, estimates);
  const multiplicities = new Float64Array(resampler.parts);
  const rows = Array.from({ length: resampler.parts }, (_, part) => {
    const row = new Float64Array(width);
    multiplicities[part] = resampler.without(part, counts);
    statistics(counts, row);
    return row;
  });
  return (column) => ({
    estimate: estimates[column] ?? NaN,
    acceleration: accelerationOf(
      rows.map((row) => row[column] ?? NaN),
      multiplicities,
    ),
  });
}

/** Sum of cubes over 6 (sum of squares)^1.5 of the jackknife's deviations; NaN where it is undefined. */
function accelerationOf(values: readonly number[], multiplicities: Float64Array): number {
  let weight = 0;
  let sum = 0;
  values.forEach((value, i) => {
    const times = multiplicities[i] ?? 0;
    weight += times;
    sum += times * value;
  });
  const mean = sum / weight;
  let squares = 0;
  let cubes = 0;
  values.forEach((value, i) => {
    const times = multiplicities[i] ?? 0;
    squares += times * (mean - value) ** 2;
    cubes += times * (mean - value) ** 3;
  });
  return cubes / (6 * squares ** 1.5);
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
}
