import type { MetricDefinition } from '../metric.ts';

const squad =
  'P. Rajpurkar, R. Jia, P. Liang. Know what you don’t know: unanswerable questions for SQuAD. ACL 2018 (evaluation script).';

const normalisation =
  'Texts are first normalised as in SQuAD: lower case, ASCII punctuation and the articles a, an, the removed, white space joined.';

export const overlapDefinitions: readonly MetricDefinition[] = [
  {
    id: 'token-f1',
    name: 'Token F1',
    family: 'text',
    version: 1,
    direction: 'higher is better',
    range: [0, 1],
    unit: '',
    plain: 'How many words answer and reference share, order and articles aside.',
    formula:
      'F1 = 2PR / (P + R), P = shared words / words of the answer, R = shared words / words of the reference; a word is shared as often as both have it.',
    convention: `${normalisation} Chinese is split by character. Of several accepted answers the best counts.`,
    emptyCase: 'Reference without words: undefined. Answer without words: 0.',
    reference: squad,
    peer: 'Formula of the SQuAD 2.0 script; checked by hand-made cases.',
  },
  {
    id: 'exact-match',
    name: 'Exact match',
    family: 'text',
    version: 1,
    direction: 'higher is better',
    range: [0, 1],
    unit: '',
    plain: 'Is the answer an accepted one, word for word?',
    formula: '1 if the normalised answer equals a normalised accepted answer, else 0.',
    convention: normalisation,
    emptyCase: 'Reference without words: undefined. Answer without words: 0.',
    reference: squad,
    peer: 'Formula of the SQuAD 2.0 script; checked by hand-made cases.',
  },
  {
    id: 'length-ratio',
    name: 'Length ratio',
    family: 'text',
    version: 1,
    direction: 'neither',
    range: [0, null],
    unit: '',
    plain: 'How long the answer is compared with the reference: 1 is equal, 2 twice as long.',
    formula: 'words of the answer / words of the reference',
    convention:
      'Words as ROUGE counts them (runs of a-z and 0-9; Chinese characters each). Of several references the one closest in length counts, the shorter of two equally close.',
    emptyCase: 'Reference without words: undefined. Answer without words: 0.',
    reference: 'The length ratio that BLEU implementations print.',
    peer: 'None needed: a quotient of counts that ROUGE’s golden cases cover.',
  },
];
