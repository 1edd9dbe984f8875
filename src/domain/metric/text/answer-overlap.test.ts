import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactMatch, normalizedAnswer, tokenF1 } from './answer-overlap.ts';

test.each([
  ['The  Left lung.', 'left lung'],
  ['A  nodule, an effusion; the end', 'nodule effusion end'],
  ['theatre banana', 'theatre banana'],
  ['x-ray', 'xray'],
  ['thé a肺', 'thé a肺'],
  ['the_a', 'thea'],
  ['…', '…'],
  ['', ''],
])('%j is compared as %j', (text, normalized) => {
  expect(normalizedAnswer(text)).toBe(normalized);
});

test('exact match holds with any accepted answer', () => {
  expect(exactMatch(['right', 'the left lung'], 'Left lung!')).toBe(true);
  expect(exactMatch(['left'], 'left lung')).toBe(false);
  expect(exactMatch([], 'left')).toBe(false);
});

test('token F1 counts a word as often as both have it', () => {
  expect(tokenF1(['left left lung'], 'left lung lung base')).toBeCloseTo(
    (2 * 0.5 * (2 / 3)) / (0.5 + 2 / 3),
    12,
  );
  expect(tokenF1(['right', 'left lung'], 'left')).toBeCloseTo(2 / 3, 12);
  expect(tokenF1(['yes'], 'no')).toBe(0);
});

test('token F1 of texts without words is 1 if neither has any', () => {
  expect(tokenF1(['the'], 'a')).toBe(1);
  expect(tokenF1(['the'], 'lung')).toBe(0);
  expect(tokenF1(['lung'], '')).toBe(0);
});

test('Chinese can be counted by character', () => {
  expect(tokenF1(['左肺结节'], '右肺结节', true)).toBeCloseTo(0.75, 12);
  expect(tokenF1(['左肺结节'], '右肺结节')).toBe(0);
});

test('any two texts: F1 within bounds, symmetric, 1 against itself; an exact match has F1 1', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.') }),
  );
  fc.assert(
    fc.property(text, text, fc.boolean(), (first, second, byCharacter) => {
      const score = tokenF1([first], second, byCharacter);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(tokenF1([second], first, byCharacter)).toBeCloseTo(score, 12);
      expect(tokenF1([first], first, byCharacter)).toBe(1);
      if (exactMatch([first], second)) expect(score).toBe(1);
    }),
  );
});
