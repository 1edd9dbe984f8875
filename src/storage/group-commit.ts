/** Milliseconds from the beginning of one write to that of the next, unless many records wait. */
const spacing = 50;
const many = 16;

interface Group<T> {
  readonly records: T[];
  readonly written: Promise<void>;
  readonly settle: { readonly done: () => void; readonly failed: (reason: unknown) => void };
}

/**
 * Writes records as they come, each in the first transaction that begins after it came: at once where they are few, together
 * where they are many, since a transaction costs as much as several records. `add` resolves once its record is
 * committed, and rejects where its write failed; later writes go on.
 */
export class GroupCommit<T> {
  readonly #write: (records: readonly T[]) => Promise<void>;
  #gathering: Group<T> | null = null;
  #writing = false;
  #lastBegan = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(write: (records: readonly T[]) => Promise<void>) {
    this.#write = write;
  }

  add(record: T): Promise<void> {
    const group = (this.#gathering ??= newGroup());
    group.records.push(record);
    this.#writeWhenDue();
    return group.written;
  }

  /** Asked whenever something comes, too: in a hidden tab a timer may be a minute late. */
  #writeWhenDue(): void {
    const group = this.#gathering;
    if (group === null || this.#writing) return;
    const wait = this.#lastBegan + spacing - performance.now();
    if (wait > 0 && group.records.length < many) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#writeWhenDue();
      }, wait);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#gathering = null;
    this.#writing = true;
    this.#lastBegan = performance.now();
    void this.#write(group.records)
      .then(group.settle.done, group.settle.failed)
      .then(() => {
        this.#writing = false;
        this.#writeWhenDue();
      });
  }
}

function newGroup<T>(): Group<T> {
  let settle: Group<T>['settle'] | undefined;
  const written = new Promise<void>((done, failed) => {
    settle = { done, failed };
  });
  if (settle === undefined) throw new Error('a promise did not begin');
  return { records: [], written, settle };
}
