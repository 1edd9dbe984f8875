import type { Dataset } from '../../../domain/dataset/dataset.ts';
import type { DatasetId } from '../../../domain/ids.ts';
import type { KeepingServices, MergeSummary } from './services.ts';

export type MergePhase =
  | { readonly kind: 'choosing' }
  /** `total`: 0 until something is counted. */
  | {
      readonly kind: 'planning';
      readonly stage: 'reading' | 'comparing';
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'planned'; readonly summary: MergeSummary }
  | { readonly kind: 'merging'; readonly done: number; readonly total: number }
  | { readonly kind: 'merged'; readonly dataset: Dataset }
  | { readonly kind: 'failed'; readonly reason: string };

/** Merging data sets: chosen, seen in numbers, done. */
export class Merge {
  readonly #load: () => Promise<KeepingServices>;
  #abort = new AbortController();
  /** In the order in which they were chosen. */
  chosen = $state.raw<readonly DatasetId[]>([]);
  sameGroups = $state(true);
  phase = $state.raw<MergePhase>({ kind: 'choosing' });

  constructor(load: () => Promise<KeepingServices>) {
    this.#load = load;
  }

  async toggle(id: DatasetId): Promise<void> {
    this.chosen = this.chosen.includes(id) ? this.chosen.filter((each) => each !== id) : [...this.chosen, id];
    await this.plan();
  }

  async setSameGroups(same: boolean): Promise<void> {
    this.sameGroups = same;
    await this.plan();
  }

  /** Compares the sets that are chosen, where there are two or more. */
  async plan(): Promise<void> {
    if (this.chosen.length < 2) {
      this.stop();
      return;
    }
    await this.#do({ kind: 'planning', stage: 'reading', done: 0, total: 0 }, async (services, signal) => ({
      kind: 'planned',
      summary: await services.planMerge(
        this.chosen,
        { sameGroups: this.sameGroups },
        (stage, done, total) => {
          if (this.phase.kind === 'planning' && !signal.aborted)
            this.phase = { kind: 'planning', stage, done, total };
        },
        signal,
      ),
    }));
  }

  /** Gives the comparing up; what is chosen stays chosen. */
  stop(): void {
    this.#abort.abort();
    this.phase = { kind: 'choosing' };
  }

  async start(name: string): Promise<void> {
    if (this.phase.kind !== 'planned') return;
    const { caseCount: total } = this.phase.summary;
    await this.#do({ kind: 'merging', done: 0, total }, async (services, signal) => {
      const dataset = await services.merge(
        this.chosen,
        { sameGroups: this.sameGroups },
        name,
        (done, all) => {
          if (this.phase.kind === 'merging') this.phase = { kind: 'merging', done, total: all };
        },
        signal,
      );
      return { kind: 'merged', dataset };
    });
  }

  /** Nothing of what was being merged stays. */
  async cancel(): Promise<void> {
    await this.plan();
  }

  async #do(
    meanwhile: MergePhase,
    work: (services: KeepingServices, signal: AbortSignal) => Promise<MergePhase>,
  ): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    const left = () => signal.aborted;
    this.phase = meanwhile;
    try {
      const next = await work(await this.#load(), signal);
      if (!left()) this.phase = next;
    } catch (error) {
      if (!left())
        this.phase = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }
}
