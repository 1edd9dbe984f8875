import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownLabels, knowsEnough } from './known-labels.ts';
import type { OnnxCollection } from './model-file.ts';

const collection = (
  id: string,
  offset: number,
  ...classes: [name: string, ...synonyms: string[]][]
): OnnxCollection => ({
  id,
  specialty: 'other',
  modality: 'x',
  offset,
  lesionOf: [],
  classes: classes.map(([name, ...synonyms]) => ({ name, synonyms })),
});

const model = {
  collections: [
    collection(
      'chest',
      0,
      ['normal', 'no finding'],
      ['opacity', 'infiltration'],
      ['effusion'],
      ['enlarged heart', 'cardiomegaly'],
    ),
    collection('endoscopy', 4, ['normal'], ['polyp'], ['ulcer']),
  ],
};

const label = (name: string, ...synonyms: string[]) => ({ name, synonyms });
const ask = (...labels: ReturnType<typeof label>[]) => knownLabels(model, { task: 'classification', labels });

test('takes the collection that knows most of the labels', () => {
  const found = ask(label('normal'), label('polyp'), label('ulcer'));
  expect(found.collection?.id).toBe('endoscopy');
  expect(found.pairs.map(({ classIndex }) => classIndex)).toEqual([0, 1, 2]);
  expect(found.unknown).toEqual([]);
});

test('matches synonyms of either side, case, strokes and width aside, and names what it does not know', () => {
  const found = ask(label('Cardiomegaly'), label('fluid', 'EFFUSION'), label('No_Finding'), label('Nodule'));
  expect(found.collection?.id).toBe('chest');
  expect(found.pairs).toEqual([
    { label: 'Cardiomegaly', classIndex: 3, className: 'enlarged heart' },
    { label: 'fluid', classIndex: 2, className: 'effusion' },
    { label: 'No_Finding', classIndex: 0, className: 'normal' },
  ]);
  expect(found.unknown).toEqual(['Nodule']);
});

test('a class stands for one label, and the label of its name goes before a synonym', () => {
  const found = ask(label('infiltration'), label('opacity'), label('effusion'));
  expect(found.pairs.map((pair) => pair.label)).toEqual(['opacity', 'effusion']);
  expect(found.unknown).toEqual(['infiltration']);
});

test('of equals the first, and none when no label is known', () => {
  expect(ask(label('normal')).collection?.id).toBe('chest');
  expect(ask(label('cat'), label('dog'))).toEqual({
    collection: null,
    pairs: [],
    lesion: null,
    unknown: ['cat', 'dog'],
  });
});

test('every label is known or unknown, no class is used twice', () => {
  const names = fc.constantFrom(
    'normal',
    'opacity',
    'infiltration',
    'polyp',
    'ulcer',
    'cat',
    'EFFUSION',
    'no finding',
  );
  const labels = fc.uniqueArray(fc.record({ name: names, synonyms: fc.array(names, { maxLength: 2 }) }), {
    selector: ({ name }) => name,
  });
  fc.assert(
    fc.property(labels, (asked) => {
      const { pairs, unknown } = knownLabels(model, { task: 'classification', labels: asked });
      expect([...pairs.map((pair) => pair.label), ...unknown].sort()).toEqual(
        asked.map(({ name }) => name).sort(),
      );
      expect(new Set(pairs.map(({ classIndex }) => classIndex)).size).toBe(pairs.length);
    }),
  );
});

describe('segmentation', () => {
  const marking = {
    collections: [
      {
        ...collection('chest', 0, ['normal'], ['opacity'], ['effusion']),
        lesionLabel: 'lesion',
        lesionOf: ['opacity', 'effusion'],
      },
      {
        ...collection('skin', 3, ['nevus'], ['melanoma']),
        specialty: 'dermatology',
        lesionLabel: 'lesion',
        lesionOf: ['nevus', 'melanoma'],
      },
    ],
  };
  const regions = (specialty: 'dermatology' | 'other', ...labels: ReturnType<typeof label>[]) =>
    knownLabels(marking, { task: 'segmentation', labels }, specialty);

  test('classes that have a region are known, others are not', () => {
    const found = regions('other', label('normal'), label('effusion'), label('heart'));
    expect(found.pairs.map((pair) => pair.label)).toEqual(['effusion']);
    expect(found.unknown).toEqual(['normal', 'heart']);
    expect(knowsEnough(found, 'segmentation')).toBe(true);
    expect(knowsEnough(found, 'classification')).toBe(false);
  });

  test("a lesion without a further name is that of the data set's specialty", () => {
    const found = regions('dermatology', label('Lesion'), label('ruler'));
    expect(found).toMatchObject({
      collection: { id: 'skin' },
      pairs: [],
      lesion: 'Lesion',
      unknown: ['ruler'],
    });
    expect(knowsEnough(found, 'segmentation')).toBe(true);
    expect(regions('dermatology', label('heart')).collection).toBeNull();
    expect(knownLabels(marking, { task: 'segmentation', labels: [label('lesion')] }).collection).toBeNull();
  });
});
