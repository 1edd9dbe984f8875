/** A queue between many producers and one `for await`: what is sent is received in order; `close` ends the loop. */
export class Channel<T> {
  #values: T[] = [];
  #wake: (() => void) | null = null;
  #closed = false;
  #error: { readonly reason: unknown } | null = null;

  send(value: T): void {
    this.#values.push(value);
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** Ends the loop with an error, after what was sent before. */
  fail(reason: unknown): void {
    this.#error ??= { reason };
    this.close();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const ready = this.#values;
      this.#values = [];
      yield* ready;
      if (this.#values.length > 0) continue;
      if (this.#error) throw this.#error.reason;
      if (this.#closed) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
  }
}
