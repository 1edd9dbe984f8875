import type { Dataset, Split } from '../../../domain/dataset/dataset.ts';
import type { SplitShare } from '../../../domain/dataset/assign-splits.ts';
import type { BulkChange } from '../../../domain/dataset/bulk-change.ts';
import type { CaseSelection } from '../../../domain/dataset/selection.ts';
import type { DatasetId } from '../../../domain/ids.ts';
import { formatCount } from '../../kit/format.ts';
import { splitWords } from '../address.ts';
import type { KeepingServices, OnDone, SampleChoice } from './services.ts';

/** What was done last, with the way back where there is one. */
interface Done {
  readonly words: string;
  readonly undo: (() => Promise<void>) | null;
  /** A data set that was made. */
  readonly made?: Dataset;
}

interface Working {
  readonly words: string;
  readonly done: number;
  /** 0 until it is known. */
  readonly total: number;
  readonly unit: 'cases' | 'pictures';
  readonly cancelling: boolean;
}

type Work = (services: KeepingServices, onDone: OnDone, signal: AbortSignal) => Promise<Done | null>;

/** What a person does with many cases of one data set, one thing after the other: each all of it or nothing. */
export class CaseActions {
  readonly #load: () => Promise<KeepingServices>;
  readonly #dataset: DatasetId;
  #abort = new AbortController();
  /** What is being done, in words, and how far; null: nothing. */
  working = $state.raw<Working | null>(null);
  done = $state.raw<Done | null>(null);
  failure = $state<string | null>(null);
  /** How often cases were changed: what was counted and read of them is read again. */
  changes = $state(0);

  constructor(load: () => Promise<KeepingServices>, dataset: DatasetId) {
    this.#load = load;
    this.#dataset = dataset;
  }

  async change(
    selection: CaseSelection,
    change: BulkChange,
    words: (count: string) => string,
  ): Promise<void> {
    await this.#do('Changing the cases', async (services, onDone, signal) => {
      const { at, changed } = await services.changeCases(this.#dataset, selection, change, onDone, signal);
      const undo = () => this.#takeBack(at);
      return { words: words(formatCount(changed, 'case')), undo: changed === 0 ? null : undo };
    });
  }

  async split(selection: CaseSelection, shares: readonly SplitShare[], seed: number): Promise<void> {
    await this.#do('Dividing the cases', async (services, onDone, signal) => {
      const { at, counts } = await services.splitCases(
        this.#dataset,
        selection,
        shares,
        seed,
        onDone,
        signal,
      );
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
    await this.#do('Copying the cases', async (services, onDone, signal) => {
      const made = await services.sampleCases(this.#dataset, selection, choice, onDone, signal);
      return {
        words: `${formatCount(made.sampleCount, 'case')} drawn with seed ${choice.seed}.`,
        undo: null,
        made,
      };
    });
  }

  /** The notice with the way back stands above every screen. */
  async delete(selection: CaseSelection): Promise<void> {
    await this.#do('Deleting the cases', async (services, onDone, signal) => {
      await services.deleteCases(this.#dataset, selection, onDone, signal);
      return null;
    });
  }

  /** Nothing of what is being done stays, unless all of it is done before this is heard. */
  cancel(): void {
    if (this.working !== null) this.working = { ...this.working, cancelling: true };
    this.#abort.abort();
  }

  /** Takes the words about what was done last away, with its way back. */
  forget(): void {
    this.done = null;
    this.failure = null;
  }

  async #takeBack(madeAt: number): Promise<void> {
    const work: Work = async (services, onDone, signal) => {
      const count = await services.takeBack(this.#dataset, madeAt, onDone, signal);
      return { words: `Taken back in ${formatCount(count, 'case')}.`, undo: null };
    };
    await this.#do('Taking it back', work, () => this.#takeBack(madeAt));
  }

  /** @param again offered where it was cancelled. */
  async #do(words: string, work: Work, again: (() => Promise<void>) | null = null): Promise<void> {
    if (this.working !== null) return;
    const { signal } = (this.#abort = new AbortController());
    this.working = { words, done: 0, total: 0, unit: 'cases', cancelling: false };
    this.forget();
    const onDone: OnDone = (done, total, unit = 'cases') => {
      if (this.working !== null) this.working = { ...this.working, done, total, unit };
    };
    try {
      const done = await work(await this.#load(), onDone, signal);
      const late = signal.aborted && done !== null;
      this.done = late ? { ...done, words: `It was done before it could be cancelled. ${done.words}` } : done;
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError')
        this.done = { words: 'Cancelled. Nothing was changed.', undo: again };
      else this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.working = null;
      this.changes += 1;
    }
  }
}
