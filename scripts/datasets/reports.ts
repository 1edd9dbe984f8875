import type { Finding, FindingStatus, Side } from '../../src/domain/dataset/truth.ts';
import { person, type Collection, type DrawnCase, type Recipe } from './collection.ts';
import type { Dice } from './dice.ts';
import { noFinding, observations, type Observation } from './observations.ts';

export const reports: Collection = {
  folder: 'reports',
  seed: 4106,
  cases: 96,
  header: {
    name: 'Synthetic chest reports',
    description:
      'Composed reports of chest films, half in English and half in Chinese: findings to be summarised into an impression, ' +
      'or read for the 14 CheXpert observations with their status and side. No pictures.',
    specialty: 'radiology',
    modality: 'report text',
    labels: [noFinding, ...observations.map(({ label }) => label)],
    notes: [
      'Composed by a program from sentences; not of patients. A result on it says nothing about clinical use.',
      'The labels of a case are the observations that are present; a case in which none is present or uncertain has the label "No Finding", and may have support devices.',
      'Planted subgroup difference: reports of the site "north" hedge three times as often as those of the site "south" (status "uncertain") and put denials into one sentence with what is present.',
    ],
  },
  kinds: ['en', 'zh'],
  tasks: ['classification', 'report summarization', 'report extraction'],
  planted: { attribute: 'site', value: 'north' },
  patient: (dice, planted) => ({ ...person(dice), site: planted ? 'north' : 'south' }),
  draw: writeCase,
};

interface Stated {
  readonly observation: Observation;
  readonly status: FindingStatus;
  readonly side: Side | undefined;
}

type Language = 'en' | 'zh';

function writeCase(recipe: Recipe): DrawnCase {
  const { dice } = recipe;
  const language: Language = recipe.label === 'zh' ? 'zh' : 'en';
  const hedging = recipe.attributes['site'] === 'north';
  const stated = stateObservations(dice, hedging);
  const truthFindings = findingsOf(stated);
  return {
    text: { findings: writeFindings(dice, stated, language, hedging), language },
    attributes: { language: language === 'en' ? 'English' : 'Chinese' },
    truth: {
      labels: truthFindings
        .filter(({ status }) => status === 'present')
        .map(({ observation }) => observation),
      findings: truthFindings,
      report: { impression: writeImpression(stated, language), language },
    },
  };
}

/** Nobody reports a lung both free of opacity and consolidated: what implies an opacity leaves its denial out. */
const opacities = new Set([
  'Lung Opacity',
  'Lung Lesion',
  'Edema',
  'Consolidation',
  'Pneumonia',
  'Atelectasis',
]);

function stateObservations(dice: Dice, hedging: boolean): Stated[] {
  const order = dice.shuffled(observations);
  const presentCount = dice.pick([0, 1, 1, 2, 2, 3]);
  const uncertainCount = dice.chance(hedging ? 0.75 : 0.25) ? 1 : 0;
  const absentCount = dice.whole(2, 5);
  const withSide = (observation: Observation, status: FindingStatus): Stated => ({
    observation,
    status,
    side: status === 'absent' ? undefined : sideOf(dice, observation),
  });
  const positive = order
    .slice(0, presentCount + uncertainCount)
    .map((observation, i) => withSide(observation, i < presentCount ? 'present' : 'uncertain'));
  const opaque = positive.some(({ observation }) => opacities.has(observation.label.name));
  const absent = order
    .slice(presentCount + uncertainCount)
    .filter(({ label }) => !(opaque && opacities.has(label.name)) && label.name !== 'Support Devices')
    .slice(0, absentCount)
    .map((observation) => withSide(observation, 'absent'));
  const rank = (state: Stated) => observations.indexOf(state.observation);
  return [...positive, ...absent].sort((a, b) => rank(a) - rank(b));
}

function sideOf(dice: Dice, { sided }: Observation): Side | undefined {
  if (sided === 'no') return undefined;
  return dice.pick(sided === 'one' ? ['left', 'right'] : ['left', 'right', 'left', 'right', 'bilateral']);
}

function findingsOf(stated: readonly Stated[]): Finding[] {
  const abnormal = stated.some(
    ({ observation, status }) =>
      (status === 'present' || status === 'uncertain') && observation.label.name !== 'Support Devices',
  );
  return [
    { observation: noFinding.name, status: abnormal ? 'absent' : 'present' },
    ...observations.map((observation): Finding => {
      const state = stated.find((candidate) => candidate.observation === observation);
      return {
        observation: observation.label.name,
        status: state?.status ?? 'not mentioned',
        ...(state?.side === undefined ? {} : { side: state.side }),
      };
    }),
  ];
}

const sideWords = {
  en: { left: 'left', right: 'right', bilateral: 'bilateral', midline: 'midline' },
  zh: { left: '左', right: '右', bilateral: '双', midline: '中线' },
} as const;

function filled(sentence: string, side: Side | undefined, language: Language): string {
  const word = side === undefined ? '' : sideWords[language][side];
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  const text = sentence.replaceAll('{side}', word).replaceAll('{Side}', capital);
  return language === 'en' && side === 'bilateral' ? agreeing(text) : text;
}

/** "in the bilateral lung" becomes "in both lungs", "a small bilateral effusion" "small bilateral effusions". */
function agreeing(text: string): string {
  const plurals: readonly (readonly [RegExp, string])[] = [
    [/the bilateral lung base\b/, 'both lung bases'],
    [/in the bilateral hemithorax/, 'on both sides of the chest'],
    [/the bilateral (lung|base|lower lobe)\b/, 'both $1s'],
    [/There is a (small) bilateral pleural effusion/, 'There are $1 bilateral pleural effusions'],
    [
      /A (moderate|trace) bilateral pleural effusion blunts the costophrenic angle/,
      '$1 bilateral pleural effusions blunt the costophrenic angles',
    ],
    [/A trace bilateral pleural effusion is/, 'Trace bilateral pleural effusions are'],
  ];
  const changed = plurals.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    text,
  );
  return changed.charAt(0).toUpperCase() + changed.slice(1);
}

function writeFindings(dice: Dice, stated: readonly Stated[], language: Language, hedging: boolean): string {
  const sentences = stated.map(({ observation, status, side }) => {
    const wording = observation[language];
    const choices =
      status === 'present' ? wording.present : status === 'uncertain' ? wording.uncertain : wording.absent;
    return { status, text: filled(dice.pick(choices), side, language) };
  });
  if (!hedging) return sentences.map(({ text }) => text).join(language === 'en' ? ' ' : '');
  return joinedTersely(sentences, language);
}

/** Denials are tacked on to what stands before them. */
function joinedTersely(
  sentences: readonly { status: FindingStatus; text: string }[],
  language: Language,
): string {
  let result = '';
  for (const { status, text } of sentences) {
    if (language === 'zh') {
      result = status === 'absent' && result !== '' ? `${result.slice(0, -1)},${text}` : result + text;
      continue;
    }
    const lower = text.charAt(0).toLowerCase() + text.slice(1);
    result =
      status === 'absent' && result !== '' && !result.endsWith('; ')
        ? `${result.replace(/\.\s*$/, '')}; ${lower} `
        : `${result}${text} `;
  }
  return result.trim();
}

function writeImpression(stated: readonly Stated[], language: Language): string {
  const lines = stated
    .filter(({ status }) => status === 'present' || status === 'uncertain')
    .map(({ observation, status, side }) => {
      const text = filled(observation[language].impression, side, language);
      if (status === 'present') return text;
      return language === 'en' ? `Possible ${text.charAt(0).toLowerCase()}${text.slice(1)}` : `${text}可能`;
    });
  if (language === 'zh') return lines.length === 0 ? '心肺未见明显异常。' : `${lines.join(';')}。`;
  return lines.length === 0 ? 'No acute cardiopulmonary abnormality.' : `${lines.join('. ')}.`;
}
