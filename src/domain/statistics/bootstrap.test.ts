import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCount, blockSize } from './blocks.ts';
import {
  bootstrap,
  bootstrapAll,
  bootstrapBlock,
  bootstrapIntervals,
  type BootstrapResult,
} from './bootstrap.ts';
import { casesResampler, cellsResampler, clustersOf, groupsResampler } from './resampling.ts';

const options = { resamples: 2000, seed: 7, level: 0.95 };

function meanOf(values: readonly number[]): (weights: Uint32Array) => number | null {
  return (weights) => {
    let sum = 0;
    let n = 0;
    values.forEach((value, i) => {
      sum += value * (weights[i] ?? 0);
      n += weights[i] ?? 0;
    });
    return n === 0 ? null : sum / n;
  };
}

function interval(result: BootstrapResult) {
  if (result.kind === 'undefined') throw new Error(result.reason);
  return result;
}

describe('bootstrap', () => {
  // scipy.stats.bootstrap on this sample: percentile 0.285 to 1.19, BCa 0.345 to 1.325, standard error 0.232.
  const skewed = [0.1, 0.2, 0.25, 0.3, 0.9, 1.7, 2.4, 0.05, 0.6, 0.4];
  const many = { ...options, resamples: 8000 };

  it('percentile interval and standard error are those of scipy', () => {
    const result = interval(bootstrap(casesResampler(10), meanOf(skewed), many));
    expect(Math.abs(result.interval.low - 0.285)).toBeLessThan(0.02);
    expect(Math.abs(result.interval.high - 1.19)).toBeLessThan(0.04);
    expect(Math.abs(result.standardError - 0.232)).toBeLessThan(0.008);
    expect(result.undefinedResamples).toBe(0);
    expect(result.interval).toMatchObject({
      level: 0.95,
      method: 'percentile bootstrap by case, 8000 resamples, seed 7',
    });
  });

  it('BCa interval is that of scipy', () => {
    const result = interval(bootstrap(casesResampler(10), meanOf(skewed), { ...many, method: 'bca' }));
    expect(Math.abs(result.interval.low - 0.345)).toBeLessThan(0.02);
    expect(Math.abs(result.interval.high - 1.325)).toBeLessThan(0.05);
    expect(result.interval.method).toBe('BCa bootstrap by case, 8000 resamples, seed 7');
  });

  it('is the same whoever computes which block, in whatever order', () => {
    const resampler = casesResampler(10);
    const statistics = (weights: Uint32Array, out: Float64Array) => {
      out[0] = meanOf(skewed)(weights) ?? NaN;
      out[1] = weights[0] ?? 0;
    };
    const resamples = 2 * blockSize + 10;
    const all = bootstrapAll(resampler, statistics, 2, { ...options, resamples });
    const blocks = [2, 0, 1].map((block) =>
      bootstrapBlock(casesResampler(10), statistics, 2, { resamples, seed: 7 }, block),
    );
    expect(blocks.map((block) => block.length)).toEqual([20, 2 * blockSize, 2 * blockSize]);
    const ordered = [blocks[1], blocks[2], blocks[0]].filter((block) => block !== undefined);
    expect(bootstrapIntervals(resampler, statistics, 2, { ...options, resamples }, ordered)).toEqual(all);
    expect(blockCount(resamples)).toBe(3);
    expect(blockCount(blockSize)).toBe(1);
    expect(bootstrapBlock(resampler, statistics, 2, { resamples, seed: 7 }, 3)).toHaveLength(0);
  });

  it('depends on the seed', () => {
    const low = (seed: number) =>
      interval(bootstrap(casesResampler(10), meanOf(skewed), { ...options, seed })).interval.low;
    expect(low(1)).toBe(low(1));
    expect(low(1)).not.toBe(low(2));
  });

  it('gives the quantiles of the resamples at its level', () => {
    const wide = interval(
      bootstrap(casesResampler(10), meanOf(skewed), { ...options, level: 0.99 }),
    ).interval;
    const narrow = interval(
      bootstrap(casesResampler(10), meanOf(skewed), { ...options, level: 0.5 }),
    ).interval;
    expect(wide.low).toBeLessThan(narrow.low);
    expect(wide.high).toBeGreaterThan(narrow.high);
  });

  it('holds the estimate of a mean, and does not depend on the order of equal cases', () => {
    const values = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(values, (sample) => {
        const result = interval(
          bootstrap(casesResampler(sample.length), meanOf(sample), { ...options, resamples: 500 }),
        );
        const mean = sample.reduce((a, b) => a + b, 0) / sample.length;
        expect(result.interval.low).toBeLessThanOrEqual(mean + 1e-12);
        expect(result.interval.high).toBeGreaterThanOrEqual(mean - 1e-12);
      }),
      { numRuns: 40 },
    );
  });

  it('is wider by group where cases of a group are alike', () => {
    const values = Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 1));
    const groups = values.map((_, i) => `patient ${Math.floor(i / 5)}`);
    const byCase = interval(bootstrap(casesResampler(40), meanOf(values), options)).interval;
    const byGroup = interval(
      bootstrap(groupsResampler(clustersOf(groups)), meanOf(values), options),
    ).interval;
    expect(byGroup.high - byGroup.low).toBeGreaterThan(1.7 * (byCase.high - byCase.low));
    expect(byGroup.method).toBe('percentile bootstrap by group, 2000 resamples, seed 7');
  });

  it('by cells is the bootstrap by case', () => {
    const shareOfFirst = (cells: Uint32Array) => (cells[0] ?? 0) / ((cells[0] ?? 0) + (cells[1] ?? 0));
    const byCells = interval(bootstrap(cellsResampler([30, 70]), shareOfFirst, many));
    const values = Array.from({ length: 100 }, (_, i) => (i < 30 ? 1 : 0));
    const byCase = interval(bootstrap(casesResampler(100), meanOf(values), many));
    expect(Math.abs(byCells.interval.low - byCase.interval.low)).toBeLessThan(0.011);
    expect(Math.abs(byCells.interval.high - byCase.interval.high)).toBeLessThan(0.011);
    expect(byCells.standardError).toBeCloseTo(Math.sqrt((0.3 * 0.7) / 100), 2.5);
  });

  it('by cells has the acceleration of the cases', () => {
    const shareOfFirst = (cells: Uint32Array) => (cells[0] ?? 0) / ((cells[0] ?? 0) + (cells[1] ?? 0));
    const bca = { ...many, method: 'bca' } as const;
    const byCells = interval(bootstrap(cellsResampler([3, 57]), shareOfFirst, bca)).interval;
    const values = Array.from({ length: 60 }, (_, i) => (i < 3 ? 1 : 0));
    const byCase = interval(bootstrap(casesResampler(60), meanOf(values), bca)).interval;
    const percentile = interval(bootstrap(casesResampler(60), meanOf(values), many)).interval;
    expect(byCells.high).toBeCloseTo(byCase.high, 1.7);
    expect(byCells.low).toBeCloseTo(byCase.low, 1.7);
    expect(byCase.low).toBeGreaterThan(percentile.low);
  });

  it('leaves out undefined resamples and says how many', () => {
    const unlessDrawnTwice = (weights: Uint32Array) =>
      (weights[0] ?? 0) > 1 ? null : meanOf(skewed)(weights);
    const result = interval(bootstrap(casesResampler(10), unlessDrawnTwice, options));
    expect(result.undefinedResamples).toBeGreaterThan(400);
    expect(result.undefinedResamples).toBeLessThan(650);
    expect(result.interval.method).toBe(
      `percentile bootstrap by case, 2000 resamples, seed 7, undefined in ${result.undefinedResamples} of them`,
    );
  });

  it('has no interval where most resamples are undefined', () => {
    const result = bootstrap(casesResampler(10), (weights) => ((weights[0] ?? 0) > 1 ? 1 : null), options);
    expect(result).toMatchObject({ kind: 'undefined' });
    expect(result.kind === 'undefined' && result.reason).toMatch(/^undefined in 1\d\d\d of 2000 resamples$/);
  });

  it('has no interval from one case or one group', () => {
    expect(bootstrap(casesResampler(1), () => 1, options)).toEqual({
      kind: 'undefined',
      reason: 'an interval needs at least 2 cases',
    });
    expect(bootstrap(groupsResampler(clustersOf(['a', 'a'])), () => 1, options)).toEqual({
      kind: 'undefined',
      reason: 'an interval needs at least 2 groups',
    });
  });

  it('has no BCa interval of what does not vary', () => {
    expect(bootstrap(casesResampler(5), () => 1, { ...options, method: 'bca' })).toEqual({
      kind: 'undefined',
      reason: 'no BCa interval: the statistic hardly varies',
    });
    const constant = interval(bootstrap(casesResampler(5), () => 1, options));
    expect(constant.interval).toMatchObject({ low: 1, high: 1 });
    expect(constant.standardError).toBe(0);
  });

  it('refuses no resamples and no level', () => {
    for (const resamples of [0, 1.5]) {
      expect(() => bootstrap(casesResampler(5), () => 1, { ...options, resamples })).toThrow(
        'at least 1 resample',
      );
    }
    expect(() => bootstrap(casesResampler(5), () => 1, { ...options, level: 1 })).toThrow(
      'a confidence level',
    );
  });
});
