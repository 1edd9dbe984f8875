import type { Sample } from '../../../domain/dataset/dataset.ts';
import { edited, withoutLastEdit, type Change } from '../../../domain/dataset/edit.ts';
import type { Truth } from '../../../domain/dataset/truth.ts';

/** Stores what `change` makes of the case; null where it is no longer here. */
type Store = (change: (sample: Sample) => Sample) => Promise<Sample | null>;

/** Changes to one case, stored as they are made; each can be taken back, and done again while the screen is open. */
export class CaseEditor {
  readonly #store: Store;
  readonly #now: () => number;
  sample: Sample;
  failure = $state<string | null>(null);
  #undone = $state.raw<readonly Sample[]>([]);
  #last: Promise<unknown> = Promise.resolve();

  constructor(sample: Sample, store: Store, now: () => number) {
    this.sample = $state.raw(sample);
    this.#store = store;
    this.#now = now;
  }

  readonly canUndo = $derived.by(() => (this.sample.edits?.length ?? 0) > 0);
  readonly canRedo = $derived.by(() => this.#undone.length > 0);
  /** What undoing would take back, in words. */
  readonly lastWords = $derived.by(() => this.sample.edits?.at(-1)?.words ?? null);

  change(change: Change, words: string): Promise<void> {
    const at = this.#now();
    this.#undone = [];
    return this.#apply((sample) => edited(sample, change, words, at));
  }

  changeTruth(change: (truth: Truth) => Truth, words: string): Promise<void> {
    const at = this.#now();
    this.#undone = [];
    return this.#apply((sample) => edited(sample, { truth: change(sample.truth) }, words, at));
  }

  async undo(): Promise<void> {
    const before = this.sample;
    if (withoutLastEdit(before) === null) return;
    await this.#apply((sample) => withoutLastEdit(sample) ?? sample);
    if (this.failure === null) this.#undone = [...this.#undone, before];
  }

  async redo(): Promise<void> {
    const again = this.#undone.at(-1);
    if (again === undefined) return;
    await this.#apply(() => again);
    if (this.failure === null) this.#undone = this.#undone.slice(0, -1);
  }

  /** One after the other, each upon what the one before it has left. */
  #apply(change: (sample: Sample) => Sample): Promise<void> {
    const turn = this.#last.then(async () => {
      try {
        const stored = await this.#store(change);
        this.failure = stored === null ? 'The case is no longer stored here.' : null;
        if (stored !== null) this.sample = stored;
      } catch (error) {
        this.failure = `The change could not be stored: ${error instanceof Error ? error.message : String(error)}`;
      }
    });
    this.#last = turn;
    return turn;
  }
}
