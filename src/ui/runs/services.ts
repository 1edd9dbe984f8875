import { createContext } from 'svelte';
import type { Dataset, Sample } from '../../domain/dataset/dataset.ts';
import type { DatasetId, ModelId, RunId, SampleId } from '../../domain/ids.ts';
import type { ModelProfile } from '../../domain/plan/model.ts';
import type { Plan, Run } from '../../domain/plan/plan.ts';
import type { PromptTemplate } from '../../domain/task/prompt.ts';
import type { TaskId } from '../../domain/task/task-id.ts';
import type { TaskSpec } from '../../domain/task/task.ts';
import type { FailureGroup } from '../../runs/failure-groups.ts';
import type { Watch } from '../kit/live.svelte.ts';

export interface RunWithProgress {
  readonly run: Run;
  readonly answered: number;
  readonly failed: number;
}

export interface ListedRun extends RunWithProgress {
  /** Names of its models. */
  readonly models: readonly string[];
}

export interface RunDetail extends RunWithProgress {
  readonly plan: Plan;
  readonly dataset: Dataset | null;
  /** Trials that have come to an end, by model. */
  readonly finishedByModel: ReadonlyMap<ModelId, number>;
}

/** What stands between a model and a plan. */
export interface ModelFit {
  /** Sentences to read before starting; the run can start all the same. */
  readonly warnings: readonly string[];
  /** Why the model cannot be asked at all; null when it can. */
  readonly obstacle: string | null;
  /** Where pictures and texts are sent; null: to nothing outside of this page. */
  readonly destination: ModelDestination | null;
}

export interface ModelDestination {
  readonly host: string;
  /** False: the host is this very device. */
  readonly leaves: boolean;
  /** Its server is known to hand on to another machine what it is sent. */
  readonly passedOn: boolean;
}

export interface NamedFailureGroup {
  readonly group: FailureGroup;
  readonly cases: readonly { readonly sample: SampleId; readonly name: string }[];
}

/** What the run screens need from the rest of the app. */
export interface RunsServices {
  watchRuns(): Watch<readonly ListedRun[]>;
  watchRun(id: RunId): Watch<RunDetail | null>;
  /** Failed trials by reason, with the names of some of their cases. */
  watchFailures(run: RunId): Watch<readonly NamedFailureGroup[]>;

  datasets(): Promise<readonly Dataset[]>;
  /** Every case of a data set in order, without its picture. */
  cases(dataset: DatasetId): Promise<readonly Sample[]>;
  sample(dataset: DatasetId, id: SampleId): Promise<Sample | null>;
  /** Sizes in bytes of the stored pictures of a case. */
  pictureBytes(sample: Sample): Promise<number>;
  models(): Promise<readonly ModelProfile[]>;
  /** With what of the data set bears on it: private data that was not reviewed may not be sent elsewhere. */
  fit(model: ModelProfile, spec: TaskSpec, dataset: Dataset): Promise<ModelFit>;
  ownPrompts(task: TaskId): Promise<readonly PromptTemplate[]>;
  savePrompt(prompt: PromptTemplate): Promise<void>;

  /** Stores the plan and starts a run of it. */
  start(plan: Plan): Promise<RunId>;
  pause(id: RunId): Promise<void>;
  resume(id: RunId, retryFailed: boolean): Promise<void>;
  cancel(id: RunId): Promise<void>;
  delete(id: RunId): Promise<void>;

  /** Models of a plan whose key is not in memory, or is and was refused. */
  keysWanted(plan: Plan): readonly KeyWanted[];
  setKey(model: ModelId, key: string): void;
  /** Models of a run to which nothing is sent for now. */
  held(run: RunId): Watch<ReadonlyMap<ModelId, Held>>;
  /** The browser says that the device is offline, and the person knows better: models elsewhere are asked, until it speaks again. */
  disbelieveOffline(): void;
}

export interface KeyWanted {
  readonly model: ModelProfile;
  readonly why: 'missing' | 'refused';
}

export interface Held {
  /** Milliseconds from now; Infinity where it ends with something that happens. */
  readonly ms: number;
  /** What came of the last call, in the words of its failure; empty where none was made. */
  readonly reason: string;
  readonly why: 'offline' | 'rate limit' | 'no place' | 'unread' | 'no answer' | 'out of reach';
}

export const [runsServices, provideRunsServices] = createContext<RunsServices>();
