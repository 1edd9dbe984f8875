import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import { measured, resampledCases, type CaseWeights, type Measure } from '../measure.ts';
import type { MetricResult } from '../metric.ts';
import { addBleuStatistics, bleuScore, bleuStatistics, type BleuSmoothing } from './bleu.ts';
import {
  comparedWords,
  isChinese,
  noReferenceWords,
  referencesWithWords,
  type TextOptions,
} from './case-scores.ts';
import {
  addChrfStatistics,
  chrf2,
  chrf2PlusPlus,
  chrfScore,
  chrfStatistics,
  type ChrfOptions,
} from './chrf.ts';
import { ciderD } from './cider.ts';
import { definitions } from './definitions.ts';

export interface TextPair {
  readonly references: readonly string[];
  readonly candidate: string;
  /** Cases of one group are resampled together. */
  readonly group?: string | undefined;
}

export interface CorpusTextOptions extends TextOptions {
  readonly smoothing?: BleuSmoothing;
  readonly intervals: BootstrapOptions;
}

type CorpusMetric = 'bleu' | 'chrf' | 'chrf-plus-plus' | 'cider-d';

/**
 * Metrics of a whole set of answers, which are not means over cases: corpus BLEU, chrF and chrF++ from counts added up,
 * and CIDEr-D. Cases whose references have no words are left out; `n` is the number of the others. Intervals by
 * bootstrap over the cases (P. Koehn. Statistical significance tests for machine translation evaluation. EMNLP 2004).
 */
export function corpusTextScores(
  pairs: readonly TextPair[],
  options: CorpusTextOptions,
): Readonly<Record<CorpusMetric, MetricResult>> {
  const scored = pairs
    .map(({ references, ...pair }) => ({ ...pair, references: referencesWithWords(references, options) }))
    .filter(({ references }) => references.length > 0);
  const [bleu, chrf, chrfPlusPlus, cider] = measured(
    [
      corpusBleu(scored, options),
      corpusChrf('chrf', scored, chrf2),
      corpusChrf('chrf-plus-plus', scored, chrf2PlusPlus),
      corpusCider(scored, options),
    ],
    resampledCases(scored.map(({ group }) => group)),
    options.intervals,
  );
  if (!bleu || !chrf || !chrfPlusPlus || !cider) throw new Error('a figure was lost');
  return { bleu, chrf, 'chrf-plus-plus': chrfPlusPlus, 'cider-d': cider };
}

type CorpusMeasure = Measure<CaseWeights>;

function corpusBleu(pairs: readonly TextPair[], options: CorpusTextOptions): CorpusMeasure {
  const tokenizer = isChinese(options.language) ? 'zh' : '13a';
  const smoothing = options.smoothing ?? 'exp';
  const counts = pairs.map(({ references, candidate }) =>
    sure(bleuStatistics(references, candidate, { tokenizer, lowercase: false })),
  );
  return corpusMeasure(
    'bleu',
    { tokenizer, smoothing, case: 'mixed', orders: 4 },
    counts.length,
    (weights) => bleuScore(addBleuStatistics(counts, weights), { smoothing, effectiveOrder: false }).score,
  );
}

function corpusChrf(
  id: 'chrf' | 'chrf-plus-plus',
  pairs: readonly TextPair[],
  options: ChrfOptions,
): CorpusMeasure {
  const { characterOrder, wordOrder, beta } = options;
  const counts = pairs.map(({ references, candidate }) =>
    sure(chrfStatistics(references, candidate, options)),
  );
  return corpusMeasure(id, { characterOrder, wordOrder, beta, case: 'mixed' }, counts.length, (weights) =>
    chrfScore(addChrfStatistics(counts, weights), options),
  );
}

/** Resamples are of the cases' scores: in how many references a word occurs stays as in all of them. */
function corpusCider(pairs: readonly TextPair[], options: TextOptions): CorpusMeasure {
  const words = isChinese(options.language) ? 'characters' : 'white space';
  const { each } = ciderD(
    pairs.map(({ references, candidate }) => ({
      references: references.map((reference) => comparedWords(reference, options)),
      candidate: comparedWords(candidate, options),
    })),
  );
  const measure = corpusMeasure(
    'cider-d',
    { words, case: 'lower', documents: 'these references' },
    pairs.length,
    (weights) => {
      let [sum, cases] = [0, 0];
      each.forEach((score, at) => {
        const times = weights ? (weights[at] ?? 0) : 1;
        sum += times * score;
        cases += times;
      });
      return sum / cases;
    },
  );
  return pairs.length < 2
    ? { ...measure, value: () => null, undefinedBecause: 'fewer than two cases with reference words' }
    : measure;
}

function corpusMeasure(
  id: CorpusMetric,
  options: Readonly<Record<string, string | number | boolean>>,
  n: number,
  value: (weights: CaseWeights) => number,
): CorpusMeasure {
  const definition = definitions.find((one) => one.id === id);
  if (!definition) throw new RangeError(`No text metric is called ${id}.`);
  return {
    definition,
    options: () => options,
    n: () => n,
    value: (weights) => (n === 0 ? null : value(weights)),
    undefinedBecause: `in every case ${noReferenceWords}`,
  };
}

/** References that have words have counts. */
function sure<Counts>(counts: Counts | undefined): Counts {
  if (counts === undefined) throw new RangeError('every reference is empty');
  return counts;
}
