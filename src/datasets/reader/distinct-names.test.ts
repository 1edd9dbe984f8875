import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withDistinctNames } from './distinct-names.ts';
import type { CaseDraft } from './reading.ts';

const drafts = (names: readonly string[]): CaseDraft[] =>
  names.map((name) => ({ name, images: [], maskFiles: [], truth: {}, split: 'none', attributes: {} }));
const named = (names: readonly string[]) => withDistinctNames(drafts(names)).map(({ name }) => name);

test('what is called as another is counted, past names that are there already', () => {
  expect(named(['a', 'b', 'a', 'a (2)', 'a'])).toEqual(['a', 'b', 'a (2)', 'a (2) (2)', 'a (3)']);
});

test('no two are called alike, and a name that nobody had before stays', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'a (2)', 'a (3)', 'b')), (names) => {
      const result = named(names);
      expect(new Set(result).size).toBe(names.length);
      names.forEach((name, at) => {
        if (!result.slice(0, at).includes(name)) expect(result[at]).toBe(name);
      });
    }),
  );
});
