/** Where the pieces of an answer come from. */
export type Pieces = Pick<ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>, 'read' | 'cancel'>;

/** Gives a call up when nothing of its answer comes for a while, or when the caller does. */
export class Patience {
  /** Aborted in either case. */
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  readonly #timeoutMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #heardAt = performance.now();
  #hasBegun = false;

  constructor(timeoutMs: number, caller: AbortSignal) {
    this.#timeoutMs = timeoutMs;
    this.signal = AbortSignal.any([caller, this.#own.signal]);
    this.#wait(timeoutMs);
  }

  /** Did it end by waiting too long? */
  get isOver(): boolean {
    return this.#own.signal.aborted;
  }

  /** Has any byte of the answer come? */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** The pieces of a body, each of which begins the wait anew. Reading ends when the signal is aborted, whatever the body does. */
  watch(body: ReadableStream<Uint8Array<ArrayBuffer>>): Pieces {
    const reader = body.getReader();
    const stop = () => void reader.cancel(this.signal.reason).catch(() => undefined);
    if (this.signal.aborted) stop();
    else this.signal.addEventListener('abort', stop, { once: true });
    return {
      read: async () => {
        const piece = await reader.read();
        this.signal.throwIfAborted();
        this.#hasBegun = true;
        this.#heardAt = performance.now();
        return piece;
      },
      cancel: (reason) => reader.cancel(reason),
    };
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  /** One timer for many pieces: when it goes off, it waits for what is left since the last. */
  #wait(ms: number): void {
    this.#timer = setTimeout(() => {
      const left = this.#heardAt + this.#timeoutMs - performance.now();
      if (left > 0) this.#wait(left);
      else this.#own.abort(new DOMException('No answer in time', 'TimeoutError'));
    }, ms);
  }
}

/** All of `pieces`, and the first that holds anything (empty where none does). */
export async function peek(
  pieces: Pieces,
): Promise<{ readonly first: Uint8Array<ArrayBuffer>; readonly all: Pieces }> {
  for (;;) {
    const piece = await pieces.read();
    if (!piece.done && piece.value.byteLength === 0) continue;
    let next: typeof piece | null = piece;
    return {
      first: piece.value ?? new Uint8Array(),
      all: {
        read: async () => {
          const head = next;
          next = null;
          return head ?? pieces.read();
        },
        cancel: (reason) => pieces.cancel(reason),
      },
    };
  }
}

/** All of it, as UTF-8 text. */
export async function readText(pieces: Pieces): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const piece = await pieces.read();
    if (piece.done) return text + decoder.decode();
    text += decoder.decode(piece.value, { stream: true });
  }
}
