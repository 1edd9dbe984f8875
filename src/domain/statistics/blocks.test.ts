import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockCount,
  type BlockShare,
  blockSize,
  computedHere,
  fromShares,
  ownShare,
  resamplesOf,
} from './blocks.ts';
import { bootstrapAll } from './bootstrap.ts';
import { pairedBootstrap } from './paired-difference.ts';
import { approximateRandomisation, exchangeableMeanDifference } from './randomisation.ts';
import { casesResampler, clustersOf, groupsResampler } from './resampling.ts';

/** Three resamplings, one after the other, as a run's results make them. */
function resampled(blocks = computedHere) {
  const values = Array.from({ length: 40 }, (_, i) => Math.sin(i));
  const others = values.map((value) => value / 2);
  const groups = clustersOf(values.map((_, i) => `patient ${i % 11}`));
  const options = { resamples: 2 * blockSize + 10, seed: 7, level: 0.95, blocks };
  const mean = (of: readonly number[]) => (counts: Uint32Array) =>
    of.reduce((sum, value, i) => sum + value * (counts[i] ?? 0), 0);
  return [
    bootstrapAll(
      casesResampler(40),
      (counts, out) => {
        out[0] = mean(values)(counts);
        out[1] = counts[0] === 0 ? NaN : mean(others)(counts);
      },
      2,
      options,
    ),
    pairedBootstrap(groupsResampler(groups), mean(values), mean(others), options),
    approximateRandomisation(groups, exchangeableMeanDifference(values, others), {
      trials: 3 * blockSize,
      seed: 5,
      blocks,
    }),
    bootstrapAll(casesResampler(1), () => undefined, 1, options),
  ];
}

function sharesOf(parts: number): BlockShare[] {
  return Array.from({ length: parts }, (_, part) => {
    const { source, share } = ownShare(part, parts);
    resampled(source);
    return share;
  });
}

describe('blocks', () => {
  it('divide the resamples, the last one taking what is left', () => {
    expect([0, 1, 249, 250, 251, 500].map(blockCount)).toEqual([0, 1, 1, 1, 2, 2]);
    expect([0, 1, 2, 3].map((block) => resamplesOf(block, 510))).toEqual([250, 250, 10, 0]);
    fc.assert(
      fc.property(fc.nat(3000), (resamples) => {
        const sizes = Array.from({ length: blockCount(resamples) }, (_, block) =>
          resamplesOf(block, resamples),
        );
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(resamples);
      }),
    );
  });

  it.each([1, 2, 3, 7])('give the same result computed by %d', (parts) => {
    expect(resampled(fromShares(sharesOf(parts)))).toEqual(resampled());
  });

  it('are each computed once, in turn', () => {
    const shares = sharesOf(2);
    expect(shares.map((share) => share.map((blocks) => blocks.length))).toEqual([
      [2, 2, 2, 0],
      [1, 1, 1, 0],
    ]);
    const computed = computedHere((block) => Float64Array.of(block), 5);
    const split = [0, 1].map((part) => {
      const { source, share } = ownShare(part, 2);
      source((block) => Float64Array.of(block), 5);
      return share;
    });
    expect(split.map((share) => share[0]?.map(([number]) => number))).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
    const never = () => {
      throw new Error('computed again');
    };
    expect(fromShares(split)(never, 5)).toEqual(computed);
  });

  it('refuses shares of other work', () => {
    const never = () => new Float64Array(0);
    expect(() => fromShares(sharesOf(2))(never, 4)).toThrow(
      'resampling 1 has 4 blocks; the shares hold others',
    );
    const [first = [], second = []] = sharesOf(2);
    expect(() => fromShares([second, first])(never, 3)).toThrow('block 2 of resampling 1 is in no share');
    expect(() => fromShares([first])(never, 3)).toThrow('shares hold others');
    const source = fromShares([first, second]);
    for (const blocks of [3, 3, 3, 0]) expect(source(never, blocks)).toHaveLength(blocks);
    expect(() => source(never, 1)).toThrow('resampling 5 has 1 blocks');
    for (const [part, parts] of [
      [2, 2],
      [-1, 2],
      [0.5, 2],
      [0, 0],
    ] as const) {
      expect(() => ownShare(part, parts)).toThrow(`there is no part ${part} of ${parts}`);
    }
  });
});
