import type { AskResult, ModelRequest } from '../domain/plan/exchange.ts';

/** What it takes to be a model. An abort rejects with the signal's reason; everything else is a value. */
export interface Model {
  ask(request: ModelRequest, signal: AbortSignal): Promise<AskResult>;
  /** Frees workers and memory. */
  close(): void;
}
