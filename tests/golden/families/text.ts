import { z } from 'zod';
import { addBleuStatistics, bleuScore, bleuStatistics } from '../../../src/domain/metric/text/bleu.ts';
import { isChinese } from '../../../src/domain/metric/text/case-scores.ts';
import { addChrfStatistics, chrfScore, chrfStatistics } from '../../../src/domain/metric/text/chrf.ts';
import { ciderD } from '../../../src/domain/metric/text/cider.ts';
import { meteor } from '../../../src/domain/metric/text/meteor.ts';
import { createRouge } from '../../../src/domain/metric/text/rouge.ts';
import { splitOnWhitespace } from '../../../src/domain/metric/text/whitespace.ts';

const texts = {
  candidates: z.array(z.string()),
  /** One reference a candidate, or a list of them. */
  references: z.array(z.union([z.string().transform((text) => [text]), z.array(z.string())])),
};
const bleuOptions = {
  tokenizer: z.enum(['13a', 'zh']).default('13a'),
  lowercase: z.boolean().default(false),
  smoothing: z.enum(['exp', 'floor', 'add-k', 'none']).default('exp'),
  smoothingValue: z.number().optional(),
};

const inputSchema = z.discriminatedUnion('metric', [
  z.object({
    metric: z.literal('rouge'),
    ...texts,
    stemmer: z.boolean().default(false),
    language: z.string().default('en'),
  }),
  z.object({ metric: z.literal('bleu'), ...texts, ...bleuOptions, effectiveOrder: z.boolean().default(false) }),
  z.object({
    metric: z.literal('bleuSentence'),
    ...texts,
    ...bleuOptions,
    effectiveOrder: z.boolean().default(true),
  }),
  z.object({
    metric: z.literal('chrf'),
    ...texts,
    characterOrder: z.int().default(6),
    wordOrder: z.int().default(0),
    beta: z.number().default(2),
    lowercase: z.boolean().default(false),
  }),
  z.object({
    metric: z.literal('meteor'),
    ...texts,
    alpha: z.number().default(0.9),
    beta: z.number().default(3),
    gamma: z.number().default(0.5),
  }),
  z.object({ metric: z.literal('cider'), ...texts }),
]);
type Input = z.infer<typeof inputSchema>;

/** What our code gives for the input of a golden case of the family `text`; null where the metric is undefined. */
export function run(input: unknown): unknown {
  const parsed = inputSchema.parse(input);
  if (parsed.candidates.length !== parsed.references.length) {
    throw new RangeError(
      `${parsed.candidates.length} candidates but ${parsed.references.length} references: give each candidate its own.`,
    );
  }
  return scores(parsed);
}

function scores(input: Input): unknown {
  const pairs = input.candidates.map((candidate, i) => ({ candidate, references: input.references[i] ?? [] }));
  switch (input.metric) {
    case 'rouge': {
      const byCharacter = isChinese(input.language);
      const rouge = createRouge({
        stemmer: input.stemmer && !byCharacter,
        tokens: byCharacter ? 'characters' : 'words',
      });
      return pairs.map(({ references, candidate }) => rouge(references, candidate));
    }
    case 'bleu': {
      const cases = pairs.map(({ references, candidate }) => bleuStatistics(references, candidate, input));
      const known = cases.filter((one) => one !== undefined);
      return known.length < cases.length ? null : bleuScore(addBleuStatistics(known), scoreOptions(input));
    }
    case 'bleuSentence':
      return pairs.map(({ references, candidate }) => {
        const statistics = bleuStatistics(references, candidate, input);
        return statistics ? bleuScore(statistics, scoreOptions(input)).score : null;
      });
    case 'chrf': {
      const cases = pairs.map(({ references, candidate }) => chrfStatistics(references, candidate, input));
      const known = cases.filter((one) => one !== undefined);
      return {
        corpus: known.length < cases.length ? null : chrfScore(addChrfStatistics(known), input),
        sentences: cases.map((one) => (one ? chrfScore(one, input) : null)),
      };
    }
    case 'meteor':
      return pairs.map(({ references, candidate }) =>
        meteor(references.map(lowerWords), lowerWords(candidate), input),
      );
    case 'cider':
      return ciderD(
        pairs.map(({ references, candidate }) => ({
          references: references.map(lowerWords),
          candidate: lowerWords(candidate),
        })),
      );
  }
}

type BleuInput = Extract<Input, { metric: 'bleu' | 'bleuSentence' }>;

function scoreOptions({ smoothing, smoothingValue, effectiveOrder }: BleuInput) {
  return smoothingValue === undefined
    ? { smoothing, effectiveOrder }
    : { smoothing, smoothingValue, effectiveOrder };
}

function lowerWords(text: string): string[] {
  return splitOnWhitespace(text.toLowerCase());
}
