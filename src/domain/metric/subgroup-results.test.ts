import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracy } from './classification/label-definitions.ts';
import { type CaseWeights, type Measure, measured, resampledCases } from './measure.ts';
import type { MetricResult } from './metric.ts';
import { subgroupResults } from './subgroup-results.ts';
import { weightedMean } from './weighted-mean.ts';

const options = { level: 0.95, resamples: 500, seed: 3, gaps: 1 };

/** The mean of figures of cases; a share where they are all 0 or 1. */
function meanOf(figures: readonly number[], more: Partial<Measure<CaseWeights>> = {}) {
  return (places: readonly number[]): Measure<CaseWeights> => {
    const own = places.map((place) => figures[place] ?? 0);
    const isShare = figures.every((figure) => figure === 0 || figure === 1);
    return {
      definition: accuracy,
      options: () => ({}),
      value: (weights) => weightedMean(own, weights),
      n: () => own.length,
      undefinedBecause: 'there are no cases',
      ...(isShare
        ? { proportion: () => ({ successes: own.reduce((sum, one) => sum + one, 0), trials: own.length }) }
        : {}),
      ...more,
    };
  };
}

/** So many cases of each kind: subgroup, right or wrong, group. */
function casesOf(kinds: readonly (readonly [string | null, number, number, string?])[]) {
  const all = kinds.flatMap(([name, right, count, group]) =>
    Array.from({ length: count }, (_, i) => ({
      name,
      right,
      // Two cases a patient, where a patient is named.
      group: group === undefined ? undefined : `${group}${String(Math.floor(i / 2))}`,
    })),
  );
  return {
    subgroupOf: all.map(({ name }) => name),
    groups: all.map(({ group }) => group),
    measureOf: meanOf(all.map(({ right }) => right)),
  };
}

const methodOf = (result: MetricResult | undefined) =>
  result?.kind === 'value' ? result.interval?.method : undefined;

describe('a figure by subgroup', () => {
  it('of independent shares has the gap of Newcombe 1998, table II', () => {
    const cases = casesOf([
      ['a', 1, 56],
      ['a', 0, 14],
      ['b', 1, 48],
      ['b', 0, 32],
      [null, 0, 5],
    ]);
    const { rows, range, unknown } = subgroupResults({ names: ['a', 'b'], ...cases }, options);
    const [a, b] = rows;
    expect(a).toMatchObject({
      name: 'a',
      cases: 70,
      groups: 70,
      value: { value: 0.8 },
      rest: { value: 0.6 },
    });
    expect(a?.gap.kind === 'value' && a.gap.interval?.low).toBeCloseTo(0.0524, 4);
    expect(a?.gap.kind === 'value' && a.gap.interval?.high).toBeCloseTo(0.3339, 4);
    expect(b?.gap.kind === 'value' && b.gap.interval?.low).toBeCloseTo(-0.3339, 4);
    expect(a?.reading).toBe('without 0 when corrected');
    expect(range).toMatchObject({ signature: { metric: 'subgroup-range' } });
    expect(range.kind === 'value' && range.value).toBeCloseTo(0.2, 12);
    expect(unknown).toBe(5);
  });

  it('has each value and interval that it would have on these cases alone', () => {
    const cases = casesOf([
      ['a', 1, 20, 'p'],
      ['a', 0, 10, 'q'],
      ['b', 1, 20, 'r'],
      ['b', 0, 20, 's'],
    ]);
    const both = subgroupResults({ names: ['a', 'b'], ...cases }, options);
    const alone = cases.subgroupOf.flatMap((name, place) => (name === 'a' ? [place] : []));
    expect([both.rows[0]?.value]).toEqual(
      measured([cases.measureOf(alone)], resampledCases(alone.map((place) => cases.groups[place])), options),
    );
    expect(methodOf(both.rows[0]?.value)).toMatch(/by group/u);
    expect(both.rows[0]?.groups).toBe(15);
    expect(methodOf(both.rows[0]?.gap)).toMatch(/by group/u);
  });

  it('where one side is all right, does not take that for certain', () => {
    const cases = casesOf([
      ['a', 1, 8, 'p'],
      ['b', 1, 20, 'r'],
      ['b', 0, 20, 's'],
    ]);
    const [a] = subgroupResults({ names: ['a', 'b'], ...cases }, options).rows;
    expect(a?.value).toMatchObject({ value: 1, interval: { high: 1 } });
    expect(methodOf(a?.value)).toMatch(/Wilson on 4/u);
    expect(a?.gap).toMatchObject({ value: 0.5 });
    expect(methodOf(a?.gap)).toMatch(/Newcombe/u);
    expect(a?.warnings).toEqual(['few cases (8)', 'few patients or lesions (4)']);
  });

  it('that is no share has no interval of a gap where one side never varies', () => {
    const subgroupOf = [...Array.from({ length: 10 }, () => 'a'), ...Array.from({ length: 10 }, () => 'b')];
    const [a] = subgroupResults(
      {
        names: ['a', 'b'],
        subgroupOf,
        groups: subgroupOf.map(() => undefined),
        measureOf: meanOf(subgroupOf.map((name, i) => (name === 'a' ? 0.5 : i / 20))),
      },
      options,
    ).rows;
    expect(a?.gap).not.toHaveProperty('interval');
    expect(a).toMatchObject({ reading: 'no interval', corrected: null });
  });

  it('is undefined, with a reason, where a subgroup has no case', () => {
    const cases = casesOf([
      ['a', 1, 20],
      ['a', 0, 20],
    ]);
    const { rows, range } = subgroupResults({ names: ['a', 'b'], ...cases }, options);
    expect(rows[1]).toMatchObject({
      cases: 0,
      value: { kind: 'undefined', reason: 'there are no cases' },
      gap: { kind: 'undefined', reason: 'one of the two is undefined' },
      reading: 'undefined',
    });
    expect(rows[0]).toMatchObject({ rest: { kind: 'undefined' }, gap: { kind: 'undefined' } });
    expect(range.kind).toBe('undefined');
  });

  it('is corrected for the number of gaps, and says which gaps outlast that', () => {
    const cases = casesOf([
      ['a', 1, 56],
      ['a', 0, 14],
      ['b', 1, 48],
      ['b', 0, 32],
    ]);
    const [a] = subgroupResults({ names: ['a', 'b'], ...cases }, { ...options, gaps: 20 }).rows;
    expect(a?.reading).toBe('without 0');
    expect(a?.corrected?.level).toBeCloseTo(0.9975, 12);
    const interval = a?.gap.kind === 'value' ? a.gap.interval : undefined;
    expect(a?.corrected?.low).toBeLessThan(interval?.low ?? NaN);
  });

  it('tells no corrected interval of resamples that are too few for it', () => {
    const cases = casesOf([
      ['a', 1, 40, 'p'],
      ['b', 1, 20, 'r'],
      ['b', 0, 20, 's'],
      ['a', 0, 2, 'q'],
    ]);
    const [a] = subgroupResults({ names: ['a', 'b'], ...cases }, { ...options, gaps: 500 }).rows;
    expect(a).toMatchObject({ reading: 'without 0', corrected: null });
  });

  it('says where both sides are averaged over other classes', () => {
    const cases = casesOf([
      ['a', 1, 30],
      ['b', 0, 30],
      ['b', 1, 30],
    ]);
    const measureOf = (places: readonly number[]) => ({
      ...cases.measureOf(places),
      options: () => ({ classes: places.length > 40 ? '4 of 4' : '3 of 4' }),
    });
    const [a] = subgroupResults({ names: ['a', 'b'], ...cases, measureOf }, options).rows;
    expect(a?.warnings).toEqual(['classes 3 of 4 here, 4 of 4 in all others: not quite comparable']);
  });

  it('has a gap of value less rest, whatever the cases', () => {
    const anyCase = fc.record({
      name: fc.constantFrom('a', 'b', 'c', null),
      right: fc.constantFrom(0, 1),
      group: fc.option(fc.constantFrom('p', 'q', 'r'), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 1, maxLength: 30 }), (all) => {
        const { rows, unknown } = subgroupResults(
          {
            names: ['a', 'b', 'c'],
            subgroupOf: all.map(({ name }) => name),
            groups: all.map(({ group }) => group),
            measureOf: meanOf(all.map(({ right }) => right)),
          },
          { ...options, resamples: 20 },
        );
        expect(rows.reduce((sum, { cases }) => sum + cases, unknown)).toBe(all.length);
        for (const { value, rest, gap, reading } of rows) {
          expect(gap.kind).toBe(value.kind === 'value' && rest.kind === 'value' ? 'value' : 'undefined');
          if (gap.kind !== 'value' || value.kind !== 'value' || rest.kind !== 'value') continue;
          expect(gap.value).toBeCloseTo(value.value - rest.value, 12);
          const { interval } = gap;
          if (interval) expect(reading === 'holds 0').toBe(interval.low <= 0 && interval.high >= 0);
        }
      }),
      { numRuns: 50 },
    );
  });
});
