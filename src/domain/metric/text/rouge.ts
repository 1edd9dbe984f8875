import { commonSubsequence, commonSubsequenceLength } from './longest-common-subsequence.ts';
import {
  createPairEncoder,
  type EncodedPair,
  type EncodedText,
  type RougeTokenOptions,
} from './rouge-tokens.ts';

/** Each from 0 to 1. */
export interface RougeScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface RougeScores {
  readonly rouge1: RougeScore;
  readonly rouge2: RougeScore;
  readonly rougeL: RougeScore;
  /** Sentences are lines; the common subsequences of a reference sentence with all candidate sentences are united. */
  readonly rougeLsum: RougeScore;
}

/**
 * ROUGE as Google's `rouge_score` computes it: 0 where either text has no token.
 *
 * With several references each type takes the one with the greatest F1 (the first of equals), as `score_multi` does.
 * Source: C.-Y. Lin, ROUGE: a package for automatic evaluation of summaries, 2004; counts of Lsum are clipped as in
 * ROUGE-1.5.5.
 */
export function createRouge(
  options: RougeTokenOptions,
): (references: readonly string[], candidate: string) => RougeScores {
  const encode = createPairEncoder(options);
  return (references, candidate) => {
    const [first, ...others] = references;
    if (first === undefined)
      throw new RangeError('ROUGE needs at least one reference; pass the reference text.');
    return others.reduce(
      (best, reference) => betterOf(best, scorePair(encode(reference, candidate))),
      scorePair(encode(first, candidate)),
    );
  };
}

function scorePair(pair: EncodedPair): RougeScores {
  const reference = pair.reference.tokens;
  const candidate = pair.candidate.tokens;
  const common = commonSubsequenceLength(reference, candidate, pair.distinct);
  // Of one sentence each, the union is that one subsequence.
  const inOneSentence = pair.reference.ends.length <= 1 && pair.candidate.ends.length <= 1;
  return {
    rouge1: scoreOf(commonUnigrams(pair), reference.length, candidate.length),
    rouge2: scoreOf(
      commonBigrams(reference, candidate, pair.distinct),
      Math.max(reference.length - 1, 0),
      Math.max(candidate.length - 1, 0),
    ),
    rougeL: scoreOf(common, reference.length, candidate.length),
    rougeLsum: scoreOf(inOneSentence ? common : unionHits(pair), reference.length, candidate.length),
  };
}

function scoreOf(hits: number, referenceCount: number, candidateCount: number): RougeScore {
  const precision = hits / Math.max(candidateCount, 1);
  const recall = hits / Math.max(referenceCount, 1);
  const f1 = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

function countsOf(tokens: readonly number[], distinct: number): number[] {
  const counts = new Array<number>(distinct).fill(0);
  for (const token of tokens) counts[token] = (counts[token] ?? 0) + 1;
  return counts;
}

function commonUnigrams({ reference, candidate, distinct }: EncodedPair): number {
  const left = countsOf(reference.tokens, distinct);
  let hits = 0;
  for (const token of candidate.tokens) {
    const count = left[token] ?? 0;
    if (count === 0) continue;
    left[token] = count - 1;
    hits++;
  }
  return hits;
}

/** Each pair of the candidate takes an equal one of the reference that is left. */
function commonBigrams(reference: readonly number[], candidate: readonly number[], distinct: number): number {
  // For each token, the places in the reference where it begins a pair that is left: a chain of places, -1 its end.
  const first = new Array<number>(distinct).fill(-1);
  const next = new Array<number>(reference.length).fill(-1);
  for (let i = reference.length - 2; i >= 0; i--) {
    const token = reference[i] ?? 0;
    next[i] = first[token] ?? -1;
    first[token] = i;
  }
  let hits = 0;
  for (let j = 1; j < candidate.length; j++) {
    const token = candidate[j - 1] ?? 0;
    let before = -1;
    let place = first[token] ?? -1;
    while (place >= 0 && reference[place + 1] !== candidate[j]) {
      before = place;
      place = next[place] ?? -1;
    }
    if (place < 0) continue;
    if (before < 0) first[token] = next[place] ?? -1;
    else next[before] = next[place] ?? -1;
    hits++;
  }
  return hits;
}

/** Summary-level LCS: each token of a union counts once, and no oftener than either text has it. */
function unionHits({ reference, candidate, distinct }: EncodedPair): number {
  const leftInReference = countsOf(reference.tokens, distinct);
  const leftInCandidate = countsOf(candidate.tokens, distinct);
  const candidateSentences = sentencesOf(candidate);
  let hits = 0;
  for (const sentence of sentencesOf(reference)) {
    const inUnion = new Array<boolean>(sentence.length).fill(false);
    for (const other of candidateSentences) {
      for (const [position] of commonSubsequence(sentence, other, distinct)) inUnion[position] = true;
    }
    sentence.forEach((token, position) => {
      const inReference = leftInReference[token] ?? 0;
      const inCandidate = leftInCandidate[token] ?? 0;
      if (!inUnion[position] || inReference === 0 || inCandidate === 0) return;
      leftInReference[token] = inReference - 1;
      leftInCandidate[token] = inCandidate - 1;
      hits++;
    });
  }
  return hits;
}

function sentencesOf({ tokens, ends }: EncodedText): number[][] {
  return ends.map((end, i) => tokens.slice(ends[i - 1] ?? 0, end));
}

function betterOf(best: RougeScores, other: RougeScores): RougeScores {
  return {
    rouge1: other.rouge1.f1 > best.rouge1.f1 ? other.rouge1 : best.rouge1,
    rouge2: other.rouge2.f1 > best.rouge2.f1 ? other.rouge2 : best.rouge2,
    rougeL: other.rougeL.f1 > best.rougeL.f1 ? other.rougeL : best.rougeL,
    rougeLsum: other.rougeLsum.f1 > best.rougeLsum.f1 ? other.rougeLsum : best.rougeLsum,
  };
}
