import type { Watch } from '../live.svelte.ts';

/** A value that can be watched and set, in the place of a stored one. */
export class Watchable<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    for (const listener of this.#listeners) listener(value);
  }

  /** Set without anyone being told, as by a change that has only just been made elsewhere. */
  setUnseen(value: T): void {
    this.#value = value;
  }

  readonly watch: Watch<T> = (onValue) => {
    this.#listeners.add(onValue);
    onValue(this.#value);
    return () => this.#listeners.delete(onValue);
  };
}
