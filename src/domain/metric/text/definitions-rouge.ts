import type { MetricDefinition } from '../metric.ts';

interface RougeType {
  readonly id: string;
  readonly name: string;
  readonly shares: string;
  readonly counts: string;
  readonly note: string;
}

const types: readonly RougeType[] = [
  {
    id: 'rouge-1',
    name: 'ROUGE-1',
    shares: 'single words',
    counts:
      'h = Σ min(count in answer, count in reference) over words; c and r the words of answer and reference',
    note: '',
  },
  {
    id: 'rouge-2',
    name: 'ROUGE-2',
    shares: 'pairs of adjacent words',
    counts:
      'h = Σ min(count in answer, count in reference) over word pairs; c and r the pairs of answer and reference',
    note: ' Texts of one word have no pair: 0.',
  },
  {
    id: 'rouge-l',
    name: 'ROUGE-L',
    shares: 'words in the same order, not necessarily adjacent',
    counts: 'h = length of a longest common subsequence of words; c and r the words of answer and reference',
    note: '',
  },
  {
    id: 'rouge-lsum',
    name: 'ROUGE-Lsum',
    shares: 'words in the same order within sentences, whatever the order of sentences',
    counts:
      'h = words of the union, for each reference sentence, of its longest common subsequences with every answer sentence, none counted oftener than either text has it; c and r the words of answer and reference',
    note: ' Sentences are lines: without line breaks it equals ROUGE-L.',
  },
];

const parts = [
  { id: 'f', name: 'F1', formula: 'F1 = 2PR / (P + R), P = h / c, R = h / r', says: 'both ways' },
  { id: 'precision', name: 'precision', formula: 'P = h / c', says: 'as a share of the answer' },
  { id: 'recall', name: 'recall', formula: 'R = h / r', says: 'as a share of the reference' },
] as const;

/** `rouge-1-f`, `rouge-1-precision`, `rouge-1-recall`, and the same of `rouge-2`, `rouge-l` and `rouge-lsum`. */
export const rougeDefinitions: readonly MetricDefinition[] = types.flatMap((type) =>
  parts.map((part) => ({
    id: `${type.id}-${part.id}`,
    name: `${type.name} ${part.name}`,
    family: 'text',
    version: 1,
    direction: 'higher is better',
    range: [0, 1],
    unit: '',
    plain: `How much answer and reference share of ${type.shares}, ${part.says}.`,
    formula: `${part.formula}; ${type.counts}.`,
    convention: `As Google’s rouge_score: lower case, words are runs of a-z and 0-9; with the stemmer, words of more than three letters are replaced by their Porter stem (NLTK’s extensions). Chinese: each character of U+4E00 to U+9FFF is a word too, never stemmed.${type.note} Of several references the one with the best F1 counts.`,
    emptyCase: 'Reference without words: undefined (the peer gives 0). Answer without words: 0.',
    reference: 'C.-Y. Lin. ROUGE: a package for automatic evaluation of summaries. ACL workshop 2004.',
    peer: 'Google rouge_score (golden cases within 1e-9; a transcription of its Python agreed on 1,500 random pairs, and the stemmer with nltk 3.8 on 110,000 words).',
  })),
);
