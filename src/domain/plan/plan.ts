import type { DatasetId, ModelId, PlanId, PromptId, RunId, SampleId, TrialKey } from '../ids.ts';
import type { Split } from '../dataset/dataset.ts';
import type { PromptTemplate } from '../task/prompt.ts';
import type { TaskSpec } from '../task/task.ts';
import type { Failure, ModelResponse, SamplingParameters } from './exchange.ts';
import type { ModelProfile } from './model.ts';

/** Which cases: of a split, a seeded sample of `size` of them or all (`null`). */
export interface DataSelection {
  readonly split: Split | 'all';
  readonly size: number | null;
  readonly seed: number;
}

/** data x task x models x prompts x repeats x image conditions. Immutable; identified by the hash of what is in it. */
export interface Plan {
  readonly id: PlanId;
  readonly name: string;
  readonly createdAt: number;
  readonly task: TaskSpec;
  readonly dataset: DatasetId;
  /** The data set's source key when the plan was made. */
  readonly datasetKey: string;
  readonly selection: DataSelection;
  /** The cases chosen, in the order in which they are asked. */
  readonly samples: readonly SampleId[];
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

/** One (sample, model, prompt, repeat, condition) of a plan. */
export interface Trial {
  readonly key: TrialKey;
  readonly sample: SampleId;
  readonly model: ModelId;
  readonly prompt: PromptId;
  readonly repeat: number;
  readonly condition: 'source';
}

/** What exactly was sent. */
export interface Sent {
  /** SHA-256 of each image's bytes. */
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
