import type { RunId } from '../domain/ids.ts';
import type { Failure } from '../domain/plan/exchange.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Attempt, TrialRecord } from '../domain/plan/plan.ts';
import type { Channel } from './channel.ts';
import type { EnginePorts } from './ports.ts';
import type { PlanRequests } from './requests.ts';

/** What a run tells as it goes. A trial is told of once it is stored. */
export type RunEvent =
  | { readonly kind: 'trial'; readonly record: TrialRecord }
  /** The model asked for a pause, or is out of reach; nothing is sent to it until then. */
  | { readonly kind: 'held'; readonly model: ModelProfile; readonly until: number; readonly failure: Failure }
  /** This device has no network to reach the model by; nothing is sent to it until it has one again. */
  | { readonly kind: 'offline' | 'online'; readonly model: ModelProfile }
  /** Nothing more is asked of this model: every further call would fail in the same way, as far as can be told. */
  | { readonly kind: 'halted'; readonly model: ModelProfile; readonly failure: Failure };

/** What the lanes of one execution share. */
export interface RunContext {
  readonly run: RunId;
  readonly ports: EnginePorts;
  readonly signal: AbortSignal;
  readonly drain: AbortSignal;
  readonly channel: Channel<RunEvent>;
  /** Attempts of failed trials that are asked again, by trial. */
  readonly earlier: ReadonlyMap<string, readonly Attempt[]>;
  readonly requests: PlanRequests;
}
