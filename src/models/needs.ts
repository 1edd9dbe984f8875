import type { ModelId } from '../domain/ids.ts';

/** As `fetch`; the shell binds it to the door, with the purpose that the ledger shows. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a model needs from the rest of the app. */
export interface ModelNeeds {
  /** For calls to a model that lives elsewhere. */
  readonly fetchModel: Fetch;
  /** For files of the app itself. */
  readonly fetchAsset: Fetch;
  /** The key of a connected model, while it is held in memory. */
  readonly key: (model: ModelId) => string | undefined;
  /** Milliseconds since the epoch, with fractions; latencies are differences of it. */
  readonly now: () => number;
  /** Origin of the app's page: what a server must allow. */
  readonly page: string;
}
