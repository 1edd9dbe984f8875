import type { OptionValue } from '../../domain/task/option.ts';
import type { ScoringChoices } from '../../domain/task/scoring.ts';
import type { CaseSelection, OutcomeKind, UnansweredRule } from '../../domain/task/task.ts';
import type { RunResults } from '../../results/run-results.ts';
import { addressOf, segment } from '../kit/address.ts';

const outcomeKinds: readonly OutcomeKind[] = ['answered', 'unreadable', 'refused', 'empty', 'failed'];

/** A run and how its results are computed: what every address of its results says. */
export interface ResultsPlace {
  readonly run: string;
  readonly settings: ResultsSettings;
}

/** What a person may choose about results beside the plan. */
export interface ResultsSettings {
  readonly unanswered: UnansweredRule;
  /** Of every resampling. */
  readonly seed: number;
  /** What is scored otherwise than the plan has it. */
  readonly scoring: ScoringChoices;
}

export const usualSettings: ResultsSettings = { unanswered: 'wrong', seed: 1, scoring: {} };

/** Where results stand, with the settings under which they were computed. */
export function placeOf({ run, options, scoring }: RunResults): ResultsPlace {
  return { run: run.id, settings: { unanswered: options.unanswered, seed: options.seed, scoring } };
}

export function resultsAddress({ run, settings }: ResultsPlace): string {
  return addressOf(`/results/${segment(run)}`, queryOf(settings));
}

/** Where the cases behind a number are listed. */
export function casesAddress(
  { run, settings }: ResultsPlace,
  arm: number | null,
  selection: CaseSelection,
): string {
  return addressOf(`/results/${segment(run)}/cases`, {
    arm: arm ?? undefined,
    ...selection,
    ...queryOf(settings),
  });
}

export function caseAddress(
  { run, settings }: ResultsPlace,
  sample: string,
  arm: number | null,
  selection: CaseSelection,
): string {
  return addressOf(`/results/${segment(run)}/cases/${segment(sample)}`, {
    arm: arm ?? undefined,
    ...selection,
    ...queryOf(settings),
  });
}

/** Only what differs from the usual stands in an address. */
function queryOf({ unanswered, seed, scoring }: ResultsSettings): Record<string, OptionValue | undefined> {
  return {
    unanswered: unanswered === usualSettings.unanswered ? undefined : unanswered,
    seed: seed === usualSettings.seed ? undefined : seed,
    ...Object.fromEntries(
      Object.entries(scoring).map(([name, value]) => [`${scoringPrefix}${name}`, value] as const),
    ),
  };
}

const scoringPrefix = 'score.';

/** Reads the settings that an address names; what cannot be read is as usual. */
export function readSettings(query: string): ResultsSettings {
  const values = new URLSearchParams(query);
  const seed = Number(values.get('seed') ?? usualSettings.seed);
  const scoring = [...values]
    .filter(([key]) => key.startsWith(scoringPrefix))
    .map(([key, value]) => [key.slice(scoringPrefix.length), optionValue(value)] as const);
  return {
    unanswered: values.get('unanswered') === 'left out' ? 'left out' : usualSettings.unanswered,
    seed: Number.isSafeInteger(seed) && seed >= 0 ? seed : usualSettings.seed,
    scoring: Object.fromEntries(scoring),
  };
}

function optionValue(text: string): OptionValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Reads what `casesAddress` wrote; what cannot be read restricts nothing. */
export function readSelection(query: string): {
  readonly arm: number | null;
  readonly selection: CaseSelection;
  readonly settings: ResultsSettings;
} {
  const values = new URLSearchParams(query);
  const arm = Number.parseInt(values.get('arm') ?? '', 10);
  const text = (key: 'truth' | 'answer' | 'notTruth' | 'notAnswer') => {
    const value = values.get(key);
    return value === null ? {} : { [key]: value };
  };
  const outcome = outcomeKinds.find((kind) => kind === values.get('outcome'));
  const correct = values.get('correct');
  return {
    arm: Number.isInteger(arm) && arm >= 0 ? arm : null,
    settings: readSettings(query),
    selection: {
      ...text('truth'),
      ...text('answer'),
      ...text('notTruth'),
      ...text('notAnswer'),
      ...(outcome ? { outcome } : {}),
      ...(correct === 'true' || correct === 'false' ? { correct: correct === 'true' } : {}),
    },
  };
}

/** The selection in words: `truth is effusion, answer is not effusion`. */
export function describeSelection(selection: CaseSelection): string {
  const { truth, notTruth, answer, notAnswer, outcome, correct } = selection;
  const words = [
    truth === undefined ? null : `truth is ${truth}`,
    notTruth === undefined ? null : `truth is not ${notTruth}`,
    answer === undefined ? null : `answer is ${answer}`,
    notAnswer === undefined ? null : `answer is not ${notAnswer}`,
    outcome === undefined ? null : `outcome: ${outcomeWords[outcome]}`,
    correct === undefined ? null : correct ? 'answered rightly' : 'answered wrongly or not at all',
  ].filter((each) => each !== null);
  return words.length === 0 ? 'all cases' : words.join(', ');
}

export const outcomeWords: Readonly<Record<OutcomeKind, string>> = {
  answered: 'answered',
  unreadable: 'could not read the answer',
  refused: 'refused',
  empty: 'empty answer',
  failed: 'call failed',
};
