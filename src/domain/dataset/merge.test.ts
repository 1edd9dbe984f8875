import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datasetId, sampleId } from '../ids.ts';
import type { Dataset, Sample } from './dataset.ts';
import {
  idsInSeveral,
  mergedCase,
  mergedDataset,
  planMerge,
  type MergeCase,
  type MergeSource,
} from './merge.ts';
import { testDataset } from './test-dataset.ts';

const datasetNamed = (id: string, change: Partial<Dataset> = {}): Dataset =>
  testDataset(id, { name: `Set ${id}`, modality: 'X-ray', license: 'CC0-1.0', ...change });

/** The id is that of the content, as in an import: name and picture. */
const caseOf = (name: string, picture: string, truthKey: string, group?: string): MergeCase => ({
  id: sampleId(`${name}|${picture}`),
  name,
  truthKey,
  ...(group !== undefined && { group }),
});

const some = fc.constantFrom('a', 'b', 'c', 'd');
const source = (id: string): fc.Arbitrary<MergeSource> =>
  fc
    .uniqueArray(
      fc
        .tuple(
          some,
          fc.constantFrom('1', '2'),
          fc.constantFrom('x', 'y'),
          fc.option(some, { nil: undefined }),
        )
        .map((given) => caseOf(...given)),
      { selector: ({ name }) => name, maxLength: 4 },
    )
    .map((cases) => ({ dataset: datasetNamed(id, fcName(id)), cases }));
/** Two of the three sets have the same name. */
const fcName = (id: string) => ({ name: id === 'C' ? 'Set A' : `Set ${id}` });

describe('a merge', () => {
  test('has every case once, under a name of its own, and says which names clashed', () => {
    fc.assert(
      fc.property(source('A'), source('B'), source('C'), fc.boolean(), (a, b, c, sameGroups) => {
        const sources = [a, b, c];
        const plan = planMerge(sources, { sameGroups });
        const all = sources.flatMap(({ cases }) => cases);
        expect(plan.cases.length + plan.keptOnce).toBe(all.length);
        expect(new Set(plan.cases.map(({ name }) => name)).size).toBe(plan.cases.length);
        const distinct = new Set(all.map(({ id, truthKey }) => `${id} ${truthKey ?? ''}`));
        expect(plan.cases.length).toBe(distinct.size);
        for (const { name } of plan.cases)
          if (plan.clashes.includes(name)) expect.fail(`${name} clashes and was kept`);
        // Cases of a set that shared a group still do, and of two sets only where groups are the same.
        const groups = new Map(plan.cases.map((each) => [`${each.from} ${each.id}`, each.group]));
        for (const first of sources)
          for (const second of sources)
            for (const one of first.cases)
              for (const other of second.cases) {
                const keys = [`${first.dataset.id} ${one.id}`, `${second.dataset.id} ${other.id}`] as const;
                if (one.group === undefined || !groups.has(keys[0]) || !groups.has(keys[1])) continue;
                const together = groups.get(keys[0]) === groups.get(keys[1]);
                if (first === second || sameGroups) expect(together).toBe(one.group === other.group);
                else expect(together).toBe(false);
              }
      }),
    );
  });

  test('unites labels by name, with all synonyms and the first definition; alike names are told', () => {
    const labels = [
      [
        { name: 'effusion', synonyms: ['fluid'] },
        { name: 'nodule', synonyms: [] },
      ],
      [
        { name: 'effusion', synonyms: ['water', 'fluid'], definition: 'd' },
        { name: 'Nodule', synonyms: [] },
      ],
    ];
    const sources = labels.map((list, at) => ({
      dataset: datasetNamed(String(at), { labels: list }),
      cases: [],
    }));
    const plan = planMerge(sources, { sameGroups: true });
    expect(plan.labels).toEqual([
      { name: 'effusion', synonyms: ['fluid', 'water'], definition: 'd' },
      { name: 'nodule', synonyms: [] },
      { name: 'Nodule', synonyms: [] },
    ]);
    expect(plan.alike).toEqual([['nodule', 'Nodule']]);
  });

  test('keeps a case once where truth is the same too, and both under new names where it is not', () => {
    const sources = [
      { dataset: datasetNamed('A'), cases: [caseOf('same', '1', 'x'), caseOf('other', '1', 'x', 'p1')] },
      { dataset: datasetNamed('B'), cases: [caseOf('same', '1', 'x'), caseOf('other', '1', 'y', 'p1')] },
    ];
    expect([...idsInSeveral(sources)]).toEqual(['same|1', 'other|1']);
    expect(planMerge(sources, { sameGroups: false })).toMatchObject({
      keptOnce: 1,
      clashes: ['other'],
      sharedGroups: ['p1'],
      cases: [
        { from: 'A', name: 'same' },
        { from: 'A', name: 'Set A/other', group: 'Set A/p1' },
        { from: 'B', name: 'Set B/other', group: 'Set B/p1' },
      ],
    });
  });

  test('is private and not reviewed unless all are public, and synthetic only where all are', () => {
    const plan = planMerge([], { sameGroups: true });
    const real = datasetNamed('A', {
      sensitivity: { kind: 'private', review: { at: 1, caseCount: 9, words: [] } },
    });
    const drawn = datasetNamed('B', { synthetic: true, specialty: 'dentistry', modality: 'panoramic' });
    const merged = mergedDataset([real, drawn], plan, 'Both', 7);
    expect(merged).toMatchObject({
      synthetic: false,
      sensitivity: { kind: 'private', review: null },
      specialty: 'other',
      modality: 'X-ray, panoramic',
      notes: ['The pictures of “Set B” were made by a program and show no patient.'],
    });
    expect(mergedDataset([drawn, drawn], plan, 'Both', 7)).toMatchObject({
      synthetic: true,
      sensitivity: { kind: 'public' },
    });
    expect(mergedDataset([real, drawn], plan, 'Both', 8).id).not.toBe(merged.id);
  });

  test('copies a case with its history in words, its origin, and another id under another name', () => {
    const sample: Sample = {
      id: sampleId('s'),
      dataset: datasetId('A'),
      ordinal: 4,
      name: 'one',
      images: [],
      truth: { labels: ['x'] },
      split: 'test',
      group: 'p1',
      attributes: { sex: 'F' },
      edits: [{ at: 3, words: 'labels: x', before: { truth: { labels: ['secret'] } } }],
    };
    const same = mergedCase(
      sample,
      { from: sample.dataset, id: sample.id, name: 'one' },
      datasetId('M'),
      0,
      'Set A',
    );
    expect(same).toEqual({
      id: 's',
      dataset: 'M',
      ordinal: 0,
      name: 'one',
      images: [],
      truth: { labels: ['x'] },
      split: 'test',
      attributes: { sex: 'F', 'data set': 'Set A' },
      history: [{ at: 3, words: 'labels: x' }],
    });
    const renamed = mergedCase(
      sample,
      { from: sample.dataset, id: sample.id, name: 'Set A/one', group: 'p1' },
      datasetId('M'),
      0,
      'Set A',
    );
    expect(renamed).toMatchObject({ name: 'Set A/one', group: 'p1' });
    expect(renamed.id).not.toBe('s');
  });
});
