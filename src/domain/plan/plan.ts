import type { DatasetId, ModelId, PlanId, PromptId, RunId, SampleId, TrialKey } from '../ids.ts';
import type { Specialty, Split } from '../dataset/dataset.ts';
import type { PromptTemplate } from '../task/prompt.ts';
import type { TaskSpec } from '../task/task.ts';
import type { Failure, ModelResponse, SamplingParameters } from './exchange.ts';
import type { ModelProfile } from './model.ts';

/** Which cases: of a split, a seeded sample of `size` of them or all (`null`). */
export interface DataSelection {
  readonly split: Split | 'all';
  /** Only cases whose text is in this language (`en`, `zh`), where the data set has several. */
  readonly language?: string;
  readonly size: number | null;
  readonly seed: number;
}

/** A case that is shown with its answer in a prompt. */
export interface ExampleCase {
  readonly sample: SampleId;
  /** Which of its questions is answered, where the task asks several of a case. */
  readonly question?: number;
}

/** Cases shown with their answers in a prompt (few-shot). */
export interface ExampleChoice {
  /** How many are shown, ascending: each number is an arm of its own, 0 the one without. */
  readonly counts: readonly number[];
  /** Where they were drawn from. */
  readonly split: Split | 'all';
  /** Are their pictures sent, to models that take pictures? Else their answers alone are shown. */
  readonly pictures: boolean;
  /** In the order in which they are shown; fewer are the first of these. */
  readonly cases: readonly ExampleCase[];
}

/** data x task x models x prompts x examples x repeats x image conditions. Immutable; identified by the hash of what is in it. */
export interface Plan {
  readonly id: PlanId;
  readonly name: string;
  readonly createdAt: number;
  readonly task: TaskSpec;
  readonly dataset: DatasetId;
  /** The data set's source key when the plan was made. */
  readonly datasetKey: string;
  /** What the data set is of; plans of earlier versions do not say. */
  readonly specialty?: Specialty;
  readonly selection: DataSelection;
  /** The cases chosen, in the order in which they are asked. */
  readonly samples: readonly SampleId[];
  /** Where a task asks several questions of a case: which of them, by case, counted from 1. */
  readonly questions?: Readonly<Record<string, readonly number[]>>;
  /** Absent: none are shown. */
  readonly examples?: ExampleChoice;
  /** As they were when the plan was made. */
  readonly models: readonly ModelProfile[];
  readonly prompts: readonly PromptTemplate[];
  readonly repeats: number;
  /** `source`: the bytes as stored. */
  readonly conditions: readonly 'source'[];
  readonly parameters: SamplingParameters;
}

/** What may happen to a run: `running` -> `paused` | `finished` | `cancelled`, and back to `running` by resume or retry. */
export const runStates = ['running', 'paused', 'finished', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

export interface Run {
  readonly id: RunId;
  readonly plan: PlanId;
  readonly name: string;
  readonly state: RunState;
  /** Why it stands still, when it is not the person's doing: `waiting for the key of ...`. */
  readonly waitingFor?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly trialCount: number;
}

/** One (sample, question, model, prompt, examples, repeat, condition) of a plan. */
export interface Trial {
  readonly key: TrialKey;
  readonly sample: SampleId;
  /** Which of the case's questions, counted from 1, where the plan asks several. */
  readonly question?: number;
  readonly model: ModelId;
  readonly prompt: PromptId;
  /** How many examples are shown; absent: none. */
  readonly examples?: number;
  readonly repeat: number;
  readonly condition: 'source';
}

/** What exactly was sent. */
export interface Sent {
  /** SHA-256 of each image's bytes, in the order sent: those of examples first. */
  readonly images: readonly string[];
  readonly system: string;
  readonly user: string;
  readonly parameters: SamplingParameters;
}

/** One call made for a trial. */
export interface Attempt {
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly result:
    | { readonly kind: 'response'; readonly response: ModelResponse }
    | { readonly kind: 'failure'; readonly failure: Failure };
}

/** A trial that came to an end, with every call that was made for it; the last one decides. */
export interface TrialRecord extends Trial {
  readonly run: RunId;
  readonly sent: Sent;
  readonly attempts: readonly Attempt[];
  readonly state: 'answered' | 'failed';
}
