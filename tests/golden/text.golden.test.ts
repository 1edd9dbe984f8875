import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { run } from './families/text.ts';
import golden from './text.json' with { type: 'json' };

test.each(golden.cases.map((one) => [one.name, one] as const))('%s', (_, { input, expected, tolerance }) => {
  // Our own figures follow the peers far more closely than most cases ask.
  expect(compare(expected, run(input), Math.min(tolerance, 1e-9))).toEqual([]);
});

test('inputs of unlike length are refused', () => {
  expect(() => run({ metric: 'rouge', candidates: ['a'], references: [] })).toThrow(/1 candidates but 0/);
});

test('several references are taken, and an empty one leaves BLEU undefined', () => {
  const texts = { candidates: ['no effusion'], references: [['clear lungs', 'no effusion']] };
  expect(compare([{ rouge1: { f1: 1 } }], run({ metric: 'rouge', ...texts }), 0)).toEqual([]);
  expect(run({ metric: 'bleuSentence', candidates: ['clear'], references: [''] })).toEqual([null]);
});
