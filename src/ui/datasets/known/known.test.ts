import { describe, expect, test } from 'vitest';
import { recipes } from '../../../datasets/recipe/recipes.ts';
import { fakeDataset } from '../testing/fakes.ts';
import { importedOf, knownAddress, readKnownFilter, shown, taskWords } from './known.ts';

describe('the filter of known data sets', () => {
  test.each([
    [{}],
    [{ specialty: 'dentistry' }],
    [{ task: 'segmentation' }],
    [{ specialty: 'radiology', task: 'detection', recipe: 'rsna-pneumonia' }],
  ] as const)('is read from the address as it was written: %o', (filter) => {
    expect(readKnownFilter(knownAddress(filter).split('?')[1] ?? '')).toEqual(filter);
  });

  test('that nobody knows restricts nothing', () => {
    expect(readKnownFilter('specialty=astrology&task=guessing')).toEqual({});
  });

  test('shows what fits all of it', () => {
    expect(shown(recipes, {})).toHaveLength(recipes.length);
    expect(shown(recipes, { specialty: 'dentistry' }).map(({ id }) => id)).toEqual([
      'dentex',
      'dental-radiography',
    ]);
    expect(shown(recipes, { specialty: 'ophthalmology', task: 'segmentation' }).map(({ id }) => id)).toEqual([
      'refuge',
      'idrid',
      'drive',
      'chase-db1',
      'hrf',
      'stare',
    ]);
    expect(shown(recipes, { recipe: 'ham10000' })).toHaveLength(1);
  });
});

test('what is here of a known data set', () => {
  const ours = fakeDataset({ recipe: 'ham10000' });
  expect(importedOf('ham10000', [fakeDataset(), ours])).toEqual([ours]);
  expect(importedOf('idrid', [ours])).toEqual([]);
});

test('tasks in words', () => {
  expect(taskWords(['classification', 'report-generation'])).toBe('classification, report generation');
});
