import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue, Split } from './dataset.ts';
import { attributesOffered, groupingOf } from './grouping.ts';

const withValues = (values: readonly (AttributeValue | undefined)[], split: Split = 'none') =>
  values.map((value) => ({ attributes: value === undefined ? {} : { x: value }, split }));

function groupsOf(values: readonly (AttributeValue | undefined)[], cuts?: readonly number[]) {
  const samples = withValues(values);
  const grouping = groupingOf(samples, { by: 'x', ...(cuts ? { cuts } : {}) });
  return typeof grouping === 'string'
    ? grouping
    : { names: grouping.names, cuts: grouping.cuts, of: samples.map(grouping.subgroupOf) };
}

describe('subgroups by an attribute', () => {
  it('are its values, in the order in which a person would write them', () => {
    expect(groupsOf(['site 10', 'site 2', undefined, 'site 2', '', 'site 10'])).toEqual({
      names: ['site 2', 'site 10'],
      cuts: null,
      of: ['site 10', 'site 2', null, 'site 2', null, 'site 10'],
    });
  });

  it('are few numbers as they are, as text or not', () => {
    expect(groupsOf([3, 1, '2', 1, 3, 10, 10])).toMatchObject({ names: ['1', '2', '3', '10'], cuts: null });
  });

  it('are what lies between the quartiles, of many numbers', () => {
    const ages = Array.from({ length: 80 }, (_, i) => 20 + (i % 40));
    const groups = groupsOf(ages);
    expect(groups).toMatchObject({
      cuts: [29.75, 39.5, 49.25],
      names: ['below 29.75', '29.75 to below 39.5', '39.5 to below 49.25', '49.25 or more'],
    });
    if (typeof groups === 'string') throw new Error(groups);
    for (const name of groups.names) expect(groups.of.filter((own) => own === name)).toHaveLength(20);
  });

  it('are what lies between cuts that a person chooses; those without cases are left out', () => {
    expect(groupsOf([10, 40, 64, 65, 90, undefined, 'old'], [40, 65])).toBe('each case has its own');
    expect(groupsOf([10, 40, 64, 65, 90, undefined], [40, 65, 200])).toMatchObject({
      names: ['below 40', '40 to below 65', '65 to below 200'],
      of: ['below 40', '40 to below 65', '40 to below 65', '65 to below 200', '65 to below 200', null],
    });
    expect(groupsOf([10, 20, 30], [40])).toBe('all lie on the same side of the cuts');
  });

  it.each([
    [[undefined], 'no case has it'],
    [['CR', 'CR', undefined], 'all have the same: CR'],
    [['a', 'b', 'c'], 'each case has its own'],
    [Array.from({ length: 50 }, (_, i) => `p${String(i % 25)}`), '25 different ones, too many to compare'],
  ])('cannot be compared: %j', (values, reason) => {
    expect(groupsOf(values)).toBe(reason);
  });

  it('are offered by name, with the reason where they are not', () => {
    const samples = [
      { attributes: { sex: 'F', maker: 'A' }, split: 'train' },
      { attributes: { sex: 'M', maker: 'A' }, split: 'test' },
      { attributes: { sex: 'M' }, split: 'test' },
    ] as const;
    expect(attributesOffered(samples)).toEqual([
      { name: 'sex', kind: 'subgroups', names: ['F', 'M'], cuts: null },
      { name: 'maker', kind: 'not comparable', reason: 'all have the same: A' },
      { name: 'split', kind: 'subgroups', names: ['test', 'train'], cuts: null },
    ]);
    expect(attributesOffered(withValues([undefined, undefined], 'test'))).toEqual([]);
  });

  it('take in every case that has a value, each in one of the names', () => {
    const value = fc.option(fc.oneof(fc.integer({ min: -50, max: 120 }), fc.constantFrom('a', 'b', '')), {
      nil: undefined,
    });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        const groups = groupsOf(values);
        if (typeof groups === 'string') return;
        expect(groups.names.length).toBeGreaterThan(1);
        expect(new Set(groups.of.filter((name) => name !== null))).toEqual(new Set(groups.names));
        values.forEach((one, i) => expect(groups.of[i] === null).toBe(one === undefined || one === ''));
      }),
    );
  });
});
