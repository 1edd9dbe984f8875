import { exactMatch, tokenF1 } from './answer-overlap.ts';
import { bleuScore, bleuStatistics } from './bleu.ts';
import { chrf2, chrf2PlusPlus, chrfScore, chrfStatistics, type ChrfOptions } from './chrf.ts';
import { meteor } from './meteor.ts';
import { createRouge, type RougeScore } from './rouge.ts';
import { rougeTokens } from './rouge-tokens.ts';
import { splitOnWhitespace } from './whitespace.ts';

export interface TextOptions {
  /** BCP 47 tag; Chinese is counted by character. */
  readonly language: string;
  /** ROUGE on Porter stems; of no effect on Chinese. */
  readonly stemmer: boolean;
}

/** Metrics of one case by id; every one is there. */
export interface TextCaseScores {
  /** null: undefined, for the reason given. */
  readonly values: Readonly<Record<string, number | null>>;
  readonly undefinedReason?: string;
}

export const textCaseMetrics = [
  ...['rouge-1', 'rouge-2', 'rouge-l', 'rouge-lsum'].flatMap((type) =>
    ['f', 'precision', 'recall'].map((part) => `${type}-${part}`),
  ),
  'bleu-sentence',
  'chrf',
  'chrf-plus-plus',
  'meteor-exact-stem',
  'token-f1',
  'exact-match',
  'length-ratio',
];

export const noReferenceWords = 'the reference has no words';

/**
 * Scores of an answer against one or several references by every metric that is defined for a single case. Undefined where
 * no reference has a word. Make one scorer and use it for many cases: it remembers stems.
 */
export function createTextScorer(
  options: TextOptions,
): (references: readonly string[], candidate: string) => TextCaseScores {
  const chinese = isChinese(options.language);
  const tokens = chinese ? 'characters' : 'words';
  const rouge = createRouge({ stemmer: options.stemmer && !chinese, tokens });

  return (references, candidate) => {
    const usable = referencesWithWords(references, options);
    if (usable.length === 0) {
      return {
        values: Object.fromEntries(textCaseMetrics.map((id) => [id, null])),
        undefinedReason: noReferenceWords,
      };
    }
    const { rouge1, rouge2, rougeL, rougeLsum } = rouge(usable, candidate);
    return {
      values: {
        ...parts('rouge-1', rouge1),
        ...parts('rouge-2', rouge2),
        ...parts('rouge-l', rougeL),
        ...parts('rouge-lsum', rougeLsum),
        'bleu-sentence': sentenceBleu(usable, candidate, chinese),
        chrf: sentenceChrf(usable, candidate, chrf2),
        'chrf-plus-plus': sentenceChrf(usable, candidate, chrf2PlusPlus),
        'meteor-exact-stem': meteor(
          usable.map((reference) => comparedWords(reference, options)),
          comparedWords(candidate, options),
        ),
        'token-f1': tokenF1(usable, candidate, chinese),
        'exact-match': exactMatch(usable, candidate) ? 1 : 0,
        'length-ratio': lengthRatio(
          usable.map((reference) => rougeTokens(reference, tokens).length),
          rougeTokens(candidate, tokens).length,
        ),
      },
    };
  };
}

/** BCP 47 tags of Chinese: `zh`, `zh-CN`, `zh-Hant` ... */
export function isChinese(language: string): boolean {
  return /^zh(-|$)/i.test(language);
}

export function referencesWithWords(references: readonly string[], { language }: TextOptions): string[] {
  const tokens = isChinese(language) ? 'characters' : 'words';
  return references.filter((reference) => rougeTokens(reference, tokens).length > 0);
}

/** The words that METEOR and CIDEr-D compare. */
export function comparedWords(text: string, { language }: Pick<TextOptions, 'language'>): string[] {
  return isChinese(language) ? rougeTokens(text, 'characters') : splitOnWhitespace(text.toLowerCase());
}

function parts(id: string, { precision, recall, f1 }: RougeScore): Record<string, number> {
  return { [`${id}-f`]: f1, [`${id}-precision`]: precision, [`${id}-recall`]: recall };
}

function sentenceBleu(references: readonly string[], candidate: string, chinese: boolean): number | null {
  const tokenizer = chinese ? 'zh' : '13a';
  const statistics = bleuStatistics(references, candidate, { tokenizer, lowercase: false });
  return statistics ? bleuScore(statistics, { smoothing: 'exp', effectiveOrder: true }).score : null;
}

function sentenceChrf(references: readonly string[], candidate: string, options: ChrfOptions): number | null {
  const statistics = chrfStatistics(references, candidate, options);
  return statistics ? chrfScore(statistics, options) : null;
}

/** @param referenceLengths each at least 1 */
function lengthRatio(referenceLengths: readonly number[], length: number): number {
  const [closest = 1] = referenceLengths.toSorted(
    (a, b) => Math.abs(a - length) - Math.abs(b - length) || a - b,
  );
  return length / closest;
}
