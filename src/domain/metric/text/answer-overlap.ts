import { splitOnWhitespace } from './whitespace.ts';

/**
 * An answer in the form in which SQuAD compares answers: lower-cased, without ASCII punctuation, without the articles a,
 * an, the, single spaces. Source: P. Rajpurkar et al., SQuAD 2.0 evaluation script, 2018.
 */
export function normalizedAnswer(text: string): string {
  const unpunctuated = text.toLowerCase().replace(/[!-/:-@[-`{-~]/g, '');
  return splitOnWhitespace(unpunctuated.replace(article, ' ')).join(' ');
}

/** Word boundaries as Python's `\b` has them: between a letter, number or underscore and anything else, in any script. */
const article = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/** Is the normalized answer that of any accepted one? */
export function exactMatch(accepted: readonly string[], answer: string): boolean {
  const normalized = normalizedAnswer(answer);
  return accepted.some((one) => normalizedAnswer(one) === normalized);
}

/**
 * F1 over words shared with the accepted answer that fits best, 0 to 1. Where one of the two has no word left after
 * normalisation it is 1 if neither has, else 0.
 *
 * @param byCharacter each Chinese character is a word of its own
 */
export function tokenF1(accepted: readonly string[], answer: string, byCharacter = false): number {
  const words = answerWords(answer, byCharacter);
  return accepted.reduce((best, one) => Math.max(best, sharedF1(answerWords(one, byCharacter), words)), 0);
}

function answerWords(text: string, byCharacter: boolean): string[] {
  const normalized = normalizedAnswer(text);
  return splitOnWhitespace(byCharacter ? normalized.replace(/\p{Script=Han}/gu, ' $& ') : normalized);
}

function sharedF1(reference: readonly string[], words: readonly string[]): number {
  if (reference.length === 0 || words.length === 0) return reference.length === words.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const word of reference) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared++;
  }
  if (shared === 0) return 0;
  const precision = shared / words.length;
  const recall = shared / reference.length;
  return (2 * precision * recall) / (precision + recall);
}
