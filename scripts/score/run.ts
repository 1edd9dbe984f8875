import { isDeepStrictEqual } from 'node:util';
import type { GroupedCase } from '../../src/domain/dataset/grouping.ts';
import { sampleId } from '../../src/domain/ids.ts';
import { trialScorer } from '../../src/domain/plan/score-trial.ts';
import { scoredAs } from '../../src/domain/task/scoring.ts';
import type { EvaluatedCase, Summary, SummaryOptions, TaskSpec } from '../../src/domain/task/task.ts';
import type { Agreement } from '../../src/results/agreement.ts';
import { nameOfArm } from '../../src/results/arms.ts';
import { inWords } from '../../src/results/comparison-words.ts';
import type { ToldComparison } from '../../src/results/comparison-words.ts';
import { figuresOf } from '../../src/results/figures.ts';
import { compareSubgroups, subgroupWork } from '../../src/results/subgroups.ts';
import type { SubgroupChoice, SubgroupComparison } from '../../src/results/subgroups.ts';
import { sameFigures } from './same-figures.ts';
import type { ExportedRun } from './wire.ts';

/** One model with one prompt, scored again from its verbatim answers. */
export interface ScoredArm {
  /** By which it is told from the others of the run. */
  readonly name: string;
  readonly model: string;
  readonly prompt: string;
  readonly examples: number;
  readonly cases: readonly EvaluatedCase[];
  readonly summary: Summary;
  /** Are the figures those that the export holds, but for rounding? null where it holds none, or other options were asked for. */
  readonly sameAsExported: boolean | null;
}

/** Two arms compared, as the app compares them. */
export interface ScoredComparison extends ToldComparison {
  /** As `first` and `second` are called. */
  readonly names: readonly [string, string];
  /** As that of an arm. */
  readonly sameAsExported: boolean | null;
}

/** How far two arms say the same, as the app has it. */
export interface ScoredAgreement extends Agreement {
  readonly names: readonly [string, string];
  /** As that of an arm. */
  readonly sameAsExported: boolean | null;
}

/** A figure by subgroup, as the app has it. */
export interface ScoredSubgroups extends SubgroupComparison {
  /** As that of an arm. */
  readonly sameAsExported: boolean | null;
}

export interface ScoredRun {
  readonly arms: readonly ScoredArm[];
  /** Of each arm with each later one. */
  readonly comparisons: readonly ScoredComparison[];
  readonly agreements: readonly ScoredAgreement[];
  /** By the attribute and figure that the export has, or that were asked for; null: neither. */
  readonly subgroups: ScoredSubgroups | null;
}

/**
 * Scores an exported run. `changed` options default to those with which it was exported, `asked` subgroups to those of the export. Throws RangeError
 * for a case that cannot be scored, and for an attribute that makes no subgroups.
 */
export function scoreRun(
  { plan, samples, trials, results }: ExportedRun,
  changed: Partial<SummaryOptions>,
  asked: SubgroupChoice | null = null,
): ScoredRun {
  const options: SummaryOptions = { ...results.options, ...changed };
  const sameOptions = isDeepStrictEqual(options, results.options);
  const spec = scoredAs(plan.task, results.scoring);
  const score = trialScorer(spec);
  const byId = new Map(samples.map((sample) => [sample.id, sample]));
  const order = new Map(plan.samples.map((id, position) => [id, position]));
  const inOrder = trials.toSorted(
    (a, b) =>
      (order.get(a.sample) ?? 0) - (order.get(b.sample) ?? 0) ||
      (a.question ?? 0) - (b.question ?? 0) ||
      a.repeat - b.repeat,
  );
  const arms = plan.models.flatMap((model) =>
    plan.prompts.flatMap((prompt) =>
      // A network is not spoken to: it has no arm with examples.
      (model.kind === 'onnx' ? [0] : (plan.examples?.counts ?? [0])).map((examples) => ({
        model,
        prompt,
        examples,
      })),
    ),
  );
  const casesOf = ({ model, prompt, examples }: (typeof arms)[number]) =>
    inOrder
      .filter(
        (trial) =>
          trial.model === model.id && trial.prompt === prompt.id && (trial.examples ?? 0) === examples,
      )
      .flatMap((trial): readonly EvaluatedCase[] => {
        const sample = byId.get(trial.sample);
        return sample === undefined ? [] : [score(trial, { ...sample, id: sampleId(sample.id) }, model)];
      });
  const cases = arms.map(casesOf);
  const inPlan = plan.samples.flatMap((id) => byId.get(id) ?? []);
  const figures = figuresOf({ task: spec, arms: cases, options });
  const compare = (figure: unknown, exported: unknown): boolean | null => {
    const plain: unknown = JSON.parse(JSON.stringify(figure));
    return sameOptions && exported !== undefined ? sameFigures(plain, exported) : null;
  };
  const scored = arms.flatMap((arm, index): readonly ScoredArm[] => {
    const summary = figures.summaries[index];
    if (summary === undefined) return [];
    return [
      {
        name: nameOfArm(arm, plan),
        model: arm.model.name,
        prompt: arm.prompt.name,
        examples: arm.examples,
        cases: cases[index] ?? [],
        summary,
        sameAsExported: compare(summary, results.arms[index]?.summary),
      },
    ];
  });
  const unit = plan.questions ? 'questions' : 'cases';
  const namesOf = ({ first, second }: Pick<Agreement, 'first' | 'second'>) =>
    [scored[first]?.name ?? '', scored[second]?.name ?? ''] as const;
  const agreements = figures.agreements.map((agreement, index): ScoredAgreement => ({
    ...agreement,
    names: namesOf(agreement),
    sameAsExported: compare(agreement, results.agreements[index]),
  }));
  const comparisons = figures.comparisons.map((comparison, index): ScoredComparison => {
    const told = inWords(comparison, scored, unit, options);
    return { ...told, names: namesOf(told), sameAsExported: compare(told, results.comparisons[index]) };
  });
  const choice = asked ?? choiceOf(results.subgroups);
  const subgroups = choice === null ? null : subgroupsOf(spec, cases, inPlan, choice, options);
  return {
    arms: scored,
    comparisons,
    agreements,
    subgroups: subgroups && {
      ...subgroups,
      sameAsExported: asked === null ? compare(subgroups, results.subgroups) : null,
    },
  };
}

function choiceOf(exported: ExportedRun['results']['subgroups']): SubgroupChoice | null {
  if (!exported) return null;
  const { by, cuts, figure } = exported;
  return { by, figure: figure.metric, ...(cuts === null ? {} : { cuts }) };
}

function subgroupsOf(
  spec: TaskSpec,
  cases: readonly (readonly EvaluatedCase[])[],
  samples: readonly GroupedCase[],
  choice: SubgroupChoice,
  options: SummaryOptions,
): SubgroupComparison {
  const work = subgroupWork(spec, cases, samples, choice, options);
  if (typeof work === 'string') throw new RangeError(`There are no subgroups by ${choice.by}: ${work}.`);
  return compareSubgroups(work);
}
