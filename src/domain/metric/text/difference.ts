import { commonSubsequence } from './longest-common-subsequence.ts';

/**
 * A stretch of two compared texts. White space before a word belongs to it. The runs of kind `same` and `added` make up
 * the candidate, letter for letter; `reference` of `same` and the `removed` ones make up the reference.
 */
export type DifferenceRun =
  | { readonly kind: 'same'; readonly text: string; readonly reference: string }
  | { readonly kind: 'added'; readonly text: string }
  | { readonly kind: 'removed'; readonly text: string };

/**
 * What a reader would mark: the candidate as the reference with words removed and added, fewest changes. Words count as
 * the same whatever their case and the white space before them; a Chinese character and a punctuation mark each are a word.
 * Where words are exchanged, those removed come first. Empty texts give no run. Texts of 20,000 words each and more are not
 * compared: the one is removed and the other added.
 */
export function textDifference(reference: string, candidate: string): DifferenceRun[] {
  const numbers = new Map<string, number>();
  const before = wordsOf(reference, numbers);
  const after = wordsOf(candidate, numbers);
  if (before.texts.length * after.texts.length > mostCells) {
    return [
      { kind: 'removed', text: reference },
      { kind: 'added', text: candidate },
    ];
  }
  const pairs = slidden(
    commonSubsequence(before.numbers, after.numbers, numbers.size),
    before.numbers,
    after.numbers,
    sentenceEnds(numbers),
  );

  const runs: DifferenceRun[] = [];
  let i = 0;
  let j = 0;
  for (const [nextI, nextJ] of [...pairs, [before.texts.length, after.texts.length] as const]) {
    append(runs, 'removed', before.texts.slice(i, nextI).join(''));
    append(runs, 'added', after.texts.slice(j, nextJ).join(''));
    append(runs, 'same', after.texts[nextJ] ?? '', before.texts[nextI] ?? '');
    i = nextI + 1;
    j = nextJ + 1;
  }
  return runs;
}

/** Words of the one times words of the other: 50 MB of table. */
const mostCells = 4e8;

/**
 * A word that begins a change and also follows it may as well end it. So `. Clear` before a `.` becomes ` Clear.` after one:
 * changes are moved on until they end with a sentence, as a reader would mark them.
 */
function slidden(
  pairs: readonly (readonly [number, number])[],
  before: readonly number[],
  after: readonly number[],
  ends: ReadonlySet<number>,
): (readonly [number, number])[] {
  let [lastI, lastJ] = [-1, -1];
  return pairs.map(([i, j]) => {
    const onlyAdded = i === lastI + 1 && j > lastJ + 1;
    const onlyRemoved = j === lastJ + 1 && i > lastI + 1;
    if (onlyAdded && after[lastJ + 1] === after[j] && !ends.has(after[j - 1] ?? -1)) j = lastJ + 1;
    if (onlyRemoved && before[lastI + 1] === before[i] && !ends.has(before[i - 1] ?? -1)) i = lastI + 1;
    [lastI, lastJ] = [i, j];
    return [i, j] as const;
  });
}

function sentenceEnds(numbers: ReadonlyMap<string, number>): Set<number> {
  return new Set(['.', '!', '?', ';', '。', '！', '？', '；'].map((mark) => numbers.get(mark) ?? -1));
}

function append(runs: DifferenceRun[], kind: DifferenceRun['kind'], text: string, reference = ''): void {
  if (text === '' && reference === '') return;
  const last = runs.at(-1);
  if (kind === 'same') {
    if (last?.kind !== 'same') runs.push({ kind, text, reference });
    else runs[runs.length - 1] = { kind, text: last.text + text, reference: last.reference + reference };
  } else if (last?.kind !== kind) runs.push({ kind, text });
  else runs[runs.length - 1] = { kind, text: last.text + text };
}

/** A Chinese character; a word or number with what joins its parts; any other mark. */
const wordPattern = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+(?:['’]\p{L}+|[.,]\p{N}+)*|\S/gu;

function wordsOf(text: string, known: Map<string, number>): { numbers: number[]; texts: string[] } {
  const numbers: number[] = [];
  const texts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(wordPattern)) {
    const key = match[0].toLowerCase();
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    numbers.push(number);
    texts.push(text.slice(end, match.index) + match[0]);
    end = match.index + match[0].length;
  }
  // White space at the end belongs to the last word; a text of nothing else is one word of its own.
  if (end < text.length) {
    const last = texts.pop();
    texts.push((last ?? '') + text.slice(end));
    if (last === undefined) {
      const number = known.get('') ?? known.size;
      known.set('', number);
      numbers.push(number);
    }
  }
  return { numbers, texts };
}
