import { Reach } from './reach.ts';

/**
 * How many calls to one model may be under way: additive increase, multiplicative decrease. Starts at the person's
 * limit, halves when the model says that it is too much (once per wave of refusals, not once per refusal), and climbs
 * back by one after as many successes as it has places.
 */
export class Lane {
  readonly reach = new Reach();
  readonly #limit: number;
  #allowed: number;
  #underWay = 0;
  #successes = 0;
  #heldUntil = 0;
  #offline = false;
  #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = Math.max(1, Math.floor(limit));
    this.#allowed = this.#limit;
  }

  get allowed(): number {
    return this.#allowed;
  }

  /** Time before which no call should start, after a rate limit. */
  get heldUntil(): number {
    return this.#heldUntil;
  }

  /** Resolves when there is a place. Each `enter` is followed by one `leave`. */
  async enter(): Promise<void> {
    while (this.#underWay >= this.#allowed) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#underWay += 1;
  }

  leave(): void {
    this.#underWay -= 1;
    this.#wake();
  }

  succeeded(): void {
    this.#successes += 1;
    if (this.#successes < this.#allowed || this.#allowed >= this.#limit) return;
    this.#successes = 0;
    this.#allowed += 1;
    this.#wake();
  }

  /** Nothing is to be asked until then. */
  hold(until: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, until);
  }

  /** This device is offline. True where that is news. */
  goOffline(): boolean {
    const news = !this.#offline;
    this.#offline = true;
    return news;
  }

  /** This device is online. True where that is news. */
  goOnline(): boolean {
    const news = this.#offline;
    this.#offline = false;
    return news;
  }

  /** The model asked for less: halve, and hold everything until `until`. */
  refused(now: number, until: number): void {
    if (now >= this.#heldUntil) this.#allowed = Math.max(1, Math.floor(this.#allowed / 2));
    this.#successes = 0;
    this.hold(until);
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
