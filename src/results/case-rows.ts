import type { Sample } from '../domain/dataset/dataset.ts';
import { groupingOf } from '../domain/dataset/grouping.ts';
import type { SampleId } from '../domain/ids.ts';
import type { Question } from '../domain/dataset/truth.ts';
import type { Plan, TrialRecord } from '../domain/plan/plan.ts';
import { taskById } from '../domain/task/registry.ts';
import { isInSubgroup, isSelected } from '../domain/task/selection.ts';
import type { CaseSelection, Evaluation, OutcomeKind, TaskSpec } from '../domain/task/task.ts';
import type { ArmTrial } from './arms.ts';

/** A case, or one of its questions, with what each arm made of it. */
export interface CaseRow {
  readonly sample: SampleId;
  /** Which of the case's questions this is, where the plan asks several. */
  readonly number: number | null;
  /** Its words, where the task asks a question of the case. */
  readonly question: string | null;
  readonly name: string;
  readonly group: string | null;
  /** Null where it is not known, or none was asked about. */
  readonly subgroup: string | null;
  readonly truthText: string;
  readonly cells: readonly (CaseCell | null)[];
}

export interface CaseCell {
  readonly outcome: OutcomeKind;
  readonly answerText: string;
  readonly correct: boolean | null;
  /** The figure by which models are compared; null where it is undefined, or there is a right and wrong. */
  readonly figure: number | null;
}

/** What of a scored run its rows are made of. */
interface ScoredTrials {
  readonly plan: Plan;
  readonly spec: TaskSpec;
  readonly samples: ReadonlyMap<SampleId, Sample>;
  readonly arms: readonly { readonly trials: readonly ArmTrial[] }[];
  samplesHere(): readonly Sample[];
  questionOf(place: Place): Question | null;
}

/** Cases (questions, where a case has several) for which an answer of the arm fits the selection, in the plan's order. `armIndex` null: of any arm. */
export function caseRows(scored: ScoredTrials, armIndex: number | null, selection: CaseSelection): CaseRow[] {
  const byPlace = scored.arms.map(({ trials }) => Map.groupBy(trials, ({ record }) => placeOf(record)));
  const { questions } = scored.plan;
  const { comparedBy } = taskById(scored.spec.task);
  const places = scored.plan.samples.flatMap((sample): readonly Place[] =>
    questions === undefined
      ? [{ sample }]
      : (questions[sample] ?? []).map((question) => ({ sample, question })),
  );
  const subgroupOf = subgroupsBy(scored, selection);
  const isBeside = besideOther(scored, armIndex, selection);
  return places.flatMap((place): CaseRow[] => {
    const { sample: id, question } = place;
    const sample = scored.samples.get(id);
    const subgroup = sample ? subgroupOf(sample) : null;
    if (selection.subgroup && !isInSubgroup(selection.subgroup, subgroup)) return [];
    const trials = byPlace.map((map) => map.get(placeOf(place))?.[0] ?? null);
    const looked = armIndex === null ? trials : [trials[armIndex] ?? null];
    const fitting = looked.find(
      (trial) => trial !== null && isSelected(selection, trial.evaluated.evaluation),
    );
    if (!sample || !fitting || !isBeside(trials)) return [];
    return [
      {
        sample: id,
        number: question ?? null,
        question: scored.questionOf(place)?.question ?? null,
        name: sample.name,
        group: sample.group ?? null,
        subgroup,
        truthText: fitting.evaluated.evaluation.truthText,
        cells: trials.map((trial) => trial && cellOf(trial.evaluated.evaluation, comparedBy)),
      },
    ];
  });
}

/** What is asked: a case, or one of its questions. */
type Place = Pick<TrialRecord, 'sample' | 'question'>;

const placeOf = ({ sample, question }: Place): string => `${sample}/${String(question ?? 0)}`;

/** Of an attribute that makes no subgroups none is known. */
function subgroupsBy(scored: ScoredTrials, { subgroup }: CaseSelection): (sample: Sample) => string | null {
  const grouping = subgroup && groupingOf(scored.samplesHere(), subgroup);
  return typeof grouping === 'object' ? grouping.subgroupOf : () => null;
}

/** Where the selection names no other arm every case fits. */
function besideOther(
  scored: ScoredTrials,
  armIndex: number | null,
  { beside }: CaseSelection,
): (trials: readonly (ArmTrial | null)[]) => boolean {
  if (beside === undefined || armIndex === null) return () => true;
  const { category } = taskById(scored.spec.task).bind(scored.spec);
  const said = (trial: ArmTrial | null | undefined): string | null =>
    trial && category ? category(trial.evaluated.evaluation) : null;
  return (trials) => {
    const [own, other] = [said(trials[armIndex]), said(trials[beside.arm])];
    if (own === null || other === null) return false;
    return beside.same === undefined || (own === other) === beside.same;
  };
}

function cellOf({ outcome, answerText, correct, values }: Evaluation, comparedBy: string): CaseCell {
  const figure = correct === null ? (values[comparedBy] ?? null) : null;
  return { outcome: outcome.kind, answerText, correct, figure };
}
