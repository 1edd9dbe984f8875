import { blockCount, computedHere } from './blocks.ts';
import {
  bootstrapBlock,
  bootstrapIntervals,
  type BootstrapOptions,
  type BootstrapResult,
  type Statistic,
} from './bootstrap.ts';
import type { Resampler } from './resampling.ts';

export interface PairedDifference {
  /** First less second on the sample itself; null where one is undefined. */
  readonly difference: number | null;
  readonly interval: BootstrapResult;
  /**
   * Two-sided: twice the lesser share of resamples on either side of 0, each with 1 added to its count and to the resamples.
   * Absent where the interval is undefined.
   */
  readonly p?: number;
}

/**
 * The difference of a statistic between two models on the same cases: both are computed on each resample, so that what
 * cases have in common cancels.
 */
export function pairedBootstrap(
  resampler: Resampler,
  first: Statistic,
  second: Statistic,
  options: BootstrapOptions,
): PairedDifference {
  const difference = (counts: Uint32Array): number | null => {
    const a = first(counts);
    const b = second(counts);
    return a === null || b === null ? null : a - b;
  };
  const statistics = (counts: Uint32Array, out: Float64Array) => {
    out[0] = difference(counts) ?? NaN;
  };
  const source = options.blocks ?? computedHere;
  const blocks = source(
    (block) => bootstrapBlock(resampler, statistics, 1, options, block),
    blockCount(options.resamples),
  );
  const [interval = { kind: 'undefined', reason: 'nothing to compute' }] = bootstrapIntervals(
    resampler,
    statistics,
    1,
    options,
    blocks,
  );
  const whole = new Uint32Array(resampler.size);
  resampler.whole(whole);
  const p = interval.kind === 'interval' ? { p: twoSidedP(blocks) } : {};
  return { difference: difference(whole), interval, ...p };
}

function twoSidedP(blocks: readonly Float64Array[]): number {
  let below = 0;
  let above = 0;
  let defined = 0;
  for (const block of blocks) {
    for (const value of block) {
      if (Number.isNaN(value)) continue;
      defined++;
      if (value <= 0) below++;
      if (value >= 0) above++;
    }
  }
  return Math.min(1, (2 * (Math.min(below, above) + 1)) / (defined + 1));
}
