import { createSubscriber } from 'svelte/reactivity';

/** Tells the present value and each later one; returns how to stop. */
export type Watch<T> = (onValue: (value: T) => void, onError: (error: unknown) => void) => () => void;

export type LiveState<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string };

/** A watched value as state: it is watched while something on the screen reads it. A missing row is a value, not 'loading'. */
export class Live<T> {
  #state: LiveState<T> = { kind: 'loading' };
  readonly #subscribe: () => void;

  constructor(watch: Watch<T>) {
    this.#subscribe = createSubscriber((update) =>
      watch(
        (value) => {
          this.#state = { kind: 'ready', value };
          update();
        },
        (error) => {
          this.#state = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
          update();
        },
      ),
    );
  }

  get state(): LiveState<T> {
    this.#subscribe();
    return this.#state;
  }

  /** The value, or null while there is none. */
  get value(): T | null {
    const { state } = this;
    return state.kind === 'ready' ? state.value : null;
  }
}
