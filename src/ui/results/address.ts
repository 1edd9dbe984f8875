import { readCuts } from '../../domain/dataset/grouping.ts';
import type { OptionValue } from '../../domain/task/option.ts';
import type { ScoringChoices } from '../../domain/task/scoring.ts';
import type {
  CaseSelection,
  OutcomeKind,
  SubgroupSelection,
  UnansweredRule,
} from '../../domain/task/task.ts';
import type { RunResults } from '../../results/run-results.ts';
import type { SubgroupChoice } from '../../results/subgroups.ts';
import { addressOf, segment } from '../kit/address.ts';

const outcomeKinds: readonly OutcomeKind[] = ['answered', 'unreadable', 'refused', 'empty', 'failed'];

/** A run and how its results are computed: what every address of its results says. */
export interface ResultsPlace {
  readonly run: string;
  readonly settings: ResultsSettings;
  /** What is compared by subgroup; absent or null: nothing. */
  readonly subgroups?: SubgroupChoice | null;
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

export function resultsAddress({ run, settings, subgroups = null }: ResultsPlace): string {
  return addressOf(`/results/${segment(run)}`, { ...subgroupQuery(subgroups), ...queryOf(settings) });
}

/** Where the cases behind a number are listed. */
export function casesAddress(
  { run, settings, subgroups = null }: ResultsPlace,
  arm: number | null,
  selection: CaseSelection,
): string {
  return addressOf(`/results/${segment(run)}/cases`, {
    arm: arm ?? undefined,
    ...subgroupQuery(subgroups),
    ...selectionQuery(selection),
    ...queryOf(settings),
  });
}

export function caseAddress(
  { run, settings, subgroups = null }: ResultsPlace,
  sample: string,
  arm: number | null,
  selection: CaseSelection,
): string {
  return addressOf(`/results/${segment(run)}/cases/${segment(sample)}`, {
    arm: arm ?? undefined,
    ...subgroupQuery(subgroups),
    ...selectionQuery(selection),
    ...queryOf(settings),
  });
}

type Query = Record<string, OptionValue | undefined>;

function selectionQuery({ subgroup, beside, ...selection }: CaseSelection): Query {
  const other = beside ? { beside: beside.arm, same: beside.same } : {};
  if (!subgroup) return { ...selection, ...other };
  const { by, cuts, in: only, notIn, known } = subgroup;
  return { ...selection, ...other, by, cuts: cuts?.join(','), in: only, notIn, known };
}

function subgroupQuery(choice: SubgroupChoice | null): Query {
  return choice === null ? {} : { by: choice.by, cuts: choice.cuts?.join(','), figure: choice.figure };
}

/** What an address compares by subgroup; null where it names no attribute. */
export function readSubgroups(query: string): SubgroupChoice | null {
  const values = new URLSearchParams(query);
  const by = values.get('by');
  if (by === null) return null;
  const cuts = readCuts(values.get('cuts') ?? '');
  const figure = values.get('figure');
  return { by, ...(cuts === null ? {} : { cuts }), ...(figure === null ? {} : { figure }) };
}

/** Only what differs from the usual stands in an address. */
function queryOf({ unanswered, seed, scoring }: ResultsSettings): Query {
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
  const subgroup = readSubgroupSelection(query);
  const beside = Number.parseInt(values.get('beside') ?? '', 10);
  const same = values.get('same');
  return {
    arm: Number.isInteger(arm) && arm >= 0 ? arm : null,
    settings: readSettings(query),
    selection: {
      ...(subgroup === null ? {} : { subgroup }),
      ...text('truth'),
      ...text('answer'),
      ...text('notTruth'),
      ...text('notAnswer'),
      ...(beside >= 0
        ? {
            beside: {
              arm: beside,
              ...(same === 'true' || same === 'false' ? { same: same === 'true' } : {}),
            },
          }
        : {}),
      ...(outcome ? { outcome } : {}),
      ...(correct === 'true' || correct === 'false' ? { correct: correct === 'true' } : {}),
    },
  };
}

function readSubgroupSelection(query: string): SubgroupSelection | null {
  const choice = readSubgroups(query);
  if (choice === null) return null;
  const { figure: _, ...grouping } = choice;
  const values = new URLSearchParams(query);
  const [only, notIn, known] = [values.get('in'), values.get('notIn'), values.get('known')];
  return {
    ...grouping,
    ...(only === null ? {} : { in: only }),
    ...(notIn === null ? {} : { notIn }),
    ...(known === 'true' || known === 'false' ? { known: known === 'true' } : {}),
  };
}

/** The selection in words: `truth is effusion, answer is not effusion`. */
export function describeSelection(selection: CaseSelection): string {
  const { truth, notTruth, answer, notAnswer, outcome, correct, subgroup, beside } = selection;
  const words = [
    ...(subgroup ? describeSubgroup(subgroup) : []),
    truth === undefined ? null : `truth is ${truth}`,
    notTruth === undefined ? null : `truth is not ${notTruth}`,
    answer === undefined ? null : `answer is ${answer}`,
    notAnswer === undefined ? null : `answer is not ${notAnswer}`,
    outcome === undefined ? null : `outcome: ${outcomeWords[outcome]}`,
    beside === undefined ? null : `both answered${besideWords(beside.same)}`,
    correct === undefined ? null : correct ? 'answered rightly' : 'answered wrongly or not at all',
  ].filter((each) => each !== null);
  return words.length === 0 ? 'all cases' : words.join(', ');
}

function besideWords(same: boolean | undefined): string {
  if (same === undefined) return '';
  return same ? ', the same' : ', not the same';
}

function describeSubgroup({ by, in: only, notIn, known }: SubgroupSelection): readonly string[] {
  return [
    ...(only === undefined ? [] : [`${by} is ${only}`]),
    ...(notIn === undefined ? [] : [`${by} is known and not ${notIn}`]),
    ...(known === undefined ? [] : [known ? `${by} is known` : `${by} is not known`]),
  ];
}

export const outcomeWords: Readonly<Record<OutcomeKind, string>> = {
  answered: 'answered',
  unreadable: 'could not read the answer',
  refused: 'refused',
  empty: 'empty answer',
  failed: 'call failed',
};
