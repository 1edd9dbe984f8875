import { wordNgrams } from './ngrams.ts';

/** A case as words (lower-cased, without white space). */
export interface CiderCase {
  readonly references: readonly (readonly string[])[];
  readonly candidate: readonly string[];
}

export interface CiderScores {
  /** Mean over the cases; undefined without any. */
  readonly mean: number | undefined;
  /** 0 to 10, in the order of the cases. */
  readonly each: readonly number[];
}

const orders = 4;
const sigma = 6;

/**
 * CIDEr-D over a set of cases, as pycocoevalcap computes it (and calls CIDEr): cosine similarity of tf-idf vectors of runs
 * of 1 to 4 words, each weight of the candidate clipped to the reference's, times a Gaussian penalty on the difference of
 * length (in pairs of words, as there).
 *
 * Document frequencies come from the references of these cases: a score depends on which cases are scored together, and
 * with one case alone all are 0. Source: R. Vedantam et al., CIDEr, 2015.
 */
export function ciderD(cases: readonly CiderCase[]): CiderScores {
  const counted = cases.map(({ references, candidate }) => ({
    references: references.map((words) => wordNgrams(words, orders)),
    candidate: wordNgrams(candidate, orders),
  }));
  const documents = documentFrequencies(counted.map(({ references }) => references));
  const logCases = Math.log(cases.length);
  const each = counted.map(({ references, candidate }) => {
    if (references.length === 0) throw new RangeError('CIDEr-D needs a reference for every case.');
    const vector = vectorOf(candidate, documents, logCases);
    const similarities = references.map((counts) =>
      similarity(vector, vectorOf(counts, documents, logCases)),
    );
    return (sum(similarities) / references.length) * 10;
  });
  return { mean: each.length === 0 ? undefined : sum(each) / each.length, each };
}

/** In the references of how many cases each run of words occurs. */
function documentFrequencies(cases: readonly (readonly Map<string, number>[])[][]): Map<string, number> {
  const documents = new Map<string, number>();
  for (const references of cases) {
    const met = new Set(references.flat().flatMap((counts) => [...counts.keys()]));
    for (const ngram of met) documents.set(ngram, (documents.get(ngram) ?? 0) + 1);
  }
  return documents;
}

interface Vector {
  /** Weights by order. */
  readonly weights: readonly ReadonlyMap<string, number>[];
  readonly norms: readonly number[];
  /** Number of pairs of words. */
  readonly length: number;
}

function vectorOf(
  counts: readonly ReadonlyMap<string, number>[],
  documents: ReadonlyMap<string, number>,
  logCases: number,
): Vector {
  const weights = counts.map((ngrams) => {
    const weighted = new Map<string, number>();
    for (const [ngram, count] of ngrams) {
      weighted.set(ngram, count * (logCases - Math.log(Math.max(1, documents.get(ngram) ?? 0))));
    }
    return weighted;
  });
  return {
    weights,
    norms: weights.map((weighted) => Math.sqrt(sum([...weighted.values()].map((weight) => weight ** 2)))),
    length: sum([...(counts[1]?.values() ?? [])]),
  };
}

/** Mean over the orders, 0 to 1. */
function similarity(candidate: Vector, reference: Vector): number {
  const penalty = Math.exp(-((candidate.length - reference.length) ** 2) / (2 * sigma ** 2));
  const byOrder = candidate.weights.map((weights, order) => {
    let product = 0;
    for (const [ngram, weight] of weights) {
      const other = reference.weights[order]?.get(ngram) ?? 0;
      product += Math.min(weight, other) * other;
    }
    const norm = (candidate.norms[order] ?? 0) * (reference.norms[order] ?? 0);
    return norm === 0 ? 0 : (product / norm) * penalty;
  });
  return sum(byOrder) / orders;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
