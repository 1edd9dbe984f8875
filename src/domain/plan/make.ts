import type { Dataset, Sample } from '../dataset/dataset.ts';
import type { SampleId } from '../ids.ts';
import { seededSample } from '../statistics/sample.ts';
import type { PromptTemplate } from '../task/prompt.ts';
import type { TaskSpec } from '../task/task.ts';
import { askedOf, canBeAsked } from './asked.ts';
import type { SamplingParameters } from './exchange.ts';
import { identifyPlan } from './identity.ts';
import type { ModelProfile } from './model.ts';
import type { DataSelection, ExampleChoice, Plan } from './plan.ts';

export interface PlanParts {
  readonly name: string;
  readonly createdAt: number;
  readonly task: TaskSpec;
  readonly dataset: Dataset;
  readonly selection: DataSelection;
  /** As `selectCases` chose them. */
  readonly samples: readonly SampleId[];
  /** As `questionsAsked` lists them. */
  readonly questions?: NonNullable<Plan['questions']>;
  /** As `drawExamples` drew them; absent: none are shown. */
  readonly examples?: ExampleChoice;
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
  checkExamples(parts);
  const plan: Omit<Plan, 'id'> = {
    ...rest,
    dataset: dataset.id,
    datasetKey: dataset.sourceKey,
    specialty: dataset.specialty,
    conditions: ['source'],
  };
  return { ...plan, id: identifyPlan(plan) };
}

/** A case shown with its answer must not be one that is asked about, and there must be as many as are to be shown. */
function checkExamples({ samples, examples }: Pick<PlanParts, 'samples' | 'examples'>): void {
  if (examples === undefined) return;
  const asked = new Set(samples);
  if (examples.cases.some(({ sample }) => asked.has(sample)))
    throw new RangeError('A case that is asked about cannot serve as an example.');
  const most = Math.max(0, ...examples.counts);
  if (examples.cases.length < most)
    throw new RangeError(
      `The plan wants ${String(most)} examples, and there are ${String(examples.cases.length)}: choose fewer, or another split for them.`,
    );
}

/** Why a case, or one of its questions, cannot be asked about in a plan. */
export interface LeftOut {
  readonly sample: SampleId;
  readonly name: string;
  readonly question?: number;
  readonly reason: string;
}

export interface ChosenCase extends Pick<Sample, 'id' | 'images'> {
  /** Which of its questions are asked, where the task asks several of a case. */
  readonly questions?: readonly number[];
}

export interface ChosenCases {
  readonly chosen: readonly ChosenCase[];
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
  samples: Iterable<Pick<Sample, 'id' | 'name' | 'split' | 'truth' | 'images' | 'text'>>,
  selection: DataSelection,
  spec: TaskSpec,
): ChosenCases {
  const eligible: ChosenCase[] = [];
  const leftOut: LeftOut[] = [];
  for (const sample of samples) {
    if (!isOf(selection, sample)) continue;
    const { id, name, images } = sample;
    const asked = askedOf(sample, spec);
    if (canBeAsked(asked))
      eligible.push({ id, images, ...(asked.questions && { questions: asked.questions }) });
    leftOut.push(...asked.refusals.map((refusal) => ({ sample: id, name, ...refusal })));
  }
  const { size, seed } = selection;
  const chosen = size === null || size >= eligible.length ? eligible : seededSample(eligible, size, seed);
  return { chosen, eligible: eligible.length, leftOut };
}

/** Which questions are asked of each case; nothing where the task asks one thing of a case. */
export function questionsAsked(chosen: readonly ChosenCase[]): Pick<Plan, 'questions'> {
  const entries = chosen.flatMap(({ id, questions }) => (questions ? [[id, questions] as const] : []));
  return entries.length === 0 ? {} : { questions: Object.fromEntries(entries) };
}

/** Is a case of the split, and of the language, that a selection names? */
export function isOf(
  { split, language }: Pick<DataSelection, 'split' | 'language'>,
  sample: Pick<Sample, 'split' | 'text' | 'truth'>,
): boolean {
  if (split !== 'all' && sample.split !== split) return false;
  return language === undefined || languageOf(sample) === language;
}

/** The language of a case's text, else of its report: `en`, `zh`; null for a case without words. */
export function languageOf({ text, truth }: Pick<Sample, 'text' | 'truth'>): string | null {
  return (text ?? truth.report)?.language.split('-')[0]?.toLowerCase() ?? null;
}
