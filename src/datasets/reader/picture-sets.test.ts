import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PictureSets, settle } from './picture-sets.ts';

const found = (pictures: readonly string[], ...cells: readonly string[]) => {
  const match = settle(new PictureSets(() => pictures), cells, 'labels.csv', 'none');
  return match.kind === 'found' ? [...match.set.pictures].sort() : match.kind;
};

test('a folder by its name, the outermost of several inside one another', () => {
  expect(found(['p1/p1/a.png', 'p1/b.png', 'p2/a.png'], 'P1')).toEqual(['p1/b.png', 'p1/p1/a.png']);
  expect(found(['x/p1/a.png', 'y/p1/a.png'], 'p1')).toBe('ambiguous');
  expect(found(['x/p1/a.png', 'y/p1/a.png'], 'y/p1')).toEqual(['y/p1/a.png']);
  expect(found(['x/p1/a.png'], 'p')).toBe('missing');
});

test('a folder goes before names that begin so, and folders that begin so before files', () => {
  expect(found(['p1/a.png', 'all/p1_b.png'], 'p1')).toEqual(['p1/a.png']);
  expect(found(['p1_s1/a.png', 'p1_s2/a.png', 'all/p1_b.png'], 'p1')).toEqual(['p1_s1/a.png', 'p1_s2/a.png']);
});

const word = fc.constantFrom('p1', 'p12', 'P1', '1', '01', '12', 'a', 's1', 'TCGA-0001', 'é1');
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('_'));
const path = fc
  .tuple(fc.array(name, { maxLength: 3 }), name)
  .map(([folders, file]) => [...folders, `${file}.png`].join('/'));

/** As the module folds names: written anew, for the test to hold it to. */
const plain = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/^0+(?=\d+$)/, '');

test('no picture is taken that neither lies in a folder of the name nor has one that begins so', () => {
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 12 }), word, (pictures, cell) => {
      const taken = found(pictures, cell);
      if (typeof taken === 'string') return;
      for (const picture of taken) {
        const parts = picture.replace(/\.png$/, '').split('/');
        const begins = parts.some((part) =>
          part.split(/[^\p{L}\p{N}]+/u).some((_, at, words) => {
            const beginning = part.slice(0, words.slice(0, at + 1).join('_').length);
            return plain(beginning) === plain(cell);
          }),
        );
        expect([picture, begins]).toEqual([picture, true]);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('what two cells mean is part of what either means', () => {
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 12 }), word, word, (pictures, one, other) => {
      const both = found(pictures, one, other);
      if (typeof both === 'string') return;
      const sets = new PictureSets(() => pictures);
      const either = [one, other].map((cell) => new Set(sets.meant(cell).flatMap((set) => set.pictures)));
      expect(either.some((all) => both.every((picture) => all.has(picture)))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
