import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addChrfStatistics,
  chrf2,
  chrf2PlusPlus,
  chrfScore,
  chrfStatistics,
  type ChrfOptions,
} from './chrf.ts';

const reference = 'The heart is mildly enlarged. No focal consolidation, pleural effusion (or pneumothorax).';
const second = 'Cardiac silhouette enlarged; lungs clear at 4.2 cm.';
const candidate = 'Heart is enlarged. No consolidation, effusion or pneumothorax seen.';

function score(references: readonly string[], text: string, options: ChrfOptions): number | undefined {
  const statistics = chrfStatistics(references, text, options);
  return statistics && chrfScore(statistics, options);
}

// By sacrebleu's algorithm.
test('figures of one pair under each option', () => {
  expect(score([reference], candidate, chrf2)).toBeCloseTo(57.13544533233702, 10);
  expect(score([reference], candidate, chrf2PlusPlus)).toBeCloseTo(52.89390290376179, 10);
  expect(score([reference, second], candidate, { ...chrf2, lowercase: true })).toBeCloseTo(
    58.530948839091714,
    10,
  );
  expect(score([reference], candidate, { ...chrf2, beta: 1 })).toBeCloseTo(62.04728233086073, 10);
});

test('orders that a text is too short for are left out', () => {
  expect(score([reference], 'No', chrf2)).toBeCloseTo(2.4026512013256003, 10);
  expect(score(['No'], 'No', chrf2)).toBe(100);
});

test('white space does not count, and one mark is taken off a word', () => {
  expect(score(['a b'], 'ab', chrf2)).toBe(100);
  expect(chrfStatistics(['(a) b.'], 'b. (a', { ...chrf2, characterOrder: 2, wordOrder: 2 })).toEqual([
    { candidate: 4, reference: 5, matches: 4 },
    { candidate: 3, reference: 4, matches: 2 },
    { candidate: 4, reference: 4, matches: 2 },
    { candidate: 3, reference: 3, matches: 1 },
  ]);
  expect(chrfStatistics(['( a'], '(a .', { ...chrf2, characterOrder: 0, wordOrder: 1 })).toEqual([
    { candidate: 3, reference: 2, matches: 2 },
  ]);
});

test('characters are code points', () => {
  expect(chrfStatistics(['😀'], '😀', { ...chrf2, characterOrder: 2 })).toEqual([
    { candidate: 1, reference: 1, matches: 1 },
    { candidate: 0, reference: 0, matches: 0 },
  ]);
});

test('the best reference counts, an empty one is passed over, none left is undefined', () => {
  expect(score(['xyz', '', candidate], candidate, chrf2)).toBeCloseTo(100, 10);
  expect(score([''], candidate, chrf2)).toBeUndefined();
  expect(score(['xyz'], '', chrf2)).toBe(0);
});

test('over a corpus counts are added up', () => {
  const one = chrfStatistics([reference], candidate, chrf2);
  const other = chrfStatistics([second], second, chrf2);
  if (!one || !other) throw new Error('both have references');
  const sum = addChrfStatistics([one, other]);
  expect(sum.map(({ matches }) => matches)).toEqual(
    one.map(({ matches }, order) => matches + (other[order]?.matches ?? 0)),
  );
  const corpus = chrfScore(sum, chrf2);
  expect(corpus).toBeGreaterThan(chrfScore(one, chrf2));
  expect(corpus).toBeLessThan(100);
  expect(chrfScore(addChrfStatistics([]), chrf2)).toBe(0);
});

test('any two texts: between 0 and 100, 100 against itself, symmetric when beta is 1', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.') }),
  );
  fc.assert(
    fc.property(text, text, (first, other) => {
      for (const options of [chrf2, chrf2PlusPlus]) {
        const value = score([first], other, options) ?? 0;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(100.0001);
        if (first.trim() !== '') expect(score([first], first, options)).toBeCloseTo(100, 9);
      }
      if (first === '' || other === '') return;
      const even = { ...chrf2, beta: 1 };
      expect(score([first], other, even)).toBeCloseTo(score([other], first, even) ?? NaN, 9);
    }),
  );
});
