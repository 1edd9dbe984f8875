import type { Dataset, Sample } from '../dataset/dataset.ts';
import type { SampleId } from '../ids.ts';
import { seededSample } from '../statistics/sample.ts';
import type { PromptTemplate } from '../task/prompt.ts';
import { taskById } from '../task/registry.ts';
import type { TaskSpec } from '../task/task.ts';
import type { SamplingParameters } from './exchange.ts';
import { identifyPlan } from './identity.ts';
import type { ModelProfile } from './model.ts';
import type { DataSelection, Plan } from './plan.ts';

export interface PlanParts {
  readonly name: string;
  readonly createdAt: number;
  readonly task: TaskSpec;
  readonly dataset: Dataset;
  readonly selection: DataSelection;
  /** As `selectCases` chose them. */
  readonly samples: readonly SampleId[];
  readonly models: readonly ModelProfile[];
  readonly prompts: readonly PromptTemplate[];
  readonly repeats: number;
  readonly parameters: SamplingParameters;
}

/** Throws RangeError with a sentence for a plan that asks nothing. */
export function makePlan(parts: PlanParts): Plan {
  const { dataset, ...rest } = parts;
  if (rest.samples.length === 0)
    throw new RangeError('The plan holds no case: choose another split or other labels.');
  if (rest.models.length === 0) throw new RangeError('The plan holds no model: choose at least one.');
  if (rest.prompts.length === 0) throw new RangeError('The plan holds no prompt: choose at least one.');
  const plan: Omit<Plan, 'id'> = {
    ...rest,
    dataset: dataset.id,
    datasetKey: dataset.sourceKey,
    conditions: ['source'],
  };
  return { ...plan, id: identifyPlan(plan) };
}

/** Why a case cannot be asked about in a plan. */
export interface LeftOut {
  readonly sample: SampleId;
  readonly name: string;
  readonly reason: string;
}

export interface ChosenCases {
  readonly chosen: readonly Pick<Sample, 'id' | 'images'>[];
  /** Cases of the split that could be asked about, before sampling. */
  readonly eligible: number;
  /** Cases of the split that could not, and why: shown, never dropped in silence. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * The cases of a selection, in the data set's order: of the split, with the truth that the task is scored against,
 * and of those a seeded sample where a size is given (all, where there are fewer).
 */
export function selectCases(
  samples: Iterable<Pick<Sample, 'id' | 'name' | 'split' | 'truth' | 'images'>>,
  selection: DataSelection,
  spec: TaskSpec,
): ChosenCases {
  const task = taskById(spec.task);
  const eligible: Pick<Sample, 'id' | 'images'>[] = [];
  const leftOut: LeftOut[] = [];
  for (const sample of samples) {
    if (selection.split !== 'all' && sample.split !== selection.split) continue;
    const reason =
      task.needsImage && sample.images.length === 0
        ? 'The case has no picture.'
        : task.missing(sample.truth, spec);
    if (reason === null) eligible.push({ id: sample.id, images: sample.images });
    else leftOut.push({ sample: sample.id, name: sample.name, reason });
  }
  const { size, seed } = selection;
  const chosen = size === null || size >= eligible.length ? eligible : seededSample(eligible, size, seed);
  return { chosen, eligible: eligible.length, leftOut };
}
