/**
 * Longest common subsequence of two lists of small whole numbers, 32 columns at a time.
 *
 * Source: H. Hyyrö, Bit-parallel LCS-length computation revisited, 2004, after Crochemore et al., 2001. A row of the usual
 * table is held as the set of columns where it does not grow; a further row costs a few operations a word.
 *
 * Time and memory are `first.length * second.length / 32` words (memory only where the members are wanted).
 */

/** Length of a longest common subsequence. Entries are whole numbers from 0, below `alphabet`. */
export function commonSubsequenceLength(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  alphabet: number,
): number {
  if (first.length === 0 || second.length === 0) return 0;
  const words = wordsFor(second.length);
  const columns = columnsOf(second, alphabet, words);
  const row = cleared(rowsScratch, words);
  row.fill(-1, 0, words);
  for (let i = 0; i < first.length; i++) advance(row, 0, row, 0, columns, (first[i] ?? 0) * words, words);
  return growthBefore(row, 0, second.length);
}

/**
 * One longest common subsequence, as pairs of positions `[first, second]`, ascending.
 *
 * Where there are several, the choice is that of Google's ROUGE: read from the end, an equal pair is taken; else the last
 * entry of `first` is dropped if that loses nothing, else the last entry of `second`.
 */
export function commonSubsequence(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  alphabet: number,
): [first: number, second: number][] {
  if (first.length === 0 || second.length === 0) return [];
  const words = wordsFor(second.length);
  const columns = columnsOf(second, alphabet, words);
  const rows = cleared(rowsScratch, (first.length + 1) * words);
  rows.fill(-1, 0, words);
  for (let i = 0; i < first.length; i++) {
    advance(rows, i * words, rows, (i + 1) * words, columns, (first[i] ?? 0) * words, words);
  }

  const pairs: [number, number][] = [];
  let i = first.length;
  let j = second.length;
  let length = growthBefore(rows, i * words, j);
  // Once nothing more is common, no further pair can come.
  while (length > 0) {
    if (first[i - 1] === second[j - 1]) {
      i--;
      j--;
      length--;
      pairs.push([i, j]);
    } else if (growthBefore(rows, (i - 1) * words, j) < length) j--;
    else i--;
  }
  return pairs.reverse();
}

/** Lists of this length are made once: most texts fit, and making them anew took more time than the work itself. */
const scratchLength = 1 << 16;
const rowsScratch = new Int32Array(scratchLength);
const columnsScratch = new Int32Array(scratchLength);

function cleared(scratch: Int32Array, length: number): Int32Array {
  return length <= scratchLength ? scratch.fill(0, 0, length) : new Int32Array(length);
}

function wordsFor(columns: number): number {
  return (columns + 31) >>> 5;
}

/** For each entry of the alphabet, the set of columns at which `list` has it. */
function columnsOf(list: ArrayLike<number>, alphabet: number, words: number): Int32Array {
  const columns = cleared(columnsScratch, alphabet * words);
  for (let j = 0; j < list.length; j++) {
    const at = (list[j] ?? 0) * words + (j >>> 5);
    columns[at] = (columns[at] ?? 0) | (1 << (j & 31));
  }
  return columns;
}

/** The next row: V' = (V + (V and M)) or (V and not M), with the carry taken from word to word. */
function advance(
  from: Int32Array,
  fromAt: number,
  to: Int32Array,
  toAt: number,
  columns: Int32Array,
  columnsAt: number,
  words: number,
): void {
  let carry = 0;
  for (let w = 0; w < words; w++) {
    const v = from[fromAt + w] ?? 0;
    const match = v & (columns[columnsAt + w] ?? 0);
    const sum = (v >>> 0) + (match >>> 0) + carry;
    carry = sum > 0xffffffff ? 1 : 0;
    to[toAt + w] = sum | 0 | (v & ~match);
  }
}

/** In how many of the first `columns` columns the row grows: the length of the common subsequence up to there. */
function growthBefore(rows: Int32Array, at: number, columns: number): number {
  const whole = columns >>> 5;
  let count = 0;
  for (let w = 0; w < whole; w++) count += ones(~(rows[at + w] ?? 0));
  const rest = columns & 31;
  return rest === 0 ? count : count + ones(~(rows[at + whole] ?? 0) & ((1 << rest) - 1));
}

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
