import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownLabels } from './known-labels.ts';
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
const ask = (...labels: ReturnType<typeof label>[]) => knownLabels(model, { labels });

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
  expect(ask(label('cat'), label('dog'))).toEqual({ collection: null, pairs: [], unknown: ['cat', 'dog'] });
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
      const { pairs, unknown } = knownLabels(model, { labels: asked });
      expect([...pairs.map((pair) => pair.label), ...unknown].sort()).toEqual(
        asked.map(({ name }) => name).sort(),
      );
      expect(new Set(pairs.map(({ classIndex }) => classIndex)).size).toBe(pairs.length);
    }),
  );
});
