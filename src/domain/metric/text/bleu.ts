import { bleuTokens, type BleuTokenizer } from './bleu-tokenizers.ts';
import { clippedMatches, total, wordNgrams } from './ngrams.ts';
import { stripEnd } from './whitespace.ts';

export interface BleuTokenOptions {
  readonly tokenizer: BleuTokenizer;
  readonly lowercase: boolean;
}

/**
 * What is done about an order without a match (B. Chen and C. Cherry, 2014): `exp` halves a fictitious match each time,
 * `floor` takes `smoothingValue` (0.1) matches, `add-k` adds `smoothingValue` (1) to all orders above the first.
 */
export type BleuSmoothing = 'exp' | 'floor' | 'add-k' | 'none';

export interface BleuScoreOptions {
  readonly smoothing: BleuSmoothing;
  readonly smoothingValue?: number;
  /** Leave out orders longer than the candidate: for single sentences. */
  readonly effectiveOrder: boolean;
}

/** All that BLEU needs of a case; cases add up. Lists are by order, 1 to 4. */
export interface BleuStatistics {
  readonly matches: readonly number[];
  readonly totals: readonly number[];
  readonly candidateLength: number;
  /** Length of the reference closest in length to the candidate; of equally close ones the shortest. */
  readonly referenceLength: number;
}

export interface BleuScore {
  /** 0 to 100. */
  readonly score: number;
  /** 0 to 100, by order. */
  readonly precisions: readonly number[];
  readonly brevityPenalty: number;
}

const orders = 4;

/** The counts of one case, as sacrebleu takes them; undefined where every reference is the empty string. */
export function bleuStatistics(
  references: readonly string[],
  candidate: string,
  options: BleuTokenOptions,
): BleuStatistics | undefined {
  const given = references.filter((reference) => reference !== '');
  if (given.length === 0) return undefined;
  const tokensOf = (text: string) =>
    bleuTokens(stripEnd(options.lowercase ? text.toLowerCase() : text), options.tokenizer);

  const words = tokensOf(candidate);
  const counts = wordNgrams(words, orders);
  const limits = counts.map(() => new Map<string, number>());
  let referenceLength = -1;
  for (const reference of given) {
    const referenceWords = tokensOf(reference);
    const nearer = Math.abs(words.length - referenceWords.length) - Math.abs(words.length - referenceLength);
    const first = referenceLength < 0;
    if (first || nearer < 0 || (nearer === 0 && referenceWords.length < referenceLength)) {
      referenceLength = referenceWords.length;
    }
    wordNgrams(referenceWords, orders).forEach((ngrams, order) => raise(limits[order], ngrams));
  }
  return {
    matches: counts.map((ngrams, order) => clippedMatches(ngrams, limits[order] ?? new Map())),
    totals: counts.map(total),
    candidateLength: words.length,
    referenceLength,
  };
}

/** Each limit at least what `ngrams` has. */
function raise(limits: Map<string, number> | undefined, ngrams: ReadonlyMap<string, number>): void {
  for (const [ngram, count] of ngrams) limits?.set(ngram, Math.max(limits.get(ngram) ?? 0, count));
}

/** `weights`: how often each case counts; absent: once. */
export function addBleuStatistics(
  cases: readonly BleuStatistics[],
  weights?: ArrayLike<number>,
): BleuStatistics {
  const matches = new Array<number>(orders).fill(0);
  const totals = new Array<number>(orders).fill(0);
  let candidateLength = 0;
  let referenceLength = 0;
  cases.forEach((one, at) => {
    const times = weights ? (weights[at] ?? 0) : 1;
    if (times === 0) return;
    for (let order = 0; order < orders; order++) {
      matches[order] = (matches[order] ?? 0) + times * (one.matches[order] ?? 0);
      totals[order] = (totals[order] ?? 0) + times * (one.totals[order] ?? 0);
    }
    candidateLength += times * one.candidateLength;
    referenceLength += times * one.referenceLength;
  });
  return { matches, totals, candidateLength, referenceLength };
}

/**
 * BLEU of counts, of one case or of many added up.
 *
 * Source: K. Papineni et al., BLEU, 2002; M. Post, A call for clarity in reporting BLEU scores, 2018 (sacrebleu 2).
 */
export function bleuScore(statistics: BleuStatistics, options: BleuScoreOptions): BleuScore {
  const { candidateLength, referenceLength } = statistics;
  const brevityPenalty = brevity(candidateLength, referenceLength);
  const precisions = new Array<number>(orders).fill(0);
  if (statistics.matches.every((count) => count === 0)) return { score: 0, precisions, brevityPenalty };

  const smoothingValue = options.smoothingValue ?? (options.smoothing === 'floor' ? 0.1 : 1);
  let halvings = 1;
  let counted = orders;
  for (let order = 0; order < orders; order++) {
    const added = options.smoothing === 'add-k' && order > 0 ? smoothingValue : 0;
    const matches = (statistics.matches[order] ?? 0) + added;
    const possible = (statistics.totals[order] ?? 0) + added;
    if (possible === 0) break;
    if (options.effectiveOrder) counted = order + 1;
    if (matches > 0) precisions[order] = (100 * matches) / possible;
    else if (options.smoothing === 'exp') {
      halvings *= 2;
      precisions[order] = 100 / (halvings * possible);
    } else if (options.smoothing === 'floor') precisions[order] = (100 * smoothingValue) / possible;
  }
  const logarithms = precisions.slice(0, counted).map((precision) => Math.log(precision));
  // A precision of 0 has the logarithm of minus infinity, and makes the score 0.
  const score = brevityPenalty * Math.exp(logarithms.reduce((sum, term) => sum + term, 0) / counted);
  return { score, precisions, brevityPenalty };
}

function brevity(candidateLength: number, referenceLength: number): number {
  if (candidateLength >= referenceLength) return 1;
  return candidateLength === 0 ? 0 : Math.exp(1 - referenceLength / candidateLength);
}
