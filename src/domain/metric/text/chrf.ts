import { characterNgrams, clippedMatches, total, wordNgrams } from './ngrams.ts';
import { splitOnWhitespace } from './whitespace.ts';

export interface ChrfOptions {
  /** Longest run of characters, 6. */
  readonly characterOrder: number;
  /** Longest run of words: 0 is chrF, 2 is chrF++. */
  readonly wordOrder: number;
  /** Recall counts this many times as much as precision, 2. */
  readonly beta: number;
  readonly lowercase: boolean;
}

export const chrf2: ChrfOptions = { characterOrder: 6, wordOrder: 0, beta: 2, lowercase: false };
export const chrf2PlusPlus: ChrfOptions = { ...chrf2, wordOrder: 2 };

/** Counts of one case by order, characters first and then words; cases add up. */
export type ChrfStatistics = readonly ChrfCounts[];

export interface ChrfCounts {
  /** n-grams of the candidate; 0 where the reference has none of this order. */
  readonly candidate: number;
  readonly reference: number;
  readonly matches: number;
}

/**
 * The counts of one case against the reference with which it scores best (the first of equals); undefined where every
 * reference is the empty string. White space does not count.
 */
export function chrfStatistics(
  references: readonly string[],
  candidate: string,
  options: ChrfOptions,
): ChrfStatistics | undefined {
  const counts = ngramsOf(candidate, options);
  let best: ChrfStatistics | undefined;
  let bestScore = -1;
  for (const reference of references) {
    if (reference === '') continue;
    const limits = ngramsOf(reference, options);
    const statistics = counts.map((ngrams, order) => countsOf(ngrams, limits[order] ?? new Map()));
    const score = chrfScore(statistics, options);
    if (score > bestScore) {
      best = statistics;
      bestScore = score;
    }
  }
  return best;
}

/** `weights`: how often each case counts; absent: once. */
export function addChrfStatistics(
  cases: readonly ChrfStatistics[],
  weights?: ArrayLike<number>,
): ChrfStatistics {
  const sums = (cases[0] ?? []).map(() => ({ candidate: 0, reference: 0, matches: 0 }));
  cases.forEach((one, at) => {
    const times = weights ? (weights[at] ?? 0) : 1;
    if (times === 0) return;
    sums.forEach((sum, order) => {
      sum.candidate += times * (one[order]?.candidate ?? 0);
      sum.reference += times * (one[order]?.reference ?? 0);
      sum.matches += times * (one[order]?.matches ?? 0);
    });
  });
  return sums;
}

/**
 * chrF of counts, 0 to 100: the F-beta of precision and recall, each a mean over the orders that both texts have.
 *
 * Source: M. Popović, chrF, 2015, and chrF++, 2017, as in sacrebleu 2 (effective order, no epsilon smoothing).
 */
export function chrfScore(statistics: ChrfStatistics, options: Pick<ChrfOptions, 'beta'>): number {
  let precision = 0;
  let recall = 0;
  let orders = 0;
  for (const { candidate, reference, matches } of statistics) {
    if (candidate === 0 || reference === 0) continue;
    precision += matches / candidate;
    recall += matches / reference;
    orders++;
  }
  if (precision + recall === 0) return 0;
  precision /= orders;
  recall /= orders;
  const weight = options.beta ** 2;
  return (100 * ((1 + weight) * precision * recall)) / (weight * precision + recall);
}

function ngramsOf(text: string, options: ChrfOptions): Map<string, number>[] {
  const words = splitOnWhitespace(options.lowercase ? text.toLowerCase() : text);
  return [
    ...characterNgrams(Array.from(words.join('')), options.characterOrder),
    ...wordNgrams(words.flatMap(punctuationApart), options.wordOrder),
  ];
}

function countsOf(ngrams: ReadonlyMap<string, number>, limits: ReadonlyMap<string, number>): ChrfCounts {
  return {
    candidate: limits.size > 0 ? total(ngrams) : 0,
    reference: total(limits),
    matches: clippedMatches(ngrams, limits),
  };
}

/** One mark from the end of a word, or else one from its beginning: `(hi)` becomes `(hi` and `)`, as in chrF++. */
function punctuationApart(word: string): string[] {
  const characters = Array.from(word);
  if (characters.length === 1) return [word];
  const first = characters[0] ?? '';
  const last = characters.at(-1) ?? '';
  if (isPunctuation(last)) return [word.slice(0, -1), last];
  return isPunctuation(first) ? [first, word.slice(1)] : [word];
}

function isPunctuation(character: string): boolean {
  return /^[!-/:-@[-`{-~]$/.test(character);
}
