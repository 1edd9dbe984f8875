import type { Sample } from '../domain/dataset/dataset.ts';
import { attributesOffered } from '../domain/dataset/grouping.ts';
import type { AttributeOffer } from '../domain/dataset/grouping.ts';
import type { Question } from '../domain/dataset/truth.ts';
import type { RunId, SampleId } from '../domain/ids.ts';
import type { Plan, Run, TrialRecord } from '../domain/plan/plan.ts';
import { trialScorer } from '../domain/plan/score-trial.ts';
import { countTrialsOfArm } from '../domain/plan/trials.ts';
import { questionOf, specOfQuestion } from '../domain/task/question.ts';
import { acceptedScoring, scoredAs } from '../domain/task/scoring.ts';
import type { ScoringChoices } from '../domain/task/scoring.ts';
import type {
  CaseSelection,
  EvaluatedCase,
  Evaluation,
  Summary,
  SummaryOptions,
  TaskSpec,
} from '../domain/task/task.ts';
import type { Agreement } from './agreement.ts';
import { armsOf, evaluateArm, nameOfArm } from './arms.ts';
import type { Arm, ArmTrial } from './arms.ts';
import { caseRows } from './case-rows.ts';
import type { CaseRow } from './case-rows.ts';
import { inWords } from './comparison-words.ts';
import type { ToldComparison } from './comparison-words.ts';
import { efficiencyOf } from './efficiency.ts';
import type { Efficiency } from './efficiency.ts';
import { figuresOf } from './figures.ts';
import type { Figures, FigureWork } from './figures.ts';
import type { ResultsSource } from './ports.ts';
import { subgroupWork } from './subgroups.ts';
import type { SubgroupChoice, SubgroupComparison, SubgroupWork } from './subgroups.ts';
import { truthHash } from './truth-hash.ts';

export interface ArmResults {
  readonly arm: Arm;
  readonly name: string;
  readonly summary: Summary;
  readonly efficiency: Efficiency;
  /** Trials that the plan has for this arm and that have not come to an end. */
  readonly notAsked: number;
  /** Trials whose case was deleted since: not scored. */
  readonly caseGone: number;
}

/** The cases of a run as they are stored now: what was deleted or changed since it began is told. */
export interface CasesNow {
  /** Of all. */
  readonly total: number;
  /** Deleted: their answers are not scored. */
  readonly gone: number;
  /** With another truth: their answers are scored against it as it is now. */
  readonly truthChanged: number;
  /** Groups (patients, lesions) of those that are here; a case without one is its own. */
  readonly groups: number;
  /** Of those that are here (`truthHash`): another one, and the figures are of other cases than are stored. */
  readonly truthHash: string;
}

export interface RunResults {
  readonly run: Run;
  readonly plan: Plan;
  readonly options: SummaryOptions;
  /** Where answers are scored otherwise than the plan has it. */
  readonly scoring: ScoringChoices;
  /** What the numbers answer to: the plan's spec, scored as chosen. */
  readonly spec: TaskSpec;
  readonly cases: CasesNow;
  readonly arms: readonly ArmResults[];
  readonly comparisons: readonly ToldComparison[];
  /** Of each arm with each later one, where answers are a single choice among the same categories. */
  readonly agreements: readonly Agreement[];
  /** Attributes of the cases, and whether figures can be compared by them. */
  readonly attributes: readonly AttributeOffer[];
  /** By the attribute that was chosen, where one was. */
  readonly subgroups?: SubgroupComparison;
}

/** One trial with its reading, for the case view. */
export interface CaseTrial {
  readonly arm: Arm;
  readonly name: string;
  /** What was asked, where the task asks a question of the case. */
  readonly question: Question | null;
  readonly record: TrialRecord;
  readonly evaluation: Evaluation;
}

/** A run, read from storage and scored once; everything that a screen asks of it is derived from here. */
export class ScoredRun {
  readonly run: Run;
  readonly plan: Plan;
  readonly scoring: ScoringChoices;
  readonly spec: TaskSpec;
  readonly samples: ReadonlyMap<SampleId, Sample>;
  readonly truthHash: string;
  readonly arms: readonly {
    readonly arm: Arm;
    readonly name: string;
    readonly trials: readonly ArmTrial[];
    readonly missing: number;
  }[];

  private constructor(
    run: Run,
    plan: Plan,
    samples: ReadonlyMap<SampleId, Sample>,
    trials: readonly TrialRecord[],
    scoring: ScoringChoices,
  ) {
    this.run = run;
    this.plan = plan;
    this.samples = samples;
    this.truthHash = truthHash(plan.samples.flatMap((id) => samples.get(id) ?? []));
    this.scoring = acceptedScoring(plan.task, scoring);
    this.spec = scoredAs(plan.task, scoring);
    const score = trialScorer(this.spec);
    const inOrder = trials.toSorted(inPlanOrder(plan));
    this.arms = armsOf(plan).map((arm) => ({
      arm,
      name: nameOfArm(arm, plan),
      ...evaluateArm(arm, inOrder, samples, score),
    }));
  }

  /** Null where there is no such run. `scoring`: choices that differ from the plan's. */
  static async load(
    source: ResultsSource,
    id: RunId,
    scoring: ScoringChoices = {},
  ): Promise<ScoredRun | null> {
    const run = await source.run(id);
    const plan = run && (await source.plan(run.plan));
    if (!plan) return null;
    const [trials, samples] = await Promise.all([
      source.trials(id),
      source.samplesById(plan.dataset, plan.samples),
    ]);
    return new ScoredRun(run, plan, new Map(samples.map((sample) => [sample.id, sample])), trials, scoring);
  }

  /** What the figures are computed from. */
  work(options: SummaryOptions): FigureWork {
    return { task: this.spec, arms: this.arms.map(({ trials }) => casesOf(trials)), options };
  }

  /** What the figures by subgroup are computed from; a sentence where the attribute makes no subgroups. */
  subgroupWork(options: SummaryOptions, choice: SubgroupChoice): SubgroupWork | string {
    const arms = this.arms.map(({ trials }) => casesOf(trials));
    return subgroupWork(this.spec, arms, this.samplesHere(), choice, options);
  }

  /** The figures may come from elsewhere, where they were computed from `work(options)`. */
  results(options: SummaryOptions, figures: Figures = figuresOf(this.work(options))): RunResults {
    const { run, plan, scoring, spec } = this;
    const perArm = countTrialsOfArm(plan);
    const arms = this.arms.map(({ arm, name, trials, missing }, i): ArmResults => {
      const summary = figures.summaries[i];
      if (!summary) throw new RangeError(`no figures of ${name}`);
      const efficiency = efficiencyOf(trials.map(({ record }) => record));
      const notAsked = perArm - trials.length - missing;
      return { arm, name, summary, efficiency, notAsked, caseGone: missing };
    });
    const unit = plan.questions ? 'questions' : 'cases';
    const comparisons = figures.comparisons.map((each) => inWords(each, arms, unit, options));
    const attributes = attributesOffered(this.samplesHere());
    const { agreements } = figures;
    const cases = this.#casesNow();
    return { run, plan, options, scoring, spec, cases, arms, comparisons, agreements, attributes };
  }

  /** The cases of the plan that are stored, in its order. */
  samplesHere(): readonly Sample[] {
    return this.plan.samples.flatMap((id) => this.samples.get(id) ?? []);
  }

  #casesNow(): CasesNow {
    const { samples } = this.plan;
    const here = this.samplesHere();
    const isChanged = ({ edits = [] }: Sample): boolean =>
      edits.some(({ at, before }) => at > this.run.createdAt && before.truth !== undefined);
    return {
      total: samples.length,
      gone: samples.length - here.length,
      truthChanged: here.filter(isChanged).length,
      groups: new Set(here.map(({ id, group }) => group ?? id)).size,
      truthHash: this.truthHash,
    };
  }

  /** Cases (questions, where a case has several) for which an answer of the arm fits the selection, in the plan's order. */
  rows(armIndex: number | null, selection: CaseSelection): CaseRow[] {
    return caseRows(this, armIndex, selection);
  }

  /** Question by question, where the case has several, and arm by arm within one. */
  trialsOf(sample: SampleId): CaseTrial[] {
    return this.arms
      .flatMap(({ arm, name, trials }) =>
        trials
          .filter(({ record }) => record.sample === sample)
          .map(({ record, evaluated }) => ({
            arm,
            name,
            question: this.questionOf(record),
            record,
            evaluation: evaluated.evaluation,
          })),
      )
      .toSorted((a, b) => (a.record.question ?? 0) - (b.record.question ?? 0));
  }

  /** What is asked of a case; null where the task asks no question. */
  questionOf({ sample, question }: Pick<TrialRecord, 'sample' | 'question'>): Question | null {
    if (this.spec.task !== 'visual-question-answering') return null;
    const { truth } = this.samples.get(sample) ?? {};
    return truth ? questionOf(truth, specOfQuestion(this.spec, question)) : null;
  }
}

function inPlanOrder(plan: Plan): (a: TrialRecord, b: TrialRecord) => number {
  const order = new Map(plan.samples.map((id, index) => [id, index]));
  return (a, b) =>
    (order.get(a.sample) ?? 0) - (order.get(b.sample) ?? 0) ||
    (a.question ?? 0) - (b.question ?? 0) ||
    a.repeat - b.repeat;
}

const casesOf = (trials: readonly ArmTrial[]): EvaluatedCase[] => trials.map(({ evaluated }) => evaluated);
