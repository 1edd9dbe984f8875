import { metricUndefined, metricValue, signatureOf, type MetricResult } from '../metric.ts';
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
}

export interface CorpusTextOptions extends TextOptions {
  readonly smoothing?: BleuSmoothing;
}

/**
 * Metrics of a whole set of answers, which are not means over cases: corpus BLEU, chrF and chrF++ from counts added up,
 * and CIDEr-D. Cases whose references have no words are left out; `n` is the number of the others.
 */
export function corpusTextScores(
  pairs: readonly TextPair[],
  options: CorpusTextOptions,
): Readonly<Record<'bleu' | 'chrf' | 'chrf-plus-plus' | 'cider-d', MetricResult>> {
  const scored = pairs
    .map(({ references, candidate }) => ({ candidate, references: referencesWithWords(references, options) }))
    .filter(({ references }) => references.length > 0);
  return {
    bleu: corpusBleu(scored, options),
    chrf: corpusChrf('chrf', scored, chrf2),
    'chrf-plus-plus': corpusChrf('chrf-plus-plus', scored, chrf2PlusPlus),
    'cider-d': corpusCider(scored, options),
  };
}

function corpusBleu(pairs: readonly TextPair[], options: CorpusTextOptions): MetricResult {
  const tokenizer = isChinese(options.language) ? 'zh' : '13a';
  const smoothing = options.smoothing ?? 'exp';
  const signature = signatureFor('bleu', { tokenizer, smoothing, case: 'mixed', orders: 4 });
  const counts = pairs.map(({ references, candidate }) =>
    bleuStatistics(references, candidate, { tokenizer, lowercase: false }),
  );
  const known = counts.filter((one) => one !== undefined);
  if (known.length === 0) return metricUndefined(signature, noneWithWords, 0);
  const { score } = bleuScore(addBleuStatistics(known), { smoothing, effectiveOrder: false });
  return metricValue(signature, score, known.length);
}

function corpusChrf(
  id: 'chrf' | 'chrf-plus-plus',
  pairs: readonly TextPair[],
  options: ChrfOptions,
): MetricResult {
  const { characterOrder, wordOrder, beta } = options;
  const signature = signatureFor(id, { characterOrder, wordOrder, beta, case: 'mixed' });
  const counts = pairs.map(({ references, candidate }) => chrfStatistics(references, candidate, options));
  const known = counts.filter((one) => one !== undefined);
  if (known.length === 0) return metricUndefined(signature, noneWithWords, 0);
  return metricValue(signature, chrfScore(addChrfStatistics(known), options), known.length);
}

function corpusCider(pairs: readonly TextPair[], options: TextOptions): MetricResult {
  const words = isChinese(options.language) ? 'characters' : 'white space';
  const signature = signatureFor('cider-d', { words, case: 'lower', documents: 'these references' });
  if (pairs.length < 2) {
    return metricUndefined(signature, 'fewer than two cases with reference words', pairs.length);
  }
  const { mean } = ciderD(
    pairs.map(({ references, candidate }) => ({
      references: references.map((reference) => comparedWords(reference, options)),
      candidate: comparedWords(candidate, options),
    })),
  );
  return mean === undefined
    ? metricUndefined(signature, noneWithWords, 0)
    : metricValue(signature, mean, pairs.length);
}

const noneWithWords = `in every case ${noReferenceWords}`;

function signatureFor(id: string, options: Readonly<Record<string, string | number | boolean>>) {
  const definition = definitions.find((one) => one.id === id);
  if (!definition) throw new RangeError(`No text metric is called ${id}.`);
  return signatureOf(definition, options);
}
