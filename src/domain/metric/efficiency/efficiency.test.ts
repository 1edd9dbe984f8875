import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortedQuantile } from '../../statistics/quantile.ts';
import { type CallCost, efficiencyResults, totalOf } from './efficiency.ts';
import { weightedQuantile } from './weighted-quantile.ts';

const options = { resamples: 300, seed: 7, level: 0.95 };
const call: CallCost = {
  firstTokenMs: 100,
  totalMs: 2000,
  characters: 500,
  inputTokens: 900,
  outputTokens: 120,
  cost: null,
};
const calls: readonly CallCost[] = [
  call,
  { ...call, totalMs: 1000, characters: 1000, firstTokenMs: null },
  { ...call, totalMs: 4000, characters: 0, outputTokens: null },
  { ...call, totalMs: 0 },
];

describe('weightedQuantile', () => {
  it('is the quantile of the values written out', () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 4 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), (rows, p) => {
        const weights = Uint32Array.from(rows, ([, weight]) => weight);
        const written = rows.flatMap(([value, weight]) => Array.from({ length: weight }, () => value));
        const expected =
          sortedQuantile(
            written.sort((a, b) => a - b),
            p,
          ) ?? null;
        const actual = weightedQuantile(
          rows.map(([value]) => value),
          p,
        )(weights);
        if (actual === null || expected === null) expect(actual).toBe(expected);
        else expect(actual).toBeCloseTo(expected, 9);
      }),
    );
    expect(weightedQuantile([3, 1, 2], 0.5)()).toBe(2);
    expect(weightedQuantile([3, 1, 2, 9], 1)()).toBe(9);
    for (const p of [-0.1, 1.1, NaN])
      expect(() => weightedQuantile([1], p)).toThrow('a quantile lies between');
  });
});

describe('efficiencyResults', () => {
  const quantiles = (id: string, given = calls) =>
    efficiencyResults(given, [0.5, 0.95], undefined, options).find(({ definition }) => definition.id === id)
      ?.quantiles;
  const median = (id: string, given = calls) => quantiles(id, given)?.[0];

  it('has the quantiles of what is known', () => {
    expect(median('total-time')).toMatchObject({
      value: 1500,
      n: 4,
      signature: { options: { quantile: 0.5, without: 0 } },
    });
    expect(median('time-to-first-token')).toMatchObject({
      value: 100,
      n: 3,
      signature: { options: { without: 1 } },
    });
    // 2 s for 500, 1 s for 1,000, 0 s for 500 characters.
    expect(median('seconds-per-thousand-characters')).toMatchObject({ value: 1, n: 3 });
    // 250, 1,000 and 0 a second.
    expect(median('characters-per-second')).toMatchObject({ value: 250, n: 3 });
    const unknownLength = { ...call, characters: null };
    const unknownTime = { ...call, totalMs: null };
    for (const id of ['seconds-per-thousand-characters', 'characters-per-second']) {
      expect(median(id, [call, unknownLength, unknownTime])).toMatchObject({ n: 1 });
    }
    expect(median('output-tokens')).toMatchObject({ value: 120, n: 3 });
    expect(median('input-tokens')).toMatchObject({ value: 900, n: 4 });
    const percentile = quantiles('total-time')?.[1];
    expect(percentile?.kind === 'value' && percentile.value).toBeCloseTo(3700, 6);
  });

  it('has intervals by case, or by group', () => {
    expect(median('total-time')).toMatchObject({
      interval: { method: 'percentile bootstrap by case, 300 resamples, seed 7' },
    });
    const differing = calls.map((each, i) => ({ ...each, firstTokenMs: each.firstTokenMs && 100 + i }));
    const [firstToken, total] = efficiencyResults(differing, [0.5], ['a', 'a', 'b', 'b'], options);
    expect(total?.quantiles[0]).toMatchObject({
      interval: { method: 'percentile bootstrap by group, 300 resamples, seed 7' },
    });
    // The second call has no first token: of its group, which is resampled whole, one call is left.
    const alone = efficiencyResults(differing, [0.5], ['a', 'a', 'b', 'c'], options)[0];
    expect(firstToken?.quantiles[0]).toMatchObject({
      interval: { method: 'percentile bootstrap by group, 300 resamples, seed 7' },
    });
    expect(alone?.quantiles[0]).toMatchObject({
      interval: { method: 'percentile bootstrap by case, 300 resamples, seed 7' },
    });
  });

  it('is undefined, not 0, where nothing is known', () => {
    expect(median('cost')).toMatchObject({ kind: 'undefined', reason: 'no answer has this figure', n: 0 });
  });
});

describe('totalOf', () => {
  it('adds what is known and says how much is not', () => {
    expect(totalOf(calls, 'outputTokens')).toEqual({ total: 360, unknown: 1 });
    expect(totalOf(calls, 'cost')).toEqual({ total: null, unknown: 4 });
  });
});
