import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meteor } from './meteor.ts';

const words = (text: string) => text.toLowerCase().split(' ');
const reference = words(
  'The heart is mildly enlarged. No focal consolidation, pleural effusion (or pneumothorax).',
);
const second = words('Cardiac silhouette enlarged; lungs clear at 4.2 cm.');
const candidate = words('Heart is enlarged. No consolidation, effusion or pneumothorax seen.');

// By nltk 3.8 with an empty WordNet.
test('figures of NLTK', () => {
  expect(meteor([reference], candidate)).toBeCloseTo(0.43684710351377026, 12);
  expect(meteor([second, reference], candidate)).toBeCloseTo(0.43684710351377026, 12);
  expect(meteor([reference], candidate, { alpha: 0.8, beta: 2, gamma: 0.4 })).toBeCloseTo(
    0.4327485380116959,
    12,
  );
  expect(
    meteor([words('the effusions are on the left')], words('the effusion is on the the left')),
  ).toBeCloseTo(0.6098360655737705, 12);
});

test('equal texts lose the penalty of one chunk', () => {
  expect(meteor([['a', 'b']], ['a', 'b'])).toBeCloseTo(1 - 0.5 * 0.5 ** 3, 12);
});

test('matches in reverse order are a chunk each', () => {
  expect(meteor([['a', 'b']], ['b', 'a'])).toBeCloseTo(0.5, 12);
});

test('stems match only where words do not', () => {
  // The exact pair (effusion, effusion) leaves (effusions) for nothing.
  expect(meteor([['effusion']], ['effusions', 'effusion'])).toBeCloseTo(
    (1 - 0.5) * (0.5 / (0.9 * 0.5 + 0.1)),
    12,
  );
  expect(meteor([['effusions']], ['effusion'])).toBeCloseTo(0.5, 12);
});

test('nothing in common, or nothing at all, is 0', () => {
  expect(meteor([['a']], ['b'])).toBe(0);
  expect(meteor([[]], ['b'])).toBe(0);
  expect(meteor([['a']], [])).toBe(0);
  expect(meteor([], ['a'])).toBe(0);
});

test('any words: between 0 and 1', () => {
  const list = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'as', 'effusion', 'effusions'), fc.string()));
  fc.assert(
    fc.property(list, list, (first, other) => {
      const score = meteor([first], other);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThan(1);
    }),
  );
});
