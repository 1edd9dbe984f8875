import type { Dataset, Split } from '../../../domain/dataset/dataset.ts';
import type { SplitShare } from '../../../domain/dataset/assign-splits.ts';
import type { BulkChange } from '../../../domain/dataset/bulk-change.ts';
import type { CaseSelection } from '../../../domain/dataset/selection.ts';
import { formatCount } from '../../kit/format.ts';
import { splitWords } from '../address.ts';
import type { KeepingServices, SampleChoice } from './services.ts';

/** What was done last, with the way back where there is one. */
interface Done {
  readonly words: string;
  readonly undo: (() => Promise<void>) | null;
  /** A data set that was made. */
  readonly made?: Dataset;
}

/** What a person does with many cases of one data set, one thing after the other. */
export class CaseActions {
  readonly #load: () => Promise<KeepingServices>;
  readonly #dataset: () => Dataset;
  #abort = new AbortController();
  /** What is being done, in words, and how far; null: nothing. */
  working = $state.raw<{ readonly words: string; readonly done: number; readonly total: number } | null>(
    null,
  );
  done = $state.raw<Done | null>(null);
  failure = $state<string | null>(null);

  constructor(load: () => Promise<KeepingServices>, dataset: () => Dataset) {
    this.#load = load;
    this.#dataset = dataset;
  }

  async change(
    selection: CaseSelection,
    change: BulkChange,
    words: (count: string) => string,
  ): Promise<void> {
    const { id } = this.#dataset();
    await this.#do('Changing the cases', async (services) => {
      const { at, changed } = await services.changeCases(id, selection, change);
      const undo = () => this.#takeBack(at);
      return { words: words(formatCount(changed, 'case')), undo: changed === 0 ? null : undo };
    });
  }

  async split(selection: CaseSelection, shares: readonly SplitShare[], seed: number): Promise<void> {
    const { id } = this.#dataset();
    await this.#do('Dividing the cases', async (services) => {
      const { at, counts } = await services.splitCases(id, selection, shares, seed);
      const parts = [...counts].map(
        ([split, count]: [Split, number]) => `${splitWords[split]} ${count.toLocaleString('en')}`,
      );
      return {
        words: `Divided by group with seed ${seed}: ${parts.join(', ')}.`,
        undo: () => this.#takeBack(at),
      };
    });
  }

  async sample(selection: CaseSelection, choice: SampleChoice): Promise<void> {
    const { id } = this.#dataset();
    await this.#do('Copying the cases', async (services, signal) => {
      const made = await services.sampleCases(
        id,
        selection,
        choice,
        this.#onDone('Copying the cases'),
        signal,
      );
      return {
        words: `${formatCount(made.sampleCount, 'case')} drawn with seed ${choice.seed}.`,
        undo: null,
        made,
      };
    });
  }

  /** The notice with the way back stands above every screen. */
  async delete(selection: CaseSelection): Promise<void> {
    const { id } = this.#dataset();
    await this.#do('Deleting the cases', async (services) => {
      await services.deleteCases(id, selection);
      return null;
    });
  }

  cancel(): void {
    this.#abort.abort();
  }

  async #takeBack(madeAt: number): Promise<void> {
    const { id } = this.#dataset();
    await this.#do('Taking it back', async (services) => {
      const everyCase = [
        { kind: 'filter', filter: {} },
        { kind: 'filter', filter: { hidden: true } },
      ] as const;
      let count = 0;
      for (const selection of everyCase)
        count += (await services.changeCases(id, selection, { kind: 'take back', madeAt })).changed;
      return { words: `Taken back in ${formatCount(count, 'case')}.`, undo: null };
    });
  }

  readonly #onDone = (words: string) => (done: number, total: number) => {
    if (this.working !== null) this.working = { words, done, total };
  };

  async #do(
    words: string,
    work: (services: KeepingServices, signal: AbortSignal) => Promise<Done | null>,
  ): Promise<void> {
    if (this.working !== null) return;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.working = { words, done: 0, total: 0 };
    this.failure = null;
    this.done = null;
    try {
      this.done = await work(await this.#load(), signal);
    } catch (error) {
      if (signal.aborted) this.done = { words: 'Cancelled. Nothing was changed.', undo: null };
      else this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.working = null;
    }
  }
}
