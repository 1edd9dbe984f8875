import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonSubsequence, commonSubsequenceLength } from './longest-common-subsequence.ts';

/** The textbook table, and Google's way back through it: both written as plainly as can be. */
function naiveTable(first: readonly number[], second: readonly number[]): number[][] {
  const table = [new Array<number>(second.length + 1).fill(0)];
  first.forEach((entry, i) => {
    const row = [0];
    second.forEach((other, j) => {
      const diagonal = (table[i]?.[j] ?? 0) + 1;
      row.push(entry === other ? diagonal : Math.max(table[i]?.[j + 1] ?? 0, row[j] ?? 0));
    });
    table.push(row);
  });
  return table;
}

function naivePairs(first: readonly number[], second: readonly number[]): [number, number][] {
  const table = naiveTable(first, second);
  const pairs: [number, number][] = [];
  let i = first.length;
  let j = second.length;
  while (i > 0 && j > 0) {
    if (first[i - 1] === second[j - 1]) pairs.unshift([--i, --j]);
    else if ((table[i]?.[j - 1] ?? 0) > (table[i - 1]?.[j] ?? 0)) j--;
    else i--;
  }
  return pairs;
}

const alphabet = 4;
const list = fc.array(fc.nat({ max: alphabet - 1 }), { maxLength: 110 });

test('length and members are those of the plain table, over more than three words of bits', () => {
  fc.assert(
    fc.property(list, list, (first, second) => {
      const table = naiveTable(first, second);
      expect(commonSubsequenceLength(first, second, alphabet)).toBe(table.at(-1)?.at(-1));
      expect(commonSubsequence(first, second, alphabet)).toEqual(naivePairs(first, second));
    }),
    { numRuns: 300 },
  );
});

test.each([31, 32, 33, 63, 64, 65, 96])('equal lists of %i entries are common as a whole', (length) => {
  const same = Array.from({ length }, (_, i) => i % alphabet);
  expect(commonSubsequenceLength(same, same, alphabet)).toBe(length);
  expect(commonSubsequence(same, same, alphabet)).toEqual(same.map((_, i) => [i, i]));
});

test('nothing is common with an empty list', () => {
  expect(commonSubsequenceLength([], [1], 2)).toBe(0);
  expect(commonSubsequence([1], [], 2)).toEqual([]);
});

test('of two longest ones it takes the one that reading from the end finds', () => {
  // [0, 1] against [1, 0]: dropping the last of the first list loses nothing, so 0 is kept.
  expect(commonSubsequence([0, 1], [1, 0], 2)).toEqual([[0, 1]]);
});
