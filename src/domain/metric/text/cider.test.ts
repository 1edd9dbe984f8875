import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ciderD } from './cider.ts';

const words = (text: string) => (text === '' ? [] : text.split(' '));
const pair = (references: readonly string[], candidate: string) => ({
  references: references.map(words),
  candidate: words(candidate),
});

// By pycocoevalcap's algorithm.
test('figures of three cases, one with two references', () => {
  const { mean, each } = ciderD([
    pair(['no effusion seen', 'no effusion'], 'no effusion seen today'),
    pair(['heart is enlarged'], 'the heart is enlarged'),
    pair(['clear lungs today'], 'lungs'),
  ]);
  expect(mean).toBeCloseTo(3.9072295429811934, 12);
  expect(each[0]).toBeCloseTo(4.464641505640859, 12);
  expect(each[1]).toBeCloseTo(5.891672238263229, 12);
  expect(each[2]).toBeCloseTo(1.3653748850394911, 12);
});

test('a run of words that every case has counts for nothing', () => {
  const { each } = ciderD([pair(['no effusion'], 'no effusion'), pair(['no effusion'], 'no')]);
  expect(each).toEqual([0, 0]);
});

test('one case alone scores 0, none has no mean, one without reference is refused', () => {
  expect(ciderD([pair(['a b c d'], 'a b c d')])).toEqual({ mean: 0, each: [0] });
  expect(ciderD([])).toEqual({ mean: undefined, each: [] });
  expect(() => ciderD([pair([], 'a')])).toThrow(/needs a reference/);
});

test('texts of four words and more that are their own reference score 10 unless shared', () => {
  const { each } = ciderD([pair(['a b c d e'], 'a b c d e'), pair(['f g h i'], 'f g h i')]);
  expect(each.map((score) => score.toFixed(9))).toEqual(['10.000000000', '10.000000000']);
});

test('any cases: between 0 and 10', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 8 });
  const one = fc.record({ references: fc.array(text, { minLength: 1, maxLength: 3 }), candidate: text });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (cases) => {
      for (const score of ciderD(cases).each) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThan(10.0001);
      }
    }),
  );
});
