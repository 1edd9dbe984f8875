import type { NearDuplicates } from '../../../domain/dataset/near-duplicates.ts';
import type { DatasetId } from '../../../domain/ids.ts';
import type { KeepingServices } from '../keeping/services.ts';

export type NearPhase =
  | { readonly kind: 'not begun' }
  | {
      readonly kind: 'searching';
      readonly done: number;
      readonly total: number;
      readonly rate: number | null;
      /** Cases are looked at first, then their pictures are compared. */
      readonly unit: 'cases' | 'pictures';
    }
  | { readonly kind: 'found'; readonly result: NearDuplicates; readonly threshold: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: string };

/** A search for near duplicates: what was looked at is kept, so that a search that was given up goes on quickly. */
export class NearSearch {
  readonly #load: () => Promise<KeepingServices>;
  readonly #now: () => number;
  #abort = new AbortController();
  phase = $state.raw<NearPhase>({ kind: 'not begun' });

  /** @param now milliseconds, for the rate. */
  constructor(load: () => Promise<KeepingServices>, now: () => number = () => performance.now()) {
    this.#load = load;
    this.#now = now;
  }

  async start(dataset: DatasetId, threshold: number): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    let part = { unit: 'cases', began: this.#now() };
    this.phase = { kind: 'searching', done: 0, total: 0, rate: null, unit: 'cases' };
    try {
      const services = await this.#load();
      const result = await services.findNearDuplicates(
        dataset,
        threshold,
        (done, total, unit = 'cases') => {
          if (unit !== part.unit) part = { unit, began: this.#now() };
          const seconds = (this.#now() - part.began) / 1000;
          const rate = seconds >= 1 ? done / seconds : null;
          if (!signal.aborted) this.phase = { kind: 'searching', done, total, rate, unit };
        },
        signal,
      );
      this.phase = { kind: 'found', result, threshold };
    } catch (error) {
      this.phase = signal.aborted
        ? { kind: 'cancelled' }
        : { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  cancel(): void {
    this.#abort.abort();
  }
}
