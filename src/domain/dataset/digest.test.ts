import { describe, expect, test } from 'vitest';
import { datasetId, sampleId } from '../ids.ts';
import type { Sample } from './dataset.ts';
import { digestOf } from './digest.ts';
import { matches, type CaseFilter } from './filter.ts';
import { tallyOf } from './tally.ts';

function sampleAt(ordinal: number, change: Partial<Sample> = {}): Sample {
  return {
    id: sampleId(`s${ordinal}`),
    dataset: datasetId('d'),
    ordinal,
    name: `case ${ordinal}`,
    images: [],
    truth: { labels: ['normal'] },
    split: 'train',
    attributes: { sex: 'F', age: 40 },
    ...change,
  };
}

const cases = [
  sampleAt(0, { group: 'p1' }),
  sampleAt(1, {
    group: 'p1',
    split: 'test',
    truth: { boxes: [{ label: 'nodule', x: 0, y: 0, width: 1, height: 1 }] },
  }),
  sampleAt(2, { group: 'p2', truth: {}, attributes: { sex: 'M' }, tags: ['check'] }),
  sampleAt(3, { hidden: true }),
  sampleAt(4, { truth: { report: { findings: 'Small EFFUSION on the left.', language: 'en' } } }),
].map(digestOf);

const found = (filter: CaseFilter) =>
  cases.filter((digest) => matches(filter, digest)).map(({ ordinal }) => ordinal);

describe('a filter', () => {
  test('without conditions lists all but the hidden; those on demand', () => {
    expect(found({})).toEqual([0, 1, 2, 4]);
    expect(found({ hidden: true })).toEqual([3]);
  });

  test('holds each condition', () => {
    expect(found({ split: 'test' })).toEqual([1]);
    expect(found({ label: 'nodule' })).toEqual([1]);
    expect(found({ attribute: { name: 'sex', value: 'M' } })).toEqual([2]);
    expect(found({ attribute: { name: 'age', value: '40' } })).toEqual([0, 1, 4]);
    expect(found({ truth: 'report' })).toEqual([4]);
    expect(found({ tag: 'check' })).toEqual([2]);
    expect(found({ group: 'p1' })).toEqual([0, 1]);
  });

  test('finds every word of a text, whatever its case', () => {
    expect(found({ text: 'effusion LEFT' })).toEqual([4]);
    expect(found({ text: 'effusion right' })).toEqual([]);
    expect(found({ text: ' ' })).toEqual([0, 1, 2, 4]);
  });
});

test('a tally counts the shown, names missing attributes, and groups that are in two splits', () => {
  expect(tallyOf(cases)).toMatchObject({
    cases: 4,
    hidden: 1,
    labels: [
      { value: 'nodule', count: 1 },
      { value: 'normal', count: 1 },
    ],
    splits: [
      { split: 'train', count: 3 },
      { split: 'test', count: 1 },
    ],
    attributes: [
      { name: 'sex', missing: 0 },
      { name: 'age', values: [{ value: '40', count: 3 }], missing: 1 },
    ],
    withoutTruth: 1,
    groups: 2,
    groupsAcrossSplits: ['p1'],
  });
});
