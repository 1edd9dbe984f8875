import type { Sample } from '../domain/dataset/dataset.ts';
import type { RunId, SampleId } from '../domain/ids.ts';
import type { Plan, Run, TrialRecord } from '../domain/plan/plan.ts';
import { definitionOf } from '../domain/metric/catalogue.ts';
import { taskById } from '../domain/task/registry.ts';
import { isSelected } from '../domain/task/selection.ts';
import type {
  CaseSelection,
  EvaluatedCase,
  Evaluation,
  OutcomeKind,
  Summary,
  SummaryOptions,
} from '../domain/task/task.ts';
import { armsOf, evaluateArm, nameOfArm } from './arms.ts';
import type { Arm, ArmTrial } from './arms.ts';
import { verdict } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import { efficiencyOf } from './efficiency.ts';
import type { Efficiency } from './efficiency.ts';
import { figuresOf } from './figures.ts';
import type { Figures, FigureWork } from './figures.ts';
import type { ResultsSource } from './ports.ts';

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

export interface RunResults {
  readonly run: Run;
  readonly plan: Plan;
  readonly options: SummaryOptions;
  readonly arms: readonly ArmResults[];
  readonly comparisons: readonly (Comparison & { readonly metricName: string; readonly sentence: string })[];
}

/** A case with what each arm made of it. */
export interface CaseRow {
  readonly sample: SampleId;
  readonly name: string;
  readonly group: string | null;
  readonly truthText: string;
  readonly cells: readonly (CaseCell | null)[];
}

export interface CaseCell {
  readonly outcome: OutcomeKind;
  readonly answerText: string;
  readonly correct: boolean | null;
}

/** One trial with its reading, for the case view. */
export interface CaseTrial {
  readonly arm: Arm;
  readonly name: string;
  readonly record: TrialRecord;
  readonly evaluation: Evaluation;
}

/** A run, read from storage and scored once; everything that a screen asks of it is derived from here. */
export class ScoredRun {
  readonly run: Run;
  readonly plan: Plan;
  readonly samples: ReadonlyMap<SampleId, Sample>;
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
  ) {
    this.run = run;
    this.plan = plan;
    this.samples = samples;
    const task = taskById(plan.task.task).bind(plan.task);
    const order = new Map(plan.samples.map((id, index) => [id, index]));
    const inOrder = trials.toSorted(
      (a, b) => (order.get(a.sample) ?? 0) - (order.get(b.sample) ?? 0) || a.repeat - b.repeat,
    );
    this.arms = armsOf(plan).map((arm) => ({
      arm,
      name: nameOfArm(arm, plan),
      ...evaluateArm(arm, inOrder, samples, task),
    }));
  }

  /** Null where there is no such run. */
  static async load(source: ResultsSource, id: RunId): Promise<ScoredRun | null> {
    const run = await source.run(id);
    const plan = run && (await source.plan(run.plan));
    if (!plan) return null;
    const [trials, samples] = await Promise.all([
      source.trials(id),
      source.samplesById(plan.dataset, plan.samples),
    ]);
    return new ScoredRun(run, plan, new Map(samples.map((sample) => [sample.id, sample])), trials);
  }

  /** What the figures are computed from. */
  work(options: SummaryOptions): FigureWork {
    return { task: this.plan.task, arms: this.arms.map(({ trials }) => casesOf(trials)), options };
  }

  /** The figures may come from elsewhere, where they were computed from `work(options)`. */
  results(options: SummaryOptions, figures: Figures = figuresOf(this.work(options))): RunResults {
    const { run, plan } = this;
    const perArm = plan.samples.length * plan.repeats * plan.conditions.length;
    const arms = this.arms.map(({ arm, name, trials, missing }, i): ArmResults => {
      const summary = figures.summaries[i];
      if (!summary) throw new RangeError(`no figures of ${name}`);
      const efficiency = efficiencyOf(trials.map(({ record }) => record));
      const notAsked = perArm - trials.length - missing;
      return { arm, name, summary, efficiency, notAsked, caseGone: missing };
    });
    return { run, plan, options, arms, comparisons: figures.comparisons.map((each) => this.#inWords(each)) };
  }

  /** Cases for which an answer of the arm fits the selection, in the plan's order. */
  rows(armIndex: number | null, selection: CaseSelection): CaseRow[] {
    const bySample = this.arms.map(({ trials }) => Map.groupBy(trials, ({ record }) => record.sample));
    return this.plan.samples.flatMap((id): CaseRow[] => {
      const sample = this.samples.get(id);
      const trials = bySample.map((map) => map.get(id)?.[0] ?? null);
      const looked = armIndex === null ? trials : [trials[armIndex] ?? null];
      const fitting = looked.find(
        (trial) => trial !== null && isSelected(selection, trial.evaluated.evaluation),
      );
      if (!sample || !fitting) return [];
      return [
        {
          sample: id,
          name: sample.name,
          group: sample.group ?? null,
          truthText: fitting.evaluated.evaluation.truthText,
          cells: trials.map((trial) => trial && cellOf(trial.evaluated.evaluation)),
        },
      ];
    });
  }

  trialsOf(sample: SampleId): CaseTrial[] {
    return this.arms.flatMap(({ arm, name, trials }) =>
      trials
        .filter(({ record }) => record.sample === sample)
        .map(({ record, evaluated }) => ({ arm, name, record, evaluation: evaluated.evaluation })),
    );
  }

  #inWords(comparison: Comparison): RunResults['comparisons'][number] {
    const metricName = definitionOf(comparison.metric)?.name ?? comparison.metric;
    const nameOf = (index: number): string => this.arms[index]?.name ?? '';
    const [first, second] = [nameOf(comparison.first), nameOf(comparison.second)];
    return { ...comparison, metricName, sentence: verdict(comparison, first, second, metricName) };
  }
}

const casesOf = (trials: readonly ArmTrial[]): EvaluatedCase[] => trials.map(({ evaluated }) => evaluated);

function cellOf({ outcome, answerText, correct }: Evaluation): CaseCell {
  return { outcome: outcome.kind, answerText, correct };
}
