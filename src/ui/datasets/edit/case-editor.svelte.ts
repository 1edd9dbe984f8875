import type { Sample } from '../../../domain/dataset/dataset.ts';
import { edited, withoutLastEdit, type Change } from '../../../domain/dataset/edit.ts';
import type { Truth } from '../../../domain/dataset/truth.ts';

/** A change of the stored case, whatever it has become meanwhile. */
type Step = (sample: Sample) => Sample;

interface Unstored {
  readonly step: Step;
  /** What it changes. */
  readonly words: string;
}

/** Stores what `change` makes of the case; null where it is no longer here. */
type Store = (change: Step) => Promise<Sample | null>;

/**
 * Changes to one case, stored as they are made; each can be taken back, and done again while the screen is open. What
 * could not be stored is kept, to be tried again or left. The case may be changed elsewhere meanwhile (another tab, a
 * change of many cases): what was done there stays.
 */
export class CaseEditor {
  readonly #store: Store;
  readonly #now: () => number;
  sample: Sample;
  /** The case was deleted elsewhere; it may come back. */
  gone = $state(false);
  /** Why the last change was not stored, or one before it is not stored still. */
  failure = $state<string | null>(null);
  /** Counts how often what could not be stored was left: fields then show again what is stored. */
  left = $state(0);
  #unstored = $state.raw<readonly Unstored[]>([]);
  #undone = $state.raw<readonly Sample[]>([]);
  #last: Promise<unknown> = Promise.resolve();
  #underWay = 0;
  /** How the case stood in storage when this was told during a change of our own. */
  #heard: { readonly stored: Sample | null } | null = null;

  constructor(sample: Sample, store: Store, now: () => number) {
    this.sample = $state.raw(sample);
    this.#store = store;
    this.#now = now;
  }

  // None is a `$derived`: an editor outlives its screen while something is not stored, and those would not.
  get canUndo(): boolean {
    return (this.sample.edits?.length ?? 0) > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** What undoing would take back, in words. */
  get lastWords(): string | null {
    return this.sample.edits?.at(-1)?.words ?? null;
  }

  /** What could not be stored, in the order in which it was done. */
  get unstored(): readonly { readonly words: string }[] {
    return this.#unstored;
  }

  change(change: Change, words: string): Promise<void> {
    const at = this.#now();
    this.#undone = [];
    return this.#keep({ step: (sample) => edited(sample, change, words, at), words });
  }

  changeTruth(change: (truth: Truth) => Truth, words: string): Promise<void> {
    const at = this.#now();
    this.#undone = [];
    const step: Step = (sample) => edited(sample, { truth: change(sample.truth) }, words, at);
    return this.#keep({ step, words });
  }

  async undo(): Promise<void> {
    const before = this.sample;
    if (withoutLastEdit(before) === null) return;
    if (await this.#apply((sample) => withoutLastEdit(asSeen(sample, before)) ?? sample))
      this.#undone = [...this.#undone, before];
  }

  async redo(): Promise<void> {
    const again = this.#undone.at(-1);
    const now = this.sample;
    if (again === undefined) return;
    const step = (sample: Sample): Sample => {
      asSeen(sample, now);
      return again;
    };
    if (await this.#apply(step)) this.#undone = this.#undone.slice(0, -1);
  }

  /** Told how the case stands in storage, whoever changed it; null: it is no longer there. */
  follow(stored: Sample | null): void {
    if (this.#underWay > 0) {
      this.#heard = { stored };
      return;
    }
    this.gone = stored === null;
    if (stored === null || isSame(stored, this.sample)) return;
    this.sample = stored;
    // Doing again what was undone before would take back what was done elsewhere since.
    this.#undone = [];
  }

  /** Leaving now would lose what is being stored, or could not be. */
  get isUnsaved(): boolean {
    return this.#underWay > 0 || this.#unstored.length > 0;
  }

  /** Tries what could not be stored once more, in order. */
  async tryAgain(): Promise<void> {
    const all = this.#unstored;
    this.#unstored = [];
    for (const each of all) await this.#keep(each);
  }

  /** Gives up what could not be stored. */
  leave(): void {
    this.#unstored = [];
    this.failure = null;
    this.left += 1;
  }

  async #keep(change: Unstored): Promise<void> {
    if (!(await this.#apply(change.step))) this.#unstored = [...this.#unstored, change];
  }

  /** One after the other, each upon what the one before it has left. Answers whether it is stored. */
  #apply(change: Step): Promise<boolean> {
    this.#underWay += 1;
    const turn = this.#last.then(async () => {
      try {
        const stored = await this.#store(change);
        if (stored === null) this.failure = 'The case is no longer stored here.';
        else {
          this.sample = stored;
          // What is stored here is later than what was told meanwhile.
          this.#heard = null;
          if (this.#unstored.length === 0) this.failure = null;
        }
        return stored !== null;
      } catch (error) {
        this.failure = `The change could not be stored: ${error instanceof Error ? error.message : String(error)}`;
        return false;
      } finally {
        this.#underWay -= 1;
        const heard = this.#heard;
        if (heard !== null && this.#underWay === 0) {
          this.#heard = null;
          this.follow(heard.stored);
        }
      }
    });
    this.#last = turn;
    return turn;
  }
}

const isSame = (first: Sample, second: Sample): boolean => JSON.stringify(first) === JSON.stringify(second);

/** The case as it is stored, where that is what the person saw when she asked; else throws a sentence. */
function asSeen(stored: Sample, seen: Sample): Sample {
  if (isSame(stored, seen)) return stored;
  throw new Error('the case was changed elsewhere meanwhile. Look at it as it is now, then undo or redo.');
}
