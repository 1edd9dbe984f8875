import type { Sample } from '../domain/dataset/dataset.ts';
import type { ImageRef } from '../domain/dataset/truth.ts';
import type { DatasetId, PlanId, RunId, SampleId, TrialKey } from '../domain/ids.ts';
import type { AskResult, ModelRequest, SentImage } from '../domain/plan/exchange.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Plan, Run, RunState, TrialRecord } from '../domain/plan/plan.ts';

/** What a run needs from storage. */
export interface TrialLog {
  /** Resolves once the record is committed. Replaces an earlier record of the same trial. */
  append(record: TrialRecord): Promise<void>;
  /** Trials that have come to an end, answered or failed. */
  finishedKeys(run: RunId): Promise<ReadonlySet<TrialKey>>;
  failed(run: RunId, limit: number): Promise<readonly TrialRecord[]>;
}

export interface CaseSource {
  samplesById(dataset: DatasetId, ids: readonly SampleId[]): Promise<readonly Sample[]>;
  /** The picture's bytes as stored; null when they are gone. */
  image(ref: ImageRef): Promise<SentImage | null>;
}

export type Ask = (
  model: ModelProfile,
  request: ModelRequest,
  signal: AbortSignal,
  run: RunId,
) => Promise<AskResult>;

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Uniform in [0, 1): spreads retries. */
  jitter(): number;
}

export interface Network {
  /** Does this device know itself to be offline, and the model live elsewhere? */
  cutOff(model: ModelProfile): boolean;
  /** Resolves when `cutOff` may answer otherwise; rejects with the signal's reason when it is aborted. */
  change(signal: AbortSignal): Promise<void>;
}

export interface EnginePorts {
  readonly log: TrialLog;
  readonly cases: CaseSource;
  readonly ask: Ask;
  readonly clock: Clock;
  readonly network: Network;
}

export interface RunStore {
  get(id: RunId): Promise<Run | null>;
  put(run: Run): Promise<void>;
  plan(id: PlanId): Promise<Plan | null>;
  inState(state: RunState): Promise<readonly Run[]>;
}

/** Runs `work` while this tab alone holds the lock of that name; waits for another tab to let go of it. */
export type Exclusively = (name: string, signal: AbortSignal, work: () => Promise<void>) => Promise<void>;
