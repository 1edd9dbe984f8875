import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textDifference } from './difference.ts';

test('words removed, added and exchanged are marked; the rest is the same', () => {
  expect(textDifference('Small left pleural effusion.', 'Large left effusion. Clear.')).toEqual([
    { kind: 'removed', text: 'Small' },
    { kind: 'added', text: 'Large' },
    { kind: 'same', text: ' left', reference: ' left' },
    { kind: 'removed', text: ' pleural' },
    { kind: 'same', text: ' effusion.', reference: ' effusion.' },
    { kind: 'added', text: ' Clear.' },
  ]);
});

test('case and white space alone are no difference, and both wordings are kept', () => {
  expect(textDifference('No\n Effusion ', 'no effusion')).toEqual([
    { kind: 'same', text: 'no effusion', reference: 'No\n Effusion ' },
  ]);
});

test('numbers stay whole, sentences run together do not', () => {
  expect(textDifference('4.2 cm', '4.3 cm').slice(0, 2)).toEqual([
    { kind: 'removed', text: '4.2' },
    { kind: 'added', text: '4.3' },
  ]);
  expect(textDifference('clear.Heart', 'clear.Lungs')).toEqual([
    { kind: 'same', text: 'clear.', reference: 'clear.' },
    { kind: 'removed', text: 'Heart' },
    { kind: 'added', text: 'Lungs' },
  ]);
  expect(textDifference("patient's", 'patient')).toHaveLength(2);
});

test('Chinese is compared by character', () => {
  expect(textDifference('左肺结节', '右肺结节')).toEqual([
    { kind: 'removed', text: '左' },
    { kind: 'added', text: '右' },
    { kind: 'same', text: '肺结节', reference: '肺结节' },
  ]);
});

test('empty and blank texts', () => {
  expect(textDifference('', '')).toEqual([]);
  expect(textDifference('', 'a ')).toEqual([{ kind: 'added', text: 'a ' }]);
  expect(textDifference('a', '')).toEqual([{ kind: 'removed', text: 'a' }]);
  expect(textDifference(' ', '\n')).toEqual([{ kind: 'same', text: '\n', reference: ' ' }]);
});

test('texts too long to compare are exchanged as a whole', () => {
  const long = 'a '.repeat(21_000);
  expect(textDifference(long, `${long}b`).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  expect(
    textDifference(long, 'a')
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(['removed', 'same']);
});

test('any two texts: the runs make up both, letter for letter, and neighbours differ in kind', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('a', 'B', ' ', '.', '肺', '1') }),
  );
  fc.assert(
    fc.property(text, text, (reference, candidate) => {
      const runs = textDifference(reference, candidate);
      const after = runs.map((run) => (run.kind === 'removed' ? '' : run.text));
      const before = runs.map((run) =>
        run.kind === 'same' ? run.reference : run.kind === 'removed' ? run.text : '',
      );
      expect(after.join('')).toBe(candidate);
      expect(before.join('')).toBe(reference);
      expect(runs.some((run, i) => run.kind === runs[i - 1]?.kind)).toBe(false);
      expect(textDifference(candidate, candidate).every((run) => run.kind === 'same')).toBe(true);
    }),
  );
});
