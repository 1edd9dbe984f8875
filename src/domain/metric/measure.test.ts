import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../statistics/proportion.ts';
import { cellsResampler } from '../statistics/resampling.ts';
import { type CaseWeights, groupsOf, type Measure, measured, resampledCases, stating } from './measure.ts';
import { type MetricDefinition, metricUndefined, metricValue, signatureOf } from './metric.ts';
import { weightedMean } from './weighted-mean.ts';

const definition: MetricDefinition = {
  id: 'share',
  name: 'Share',
  family: 'statistics',
  version: 4,
  direction: 'higher is better',
  range: [0, 1],
  unit: '',
  plain: 'How many.',
  formula: 'sum / n',
  convention: 'none',
  emptyCase: 'undefined',
  reference: 'none',
  peer: 'none',
};
const options = { resamples: 200, seed: 7, level: 0.95 };
const signature = signatureOf(definition, { of: 'cases' });

function meanOf(values: readonly number[], more: Partial<Measure<CaseWeights>> = {}): Measure<CaseWeights> {
  return {
    definition,
    options: () => ({ of: 'cases' }),
    value: (weights) => weightedMean(values, weights),
    n: () => values.length,
    undefinedBecause: 'there are no cases',
    ...more,
  };
}

const alone = (cases: number) => resampledCases(groupsOf(undefined, cases));
const proportion = () => ({ successes: 3, trials: 4 });

describe('measured', () => {
  it('gives each measure its value, n, signature and an interval around it', () => {
    const [first, second] = measured(
      [meanOf([0, 1, 1, 0, 1, 1]), meanOf([5, 6, 7, 8, 9, 9])],
      alone(6),
      options,
    );
    expect(first).toMatchObject({ kind: 'value', value: 4 / 6, n: 6, signature });
    if (first?.kind !== 'value' || second?.kind !== 'value') throw new Error('undefined');
    expect(first.interval?.low).toBeGreaterThanOrEqual(0);
    expect(first.interval?.low).toBeLessThan(4 / 6);
    expect(first.interval?.high).toBeGreaterThan(4 / 6);
    expect(second.interval?.low).toBeGreaterThan(5);
    expect(second.interval?.method).toBe('percentile bootstrap by case, 200 resamples, seed 7');
  });

  it("gives shares of independent cases Wilson's interval, others in the same list the bootstrap", () => {
    const values = [0, 1, 1, 1];
    const [share, mean] = measured([meanOf(values, { proportion }), meanOf(values)], alone(4), options);
    expect(share).toMatchObject({ interval: wilsonInterval(3, 4, 0.95) });
    expect(mean).toMatchObject({
      interval: { method: 'percentile bootstrap by case, 200 resamples, seed 7' },
    });
    const [clustered] = measured(
      [meanOf(values, { proportion })],
      resampledCases(['a', 'a', 'b', 'c']),
      options,
    );
    expect(clustered).toMatchObject({
      interval: { method: 'percentile bootstrap by group, 200 resamples, seed 7' },
    });
  });

  it('is not certain of a share because every resample of the groups is the same', () => {
    const groups = resampledCases(['a', 'a', 'b', 'c', 'c', 'd']);
    const all = () => ({ successes: 6, trials: 6 });
    const none = () => ({ successes: 0, trials: 6 });
    const [ones, zeros, mean] = measured(
      [
        meanOf([1, 1, 1, 1, 1, 1], { proportion: all }),
        meanOf([0, 0, 0, 0, 0, 0], { proportion: none }),
        meanOf([2, 2, 2, 2, 2, 2]),
      ],
      groups,
      options,
    );
    const { low } = wilsonInterval(4, 4, 0.95);
    expect(ones).toMatchObject({
      value: 1,
      interval: { low, high: 1, method: 'Wilson on 4 groups, since every resample is the same' },
    });
    expect(zeros).toMatchObject({
      value: 0,
      interval: { low: 0, method: 'Wilson on 4 groups, since every resample is the same' },
    });
    expect(mean).toEqual({ ...mean, kind: 'value', value: 2 });
    expect(mean).not.toHaveProperty('interval');
  });

  it('says why a measure is undefined, and asks for no share of nothing', () => {
    const none = () => {
      throw new Error('a share of nothing was asked for');
    };
    const results = measured([meanOf([], { proportion: none }), meanOf([])], alone(0), options);
    for (const result of results) {
      expect(result).toEqual({ kind: 'undefined', reason: 'there are no cases', n: 0, signature });
    }
  });

  it('leaves the interval out where it is undefined', () => {
    const [single] = measured([meanOf([1])], alone(1), options);
    expect(single).toEqual({ kind: 'value', value: 1, n: 1, signature });
  });

  it('hands each resample over in the form that the measure takes', () => {
    const counts = [4, 6];
    const successes: Measure<ArrayLike<number>> = {
      definition,
      options: () => ({}),
      value: (cells) => (cells[1] ?? 0) / 10,
      n: () => 10,
      undefinedBecause: 'there are no cases',
    };
    const drawn: number[] = [];
    const [result] = measured(
      [successes],
      {
        data: counts,
        resampler: cellsResampler(counts),
        dataOf: (cells) => {
          drawn.push((cells[0] ?? 0) + (cells[1] ?? 0));
          return cells;
        },
      },
      options,
    );
    expect(result).toMatchObject({ value: 0.6, n: 10 });
    expect(drawn).toHaveLength(200);
    expect(new Set(drawn)).toEqual(new Set([10]));
  });

  it('states further choices beside those of the measure', () => {
    const [result] = measured([meanOf([1, 0])].map(stating({ unanswered: 'wrong' })), alone(2), options);
    expect(result?.signature.options).toEqual({ of: 'cases', unanswered: 'wrong' });
  });
});

describe('groupsOf', () => {
  it('takes each case by itself without groups, and wants one for each where there are any', () => {
    expect(groupsOf(undefined, 2)).toEqual([undefined, undefined]);
    expect(groupsOf(['a', undefined], 2)).toEqual(['a', undefined]);
    expect(() => groupsOf(['a'], 2)).toThrow('2 cases have 1 groups; there must be one for each');
  });
});

describe('metric results', () => {
  it('are never NaN or infinite', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      expect(metricValue(signature, value, 3)).toEqual({
        kind: 'undefined',
        reason: 'not a finite number',
        n: 3,
        signature,
      });
    }
    const interval = wilsonInterval(1, 2, 0.95);
    expect(metricValue(signature, 0, 2)).toEqual({ kind: 'value', value: 0, n: 2, signature });
    expect(metricValue(signature, 0.5, 2, interval)).toEqual({
      kind: 'value',
      value: 0.5,
      n: 2,
      signature,
      interval,
    });
    expect(metricUndefined(signature, 'because', 1)).toEqual({
      kind: 'undefined',
      reason: 'because',
      n: 1,
      signature,
    });
  });

  it('are signed with what makes them what they are', () => {
    expect(signatureOf(definition)).toEqual({
      metric: 'share',
      version: 4,
      direction: 'higher is better',
      options: {},
      emptyCase: 'undefined',
    });
  });
});

describe('weightedMean', () => {
  it('counts each value as often as its weight says, those that count', () => {
    expect(weightedMean([1, 2, 6])).toBe(3);
    expect(weightedMean([1, 2, 6], Uint32Array.of(3, 0, 1))).toBe(9 / 4);
    expect(weightedMean([1, 2, 6], undefined, Uint8Array.of(1, 1, 0))).toBe(1.5);
    expect(weightedMean([1, 2, 6], Uint32Array.of(3, 2, 1), Uint8Array.of(1, 0, 1))).toBe(9 / 4);
    expect(weightedMean([1, 2], Uint32Array.of(0, 5), Uint8Array.of(1, 0))).toBeNull();
    expect(weightedMean([])).toBeNull();
  });
});
