import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, bonferroni, holm } from './correction.ts';
import { kendallTauB, pearson, spearman } from './correlation.ts';
import { delongAuc, delongTest } from './delong.ts';
import { pairedBootstrap } from './paired-difference.ts';
import { approximateRandomisation, exchangeableMeanDifference } from './randomisation.ts';
import { seededRandom } from './random.ts';
import { casesResampler, clustersOf, groupsResampler } from './resampling.ts';

const options = { resamples: 2000, seed: 7, level: 0.95 };

describe('corrections', () => {
  const p = [0.01, 0.04, 0.03, 0.005];

  it('by hand', () => {
    expect(bonferroni(p)).toEqual([0.04, 0.16, 0.12, 0.02]);
    expect(holm(p)).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(benjaminiHochberg(p)).toEqual([0.02, 0.04, 0.04, 0.02]);
    expect([bonferroni([]), holm([]), benjaminiHochberg([])]).toEqual([[], [], []]);
    expect([bonferroni([1, 0.9]), holm([1, 0.9]), benjaminiHochberg([1, 0.9])]).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  it('keep the order, are never below p, and Holm lies between the others', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (values) => {
        const [most, middle, least] = [bonferroni(values), holm(values), benjaminiHochberg(values)];
        values.forEach((value, i) => {
          const chain = [value, least[i] ?? 0, middle[i] ?? 0, most[i] ?? 0, 1];
          chain.slice(1).forEach((next, j) => {
            expect(next).toBeGreaterThanOrEqual((chain[j] ?? 0) - 1e-15);
          });
        });
      }),
    );
  });

  it('refuse what is no p value', () => {
    for (const correct of [bonferroni, holm, benjaminiHochberg]) {
      expect(() => correct([0.5, 1.5])).toThrow('a p value lies between 0 and 1, not at 1.5');
      expect(() => correct([NaN])).toThrow('a p value lies');
    }
  });
});

describe('correlation', () => {
  it('is 1 for what goes together and has no p for two pairs', () => {
    expect(pearson([1, 2], [5, 9])).toEqual({ kind: 'test', r: 1 });
    expect(spearman([1, 2, 9], [1, 4, 5])).toEqual({ kind: 'test', r: 1, p: 0 });
    expect(pearson([1, 2, 3], [3, 2, 1])).toMatchObject({ r: -1 });
    expect(kendallTauB([1, 2, 3], [3, 2, 1])).toBe(-1);
  });

  it('is undefined where a list does not vary', () => {
    expect(pearson([1, 1], [1, 2])).toEqual({ kind: 'undefined', reason: 'one of the lists does not vary' });
    expect(pearson([1, 2], [1, 1])).toMatchObject({ kind: 'undefined' });
    expect(pearson([1], [1])).toEqual({ kind: 'undefined', reason: 'it takes at least 2 pairs' });
    expect(kendallTauB([1, 1], [1, 2])).toBeNull();
    expect(kendallTauB([1, 2], [1, 1])).toBeNull();
    expect(() => kendallTauB([1], [1, 2])).toThrow('of one length');
    expect(() => pearson([1], [1, 2])).toThrow('of one length');
  });
});

describe('DeLong', () => {
  const truth = [false, false, false, true, true, true, true];
  const good = [1, 2, 4, 3, 5, 6, 7];
  const bad = [5, 2, 3, 1, 4, 6, 0];

  it('is enough with two of each', () => {
    expect(delongAuc([true, true, false, false], [4, 2, 3, 1], 0.95)).toMatchObject({
      kind: 'auc',
      auc: 0.75,
    });
  });

  it('counts pairs', () => {
    const area = delongAuc(truth, good, 0.95);
    expect(area.kind === 'auc' && area.auc).toBeCloseTo(11 / 12, 12);
  });

  it('turns its sign with the order of the two', () => {
    const [test, mirrored] = [delongTest(truth, good, bad, 0.95), delongTest(truth, bad, good, 0.95)];
    if (test.kind === 'undefined' || mirrored.kind === 'undefined') throw new Error('undefined');
    expect(mirrored.z).toBeCloseTo(-test.z, 12);
    expect(mirrored.p).toBeCloseTo(test.p, 12);
    expect(test.difference).toBeCloseTo(11 / 12 - test.second.auc, 12);
    expect(test.interval.low).toBeLessThan(test.difference);
    expect(test.interval.high).toBeLessThanOrEqual(1);
    expect(mirrored.interval.low).toBeGreaterThanOrEqual(-1);
    // The interval at the level 1 - p ends at 0, and lies evenly about the difference.
    const touching = delongTest(truth, good, bad, 1 - test.p);
    if (touching.kind === 'undefined') throw new Error('undefined');
    expect(touching.interval.low).toBeCloseTo(0, 9);
    expect(touching.interval.high).toBeCloseTo(Math.min(1, 2 * test.difference), 9);
  });

  it('is undefined where nothing can be told', () => {
    const few = { kind: 'undefined', reason: 'it takes at least 2 positive and 2 negative cases' };
    expect(delongAuc([true, true, false], [1, 2, 3], 0.95)).toEqual(few);
    expect(delongAuc([false, false, true], [1, 2, 3], 0.95)).toEqual(few);
    expect(delongTest([true, false], [1, 2], [1, 2], 0.95)).toEqual(few);
    expect(delongTest(truth, good, good, 0.95)).toMatchObject({ kind: 'undefined' });
    expect(
      delongTest(
        truth,
        good,
        good.map((score) => 2 * score),
        0.95,
      ),
    ).toMatchObject({ kind: 'undefined' });
    expect(() => delongAuc([true], [1, 2], 0.95)).toThrow('of one length');
  });
});

describe('paired bootstrap', () => {
  const random = seededRandom(4);
  const first = Array.from({ length: 80 }, () => (random.uniform() < 0.8 ? 1 : 0));
  const second = first.map((right) => (random.uniform() < 0.3 ? 1 - right : right));
  const meanBy = (values: readonly number[]) => (weights: Uint32Array) => {
    const n = weights.reduce((sum, weight) => sum + weight, 0);
    return values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) / n;
  };

  it('takes both figures from the same resample', () => {
    const result = pairedBootstrap(casesResampler(80), meanBy(first), meanBy(second), options);
    const expected = meanBy(first)(new Uint32Array(80).fill(1)) - meanBy(second)(new Uint32Array(80).fill(1));
    expect(result.difference).toBeCloseTo(expected, 12);
    if (result.interval.kind === 'undefined') throw new Error(result.interval.reason);
    // Standard deviation of paired differences over sqrt n.
    const differences = first.map((value, i) => value - (second[i] ?? 0));
    const spread = Math.sqrt(differences.reduce((sum, d) => sum + (d - expected) ** 2, 0)) / 80;
    expect(result.interval.standardError).toBeCloseTo(spread, 2);
    expect(result.interval.interval.low).toBeLessThan(expected);
    expect(result.interval.interval.high).toBeGreaterThan(expected);
  });

  it('has p 1 for two alike and the least p for two that always differ', () => {
    expect(pairedBootstrap(casesResampler(80), meanBy(first), meanBy(first), options).p).toBe(1);
    const ahead = pairedBootstrap(
      casesResampler(80),
      () => 1,
      () => 0,
      options,
    );
    expect(ahead.p).toBeCloseTo(2 / 2001, 12);
    expect(
      pairedBootstrap(
        casesResampler(80),
        () => 0,
        () => 1,
        options,
      ).p,
    ).toBeCloseTo(2 / 2001, 12);
  });

  it('is undefined where one of the two is', () => {
    const result = pairedBootstrap(casesResampler(80), () => null, meanBy(first), options);
    expect(result).toMatchObject({ difference: null, interval: { kind: 'undefined' } });
    expect(result).not.toHaveProperty('p');
  });

  it('takes groups together', () => {
    const groups = first.map((_, i) => String(Math.floor(i / 8)));
    const { interval } = pairedBootstrap(
      groupsResampler(clustersOf(groups)),
      meanBy(first),
      meanBy(second),
      options,
    );
    expect(interval.kind === 'interval' && interval.interval.method).toContain('by group');
  });
});

describe('approximate randomisation', () => {
  const alone = (n: number) => clustersOf(Array.from({ length: n }, () => undefined));

  it('comes near to all exchanges counted out', () => {
    const [a, b] = [
      [3, 5, 4, 6],
      [2, 3, 5, 2],
    ];
    // Differences 1 2 -1 4, sum 6: of 16 sign patterns 6 have an absolute sum of at least 6.
    const test = approximateRandomisation(alone(4), exchangeableMeanDifference(a, b), {
      trials: 20_000,
      seed: 3,
    });
    if (test.kind === 'undefined') throw new Error(test.reason);
    expect(test.difference).toBeCloseTo(1.5, 12);
    expect(test.p).toBeCloseTo(6 / 16, 1.7);
    expect(test).toMatchObject({ trials: 20_000, seed: 3, undefinedTrials: 0 });
  });

  it('is never 0, and 1 for two alike', () => {
    const values = Array.from({ length: 60 }, () => 1);
    const zeros = values.map(() => 0);
    const certain = approximateRandomisation(alone(60), exchangeableMeanDifference(values, zeros), {
      trials: 99,
      seed: 1,
    });
    expect(certain).toMatchObject({ p: 1 / 100, difference: 1 });
    const alike = approximateRandomisation(alone(60), exchangeableMeanDifference(values, values), {
      trials: 99,
      seed: 1,
    });
    expect(alike).toMatchObject({ p: 1, difference: 0 });
  });

  it('exchanges a group as one', () => {
    const groups = ['a', 'a', 'b', 'b', 'b'];
    const seen = new Set<string>();
    approximateRandomisation(
      clustersOf(groups),
      (exchanged) => {
        seen.add([...exchanged].join(''));
        return 0;
      },
      { trials: 200, seed: 1 },
    );
    expect([...seen].sort()).toEqual(['00000', '00111', '11000', '11111']);
  });

  it('counts an undefined exchange against the difference', () => {
    let calls = 0;
    const onlyAtFirst = () => (calls++ === 0 ? 1 : null);
    const test = approximateRandomisation(alone(3), onlyAtFirst, { trials: 9, seed: 1 });
    expect(test).toMatchObject({ p: 1, undefinedTrials: 9 });
    expect(approximateRandomisation(alone(3), () => null, { trials: 9, seed: 1 })).toEqual({
      kind: 'undefined',
      reason: 'the difference is undefined on these cases',
    });
    expect(exchangeableMeanDifference([], [])(new Uint8Array(0))).toBeNull();
    expect(() => approximateRandomisation(alone(3), () => 1, { trials: 0, seed: 1 })).toThrow(
      'at least 1 trial',
    );
  });
});
