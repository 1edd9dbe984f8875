/** Trials in a row whose calls did not arrive, after which it is the model that is out of reach and not a trial that is odd. */
const trialsInVain = 3;

/** Milliseconds between tries while a model that was reached before is out of reach: eight minutes in all. */
const waits = [15_000, 30_000, 60_000, 120_000, 240_000] as const;

/**
 * Whether a model can be reached at all. Asking on while it cannot would fail a whole night's trials one by one; giving
 * up at once would end the night at the first hiccup.
 */
export class Reach {
  #reached = false;
  #inVain = 0;
  #waited = 0;
  #lost = false;

  /** Nothing more is to be asked: it was never reached, or not again after all waits. */
  get lost(): boolean {
    return this.#lost;
  }

  /** The server said something, be it an error. */
  reached(): void {
    this.#reached = true;
    this.#inVain = 0;
    this.#waited = 0;
  }

  /**
   * A trial's own tries were in vain. Answers how many milliseconds to wait before it is tried again; null where the
   * trial has failed.
   */
  missed(): number | null {
    this.#inVain += 1;
    if (this.#inVain < trialsInVain) return null;
    const wait = this.#reached ? waits[this.#waited] : undefined;
    this.#waited += 1;
    this.#lost = wait === undefined;
    return wait ?? null;
  }
}
