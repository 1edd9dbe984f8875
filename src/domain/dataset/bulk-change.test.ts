import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datasetId, sampleId } from '../ids.ts';
import { bulkChanged, type BulkChange } from './bulk-change.ts';
import { splits, type Sample } from './dataset.ts';

const sampleWith = (change: Partial<Sample>): Sample => ({
  id: sampleId('a'),
  dataset: datasetId('d'),
  ordinal: 0,
  name: 'a',
  images: [],
  truth: {},
  split: 'none',
  attributes: {},
  ...change,
});

const change: fc.Arbitrary<BulkChange> = fc.oneof(
  fc.record({ kind: fc.constantFrom('tag', 'untag'), tag: fc.constantFrom('x', 'y') }),
  fc.record({
    kind: fc.constant('splits' as const),
    splits: fc.constantFrom(...splits).map((split) => new Map([[sampleId('a'), split]])),
    words: fc.constant('split anew'),
  }),
  fc.record({ kind: fc.constantFrom('hide', 'show') }),
);

describe('a change of many cases', () => {
  test('is taken back by its time, and by no other', () => {
    const tags = fc.option(fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }), {
      nil: undefined,
    });
    fc.assert(
      fc.property(change, tags, fc.boolean(), (made, before, hidden) => {
        const sample = sampleWith({
          ...(before !== undefined && { tags: before }),
          ...(hidden && { hidden }),
        });
        const after = bulkChanged(sample, made, 50);
        expect(bulkChanged(after, { kind: 'take back', madeAt: 49 }, 60)).toBe(after);
        expect(bulkChanged(after, { kind: 'take back', madeAt: 50 }, 60)).toEqual(sample);
      }),
    );
  });

  test('tags once, and leaves no empty list', () => {
    const tagged = bulkChanged(sampleWith({}), { kind: 'tag', tag: 'x' }, 1);
    expect(tagged.tags).toEqual(['x']);
    expect(bulkChanged(tagged, { kind: 'tag', tag: 'x' }, 2)).toBe(tagged);
    const bare = bulkChanged(tagged, { kind: 'untag', tag: 'x' }, 3);
    expect(Object.hasOwn(bare, 'tags')).toBe(false);
    expect(bare.edits?.map(({ words }) => words)).toEqual(['tag: x', 'no longer tagged x']);
  });

  test('of splits leaves cases alone that it does not name', () => {
    const sample = sampleWith({});
    const made = { kind: 'splits', splits: new Map([[sampleId('b'), 'test' as const]]), words: '' } as const;
    expect(bulkChanged(sample, made, 1)).toBe(sample);
  });
});
