import { expect, test } from 'vitest';
import { datasetId, sampleId } from '../ids.ts';
import type { Dataset } from './dataset.ts';
import { copiedCase, subsetDataset } from './subset.ts';
import { testDataset } from './test-dataset.ts';

const whole: Dataset = testDataset('w', {
  name: 'Whole',
  description: 'All films.',
  modality: 'X-ray',
  license: 'CC0-1.0',
  source: 'a clinic',
  labels: [{ name: 'effusion', synonyms: [] }],
  notes: ['Look twice.'],
  state: { kind: 'partial', reason: 'Cancelled.' },
  sampleCount: 9,
  hiddenCount: 2,
  deletedCount: 1,
  byteCount: 900,
  refused: [{ path: 'a', reason: 'b', remedy: 'c' }],
  recipe: 'films',
  sensitivity: { kind: 'private', review: { at: 1, caseCount: 9, words: [] } },
});
const ids = [sampleId('a'), sampleId('b')];
const choice = { name: 'Part', words: '2 of 9 cases of “Whole”, drawn with seed 1.' };

test('a part keeps what is true of it, and neither the review nor the place among known sets', () => {
  const part = subsetDataset(whole, ids, choice, 7);
  expect(part).toEqual({
    id: part.id,
    name: 'Part',
    description: 'All films. 2 of 9 cases of “Whole”, drawn with seed 1.',
    synthetic: false,
    specialty: 'radiology',
    modality: 'X-ray',
    license: 'CC0-1.0',
    source: 'a clinic',
    labels: whole.labels,
    notes: whole.notes,
    state: { kind: 'complete' },
    sampleCount: 2,
    byteCount: 0,
    importedAt: 7,
    sourceKey: part.sourceKey,
    refused: [],
    sensitivity: { kind: 'private', review: null },
  });
  expect(subsetDataset(whole, ids, choice, 8).id).not.toBe(part.id);
});

test('a copied case is the same case at another place', () => {
  const sample = {
    id: sampleId('a'),
    dataset: whole.id,
    ordinal: 5,
    name: 'a',
    images: [],
    truth: { labels: [] },
    split: 'test' as const,
    attributes: {},
  };
  expect(copiedCase(sample, datasetId('p'), 0)).toEqual({ ...sample, dataset: 'p', ordinal: 0 });
});
