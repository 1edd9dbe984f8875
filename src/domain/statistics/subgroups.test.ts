import { describe, expect, it } from 'vitest';
import { clustersOf } from './resampling.ts';
import { subgroupGaps } from './subgroups.ts';

const options = { resamples: 1000, seed: 7, level: 0.95 };
/** 30 men of whom 24 are right, 20 women of whom 10 are right, 2 unknown and wrong. */
const subgroupOf = [
  ...Array.from({ length: 30 }, () => 'men'),
  ...Array.from({ length: 20 }, () => 'women'),
  null,
  null,
];
const names = ['men', 'women'];
const right = subgroupOf.map((name, i) =>
  name === 'men' ? (i < 24 ? 1 : 0) : name === 'women' && i < 40 ? 1 : 0,
);
const alone = () => clustersOf(subgroupOf.map(() => undefined));

function shareRight(weights: Uint32Array): number | null {
  let [hits, n] = [0, 0];
  weights.forEach((weight, i) => {
    n += weight;
    hits += weight * (right[i] ?? 0);
  });
  return n === 0 ? null : hits / n;
}

describe('subgroup gaps', () => {
  const found = () => {
    const gaps = subgroupGaps(names, subgroupOf, alone(), shareRight, options);
    const [men, women] = gaps.subgroups;
    return { gaps, men, women };
  };

  it('are of each subgroup against the others that are known', () => {
    const { gaps, men, women } = found();
    expect(men).toMatchObject({ name: 'men', cases: 30, value: { value: 0.8 }, rest: { value: 0.5 } });
    expect(women).toMatchObject({ name: 'women', cases: 20, value: { value: 0.5 }, rest: { value: 0.8 } });
    expect(men?.gap.kind === 'value' && men.gap.value).toBeCloseTo(0.3, 12);
    expect(women?.gap.kind === 'value' && women.gap.value).toBeCloseTo(-0.3, 12);
    expect(gaps.unknown).toBe(2);
    expect(gaps.subgroups).toHaveLength(2);
  });

  it('have intervals as two independent shares have', () => {
    const { men } = found();
    if (men?.gap.kind !== 'value' || !men.gap.interval) throw new Error('no interval');
    const spread = Math.sqrt((0.8 * 0.2) / 30 + (0.5 * 0.5) / 20);
    expect(men.gap.interval.high - men.gap.interval.low).toBeCloseTo(2 * 1.96 * spread, 1);
    expect(men.gap.interval.low).toBeLessThan(0.3);
    expect(men.gap.interval.high).toBeGreaterThan(0.3);
  });

  it('have a range over subgroups', () => {
    const { gaps } = found();
    expect(gaps.range.kind === 'value' && gaps.range.value).toBeCloseTo(0.3, 12);
  });

  it('are undefined, not 0, where there is nothing beside', () => {
    const single = subgroupGaps(
      ['men'],
      Array.from({ length: 30 }, () => 'men'),
      clustersOf(Array.from({ length: 30 }, () => undefined)),
      shareRight,
      options,
    );
    expect(single.subgroups[0]).toMatchObject({
      value: { value: 0.8 },
      rest: { kind: 'undefined', reason: 'undefined on the cases outside of men' },
      gap: { kind: 'undefined', reason: 'one of the two is undefined' },
    });
    expect(single.range).toEqual({ kind: 'undefined', reason: 'fewer than 2 subgroups have a figure' });
    const nothing = subgroupGaps(names, subgroupOf, alone(), () => null, options);
    expect(nothing.subgroups[0]?.value).toEqual({
      kind: 'undefined',
      reason: 'undefined on the cases of men',
    });
  });

  it('have a value without an interval where one cannot be had', () => {
    const groups = clustersOf(['one', 'one', 'one']);
    const gap = subgroupGaps(['a', 'b'], ['a', 'b', 'b'], groups, () => 1, options);
    expect(gap.subgroups[0]?.value).toEqual({ kind: 'value', value: 1 });
  });

  it('have no interval where one side never varies: the other alone says too little', () => {
    const first = (weights: Uint32Array) => {
      // All right in `a`, half of `b`.
      const hits = weights.reduce((sum, weight, i) => sum + (i < 10 || i % 2 === 0 ? weight : 0), 0);
      const n = weights.reduce((sum, weight) => sum + weight, 0);
      return n === 0 ? null : hits / n;
    };
    const groups = Array.from({ length: 40 }, (_, i) => (i < 10 ? 'a' : 'b'));
    const [a, b] = subgroupGaps(
      ['a', 'b'],
      groups,
      clustersOf(groups.map(() => undefined)),
      first,
      options,
    ).subgroups;
    expect(a?.value).toEqual({ kind: 'value', value: 1 });
    expect(b?.value).toHaveProperty('interval');
    expect(a?.gap).toEqual({ kind: 'value', value: 0.5 });
    expect(b?.gap).toEqual({ kind: 'value', value: -0.5 });
  });

  it('are told at a stricter level too, from the same resamples', () => {
    const { subgroups } = subgroupGaps(names, subgroupOf, alone(), shareRight, {
      ...options,
      stricterLevel: 0.99,
    });
    const gap = subgroups[0]?.gap;
    if (gap?.kind !== 'value' || !gap.interval || !gap.stricter) throw new Error('no interval');
    expect(gap.stricter).toMatchObject({ level: 0.99 });
    expect(gap.stricter.low).toBeLessThan(gap.interval.low);
    expect(gap.stricter.high).toBeGreaterThan(gap.interval.high);
    const [usual] = subgroupGaps(names, subgroupOf, alone(), shareRight, options).subgroups;
    expect(usual?.gap).toMatchObject({ interval: gap.interval });
  });
});
