import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';
import {
  casesResampler,
  cellsResampler,
  clustersOf,
  clustersResampler,
  groupsResampler,
  isClustered,
  type Resampler,
} from './resampling.ts';

const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0);

function drawn(resampler: Resampler, seed: number): Uint32Array {
  const counts = new Uint32Array(resampler.size).fill(99);
  resampler.draw(seededRandom(seed), counts);
  return counts;
}

function whole(resampler: Resampler): Uint32Array {
  const counts = new Uint32Array(resampler.size).fill(99);
  resampler.whole(counts);
  return counts;
}

describe('clusters', () => {
  it('are numbered as they occur; a case without a group is its own', () => {
    const clusters = clustersOf(['b', undefined, 'a', 'b', undefined]);
    expect([...clusters.groupOf]).toEqual([0, 1, 2, 0, 3]);
    expect(clusters.groupCount).toBe(4);
    expect(isClustered(clusters)).toBe(true);
    expect(isClustered(clustersOf(['a', undefined, 'b']))).toBe(false);
  });

  it('decide whether cases or groups are drawn', () => {
    expect(clustersResampler(clustersOf(['a', 'a', 'b']))).toMatchObject({
      unit: 'group',
      units: 2,
      size: 3,
    });
    expect(clustersResampler(clustersOf(['a', 'b']))).toMatchObject({ unit: 'case', units: 2, size: 2 });
  });
});

describe('resamplers', () => {
  it('of cases draw as many as there are, each equally often', () => {
    const resampler = casesResampler(4);
    const totals = new Uint32Array(4);
    for (let seed = 0; seed < 4000; seed++) {
      const counts = drawn(resampler, seed);
      expect(sum(counts)).toBe(4);
      counts.forEach((count, i) => (totals[i] = (totals[i] ?? 0) + count));
    }
    // 4,000 expected of each, standard deviation 55.
    expect(totals.every((total) => Math.abs(total - 4000) < 250)).toBe(true);
    expect([...whole(resampler)]).toEqual([1, 1, 1, 1]);
  });

  it('of groups give all cases of a group the same count', () => {
    const groups = ['a', 'b', 'a', 'c', 'b', 'a'];
    const resampler = groupsResampler(clustersOf(groups));
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const counts = drawn(resampler, seed);
        expect([counts[2], counts[5], counts[4]]).toEqual([counts[0], counts[0], counts[1]]);
        expect((counts[0] ?? 0) + (counts[1] ?? 0) + (counts[3] ?? 0)).toBe(3);
      }),
    );
    expect([...whole(resampler)]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('of cells keep the number of cases and never fill an empty cell', () => {
    const cells = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(cells, fc.integer(), (sample, seed) => {
        const counts = drawn(cellsResampler(sample), seed);
        expect(sum(counts)).toBe(sample.reduce((total, count) => total + count, 0));
        sample.forEach((count, cell) => {
          if (count === 0) expect(counts[cell]).toBe(0);
        });
      }),
    );
  });

  it('of cells are distributed as a resample of cases: mean and covariance', () => {
    const sample = [30, 50, 0, 20];
    const resampler = cellsResampler(sample);
    const draws = Array.from({ length: 4000 }, (_, seed) => [...drawn(resampler, seed)]);
    const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const means = sample.map((_, cell) => meanOf(draws.map((counts) => counts[cell] ?? 0)));
    const covariance = (a: number, b: number) =>
      meanOf(
        draws.map((counts) => ((counts[a] ?? 0) - (means[a] ?? 0)) * ((counts[b] ?? 0) - (means[b] ?? 0))),
      );
    sample.forEach((count, cell) => {
      expect(Math.abs((means[cell] ?? 0) - count)).toBeLessThan(0.4);
    });
    // Multinomial: n p (1 - p) and -n p q; standard errors about 0.5.
    expect(Math.abs(covariance(0, 0) - 21)).toBeLessThan(2.5);
    expect(Math.abs(covariance(1, 1) - 25)).toBeLessThan(2.5);
    expect(Math.abs(covariance(0, 1) + 15)).toBeLessThan(2.5);
    expect([...whole(resampler)]).toEqual(sample);
  });

  it('leave out each unit once', () => {
    const without = (resampler: Resampler) =>
      Array.from({ length: resampler.parts }, (_, part) => {
        const counts = new Uint32Array(resampler.size).fill(99);
        return [resampler.without(part, counts), ...counts];
      });
    expect(without(casesResampler(3))).toEqual([
      [1, 0, 1, 1],
      [1, 1, 0, 1],
      [1, 1, 1, 0],
    ]);
    expect(without(groupsResampler(clustersOf(['a', 'b', 'a'])))).toEqual([
      [1, 0, 1, 0],
      [1, 1, 0, 1],
    ]);
    expect(without(cellsResampler([2, 0, 3]))).toEqual([
      [2, 1, 0, 3],
      [3, 2, 0, 2],
    ]);
  });

  it('leave out blocks where there are more than 1,000 units', () => {
    const resampler = casesResampler(2500);
    expect(resampler.parts).toBe(1000);
    const left = new Uint32Array(2500);
    const counts = new Uint32Array(2500);
    for (let part = 0; part < 1000; part++) {
      resampler.without(part, counts);
      counts.forEach((count, i) => (left[i] = (left[i] ?? 0) + 1 - count));
    }
    expect(left.every((times) => times === 1)).toBe(true);
  });
});
