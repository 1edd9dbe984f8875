import type { FindingStatus } from '../../dataset/truth.ts';
import { foldCharacters } from '../../answer/fold.ts';

export const statuses: readonly FindingStatus[] = ['present', 'absent', 'uncertain', 'not mentioned'];

const words: readonly (readonly [FindingStatus, readonly string[]])[] = [
  [
    'present',
    ['present', 'positive', 'yes', 'true', '1', 'p', 'pos', 'confirmed', 'seen', '存在', '阳性', '有', '是'],
  ],
  [
    'absent',
    [
      'absent',
      'negative',
      'no',
      'false',
      '0',
      'n',
      'neg',
      'not present',
      'denied',
      'ruled out',
      'none',
      '不存在',
      '阴性',
      '无',
      '否',
      '没有',
    ],
  ],
  [
    'uncertain',
    [
      'uncertain',
      'possible',
      'probable',
      'likely',
      'equivocal',
      'suspected',
      'unclear',
      'maybe',
      'u',
      '-1',
      'may be present',
      '不确定',
      '可疑',
      '可能',
      '疑似',
    ],
  ],
  [
    'not mentioned',
    [
      'not mentioned',
      'not_mentioned',
      'unmentioned',
      'blank',
      'missing',
      'n/a',
      'na',
      'not applicable',
      'not stated',
      'not reported',
      'null',
      'nan',
      'unknown',
      '',
      '未提及',
      '未提到',
      '未描述',
    ],
  ],
];

/** A status in the words, numbers and symbols that models and label files use (CheXpert: 1, 0, -1, blank); null where it is none. */
export function statusOf(value: unknown): FindingStatus | null {
  if (value === null) return 'not mentioned';
  if (typeof value === 'boolean') return value ? 'present' : 'absent';
  if (typeof value === 'number') {
    return value === 1 ? 'present' : value === 0 ? 'absent' : value === -1 ? 'uncertain' : null;
  }
  if (typeof value !== 'string' || value.length > 60) return null;
  const folded = foldCharacters(value)
    .replace(/[_-](?=\p{L})/gu, ' ')
    .replace(/[.。"*]/gu, '')
    .trim();
  return words.find(([, names]) => names.includes(folded))?.[0] ?? null;
}
