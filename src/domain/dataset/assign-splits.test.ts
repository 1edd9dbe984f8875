import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleId } from '../ids.ts';
import { assignedSplits } from './assign-splits.ts';

const cases = fc
  .array(fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }), { minLength: 1, maxLength: 120 })
  .map((groups) =>
    groups.map((group, at) => ({
      id: sampleId(`s${at}`),
      ...(group !== undefined && { group: `p${group}` }),
    })),
  );
const share = fc.integer({ min: 1, max: 90 });
const seed = fc.integer();

describe('cases divided among splits', () => {
  test('are each in one, no group in two, and no split is off its share by more than the largest group', () => {
    fc.assert(
      fc.property(cases, share, share, seed, (list, train, rest, chance) => {
        const shares = [
          { split: 'train', share: train },
          { split: 'test', share: rest },
        ] as const;
        const assigned = assignedSplits(list, shares, chance);
        expect(assigned.size).toBe(list.length);
        const splitOfGroup = new Map<string, string | undefined>();
        for (const { id, group } of list) {
          if (group === undefined) continue;
          const split = assigned.get(id);
          expect(splitOfGroup.get(group) ?? split).toBe(split);
          splitOfGroup.set(group, split);
        }
        const sizes = [...Map.groupBy(list, ({ id, group }) => group ?? id).values()].map((of) => of.length);
        const wanted = (train / (train + rest)) * list.length;
        const got = [...assigned.values()].filter((split) => split === 'train').length;
        expect(Math.abs(got - wanted)).toBeLessThanOrEqual(Math.max(...sizes));
      }),
    );
  });

  test('are divided the same by the same seed, and otherwise by another', () => {
    const list = Array.from({ length: 200 }, (_, at) => ({ id: sampleId(`s${at}`), group: `p${at >> 1}` }));
    const shares = [
      { split: 'train', share: 0.5 },
      { split: 'validation', share: 0.25 },
      { split: 'test', share: 0.25 },
    ] as const;
    const [a, b, c] = [1, 1, 2].map((chance) => [...assignedSplits(list, shares, chance).entries()]);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(Map.groupBy(a ?? [], ([, split]) => split).get('train')).toHaveLength(100);
  });

  test('need shares above 0', () => {
    expect(() => assignedSplits([], [], 1)).toThrow(RangeError);
    expect(() => assignedSplits([], [{ split: 'test', share: 0 }], 1)).toThrow(RangeError);
  });
});
