import fc from 'fast-check';
import { expect, test } from 'vitest';
import { datasetId, sampleId } from '../ids.ts';
import { splits, type Sample } from './dataset.ts';
import { digestOf } from './digest.ts';
import { matches } from './filter.ts';
import { statisticsOf } from './statistics.ts';

const sampleAt = (ordinal: number, change: Partial<Sample>): Sample => ({
  id: sampleId(`s${ordinal}`),
  dataset: datasetId('d'),
  ordinal,
  name: `case ${ordinal}`,
  images: [],
  truth: {},
  split: 'none',
  attributes: {},
  ...change,
});

test('statistics count by split, describe numbers by their middle, and name groups in two splits', () => {
  const statistics = statisticsOf(
    [
      sampleAt(0, {
        split: 'train',
        group: 'p1',
        truth: { labels: ['a'] },
        attributes: { age: 40, sex: 'F' },
      }),
      sampleAt(1, { split: 'test', group: 'p1', truth: { labels: ['a', 'b'] }, attributes: { age: 60 } }),
      sampleAt(2, { split: 'test', group: 'p2', truth: { boxes: [] }, attributes: { age: 45, sex: 'M' } }),
      sampleAt(3, { split: 'test', attributes: { age: 90, sex: 3 } }),
      sampleAt(4, { hidden: true, group: 'p2', split: 'train' }),
    ].map(digestOf),
  );
  expect(statistics).toEqual({
    cases: 4,
    hidden: 1,
    splits: [
      { split: 'train', count: 1, groups: 1 },
      { split: 'test', count: 3, groups: 2 },
    ],
    labels: [
      { value: 'a', count: 2, bySplit: [1, 1] },
      { value: 'b', count: 1, bySplit: [0, 1] },
    ],
    truth: [
      { kind: 'labels', count: 2, missing: 2 },
      { kind: 'boxes', count: 1, missing: 3 },
    ],
    withoutTruth: 1,
    attributes: [
      { name: 'age', missing: 0, kind: 'numbers', smallest: 40, median: 52.5, largest: 90 },
      {
        name: 'sex',
        missing: 1,
        kind: 'words',
        values: [
          { value: '3', count: 1 },
          { value: 'F', count: 1 },
          { value: 'M', count: 1 },
        ],
      },
    ],
    sizes: [],
    groups: 2,
    largestGroup: 2,
    ungrouped: 1,
    acrossSplits: [
      {
        group: 'p1',
        parts: [
          { split: 'train', count: 1 },
          { split: 'test', count: 1 },
        ],
      },
    ],
  });
});

test('every count is the number of cases that its filter lists', () => {
  const sample = fc.record({
    split: fc.constantFrom(...splits),
    group: fc.option(fc.constantFrom('p', 'q'), { nil: undefined }),
    labels: fc.option(fc.uniqueArray(fc.constantFrom('a', 'b')), { nil: undefined }),
    hidden: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 20 }), (drafts) => {
      const digests = drafts.map(({ split, group, labels, hidden }, at) =>
        digestOf(
          sampleAt(at, {
            split,
            ...(group !== undefined && { group }),
            truth: labels === undefined ? {} : { labels },
            ...(hidden && { hidden }),
          }),
        ),
      );
      const statistics = statisticsOf(digests);
      const listed = (filter: Parameters<typeof matches>[0]) =>
        digests.filter((digest) => matches(filter, digest)).length;
      for (const { value, count, bySplit } of statistics.labels) {
        expect(listed({ label: value })).toBe(count);
        statistics.splits.forEach(({ split }, at) =>
          expect(listed({ label: value, split })).toBe(bySplit[at]),
        );
      }
      for (const { kind, count, missing } of statistics.truth) {
        expect(listed({ truth: kind })).toBe(count);
        expect(listed({ missing: kind })).toBe(missing);
      }
      expect(listed({ missing: 'all' })).toBe(statistics.withoutTruth);
      for (const { group, parts } of statistics.acrossSplits)
        for (const { split, count } of parts) expect(listed({ group, split })).toBe(count);
    }),
  );
});
