/** Gives a call up when nothing of its answer comes for a while, or when the caller does. */
export class Patience {
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  readonly #timeoutMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasBegun = false;

  constructor(timeoutMs: number, caller: AbortSignal) {
    this.#timeoutMs = timeoutMs;
    this.signal = AbortSignal.any([caller, this.#own.signal]);
    this.#wait();
  }

  /** Did it end by waiting too long? */
  get isOver(): boolean {
    return this.#own.signal.aborted;
  }

  /** Has any byte of the answer come? */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  throwIfOver(): void {
    this.signal.throwIfAborted();
  }

  /** The same bytes; each piece begins the wait anew. Errors with the signal's reason when the wait is over. */
  watched(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
    const watch = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (piece, controller) => {
        this.#hasBegun = true;
        this.#wait();
        controller.enqueue(piece);
      },
    });
    return body.pipeThrough(watch, { signal: this.signal });
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#own.abort(new DOMException('No answer in time', 'TimeoutError'));
    }, this.#timeoutMs);
  }
}
