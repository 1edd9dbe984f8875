import { wrap } from 'comlink';
import type { Remote } from 'comlink';

/** The worker died, or did not answer in time, and was ended. */
export class WorkerLostError extends Error {
  readonly code = 'worker-lost';
  constructor(words: string) {
    super(words);
    this.name = 'WorkerLostError';
  }
}

/**
 * A worker that is started when it is needed and ended when it has not been for a while. One call at a time, in the
 * order in which they came. A worker that dies ends the call under way; the next call starts another.
 */
export class IdleWorker<Api, Prepared> {
  readonly #start: () => Worker;
  readonly #prepare: (api: Remote<Api>) => Promise<Prepared>;
  readonly #idleMs: number;
  #running: Running<Api, Prepared> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #idle: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** `prepare` is run once in each worker that is started, before its first call. */
  constructor(start: () => Worker, prepare: (api: Remote<Api>) => Promise<Prepared>, idleMs: number) {
    this.#start = start;
    this.#prepare = prepare;
    this.#idleMs = idleMs;
  }

  /**
   * Waits for its turn and does `work`. Rejects with the signal's reason at once when aborted (what the worker is
   * doing is let finish, and its result dropped), with WorkerLostError when the worker dies or works for longer than
   * `timeoutMs`, else as `prepare` or `work` do.
   */
  use<Result>(
    work: (api: Remote<Api>, prepared: Prepared) => Promise<Result>,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Result> {
    const turn = this.#last.then(async () => {
      signal.throwIfAborted();
      clearTimeout(this.#idle);
      try {
        return await this.#do(work, timeoutMs);
      } finally {
        this.#idle = setTimeout(() => this.#end('it was idle'), this.#idleMs);
      }
    });
    this.#last = turn.catch(() => undefined);
    return orAborted(turn, signal);
  }

  /** Ends the worker for good; a call under way is lost. */
  close(): void {
    this.#closed = true;
    this.#end('it was closed');
  }

  async #do<Result>(
    work: (api: Remote<Api>, prepared: Prepared) => Promise<Result>,
    timeoutMs: number,
  ): Promise<Result> {
    if (this.#closed) throw new WorkerLostError('it was closed');
    const running = (this.#running ??= this.#begin());
    // The time that a worker takes to get ready counts apart from the time that it takes to answer.
    const prepared = await this.#within(Math.max(timeoutMs, 120_000), running, running.prepared);
    return this.#within(timeoutMs, running, work(running.api, prepared));
  }

  #begin(): Running<Api, Prepared> {
    const worker = this.#start();
    const api = wrap<Api>(worker);
    let lose: Running<Api, Prepared>['lose'] = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      lose = (words) => {
        worker.terminate();
        if (this.#running?.worker === worker) this.#running = null;
        reject(new WorkerLostError(words));
      };
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      lose(event.message || 'its script did not load');
    });
    worker.addEventListener('messageerror', () => lose('a message of it could not be read'));
    const prepared = this.#prepare(api);
    // Calls race against both; before and after a call nobody listens, and that is well.
    lost.catch(() => undefined);
    prepared.catch(() => lose('it could not be prepared'));
    return { worker, api, prepared, lost, lose };
  }

  async #within<Result>(
    timeoutMs: number,
    running: Running<Api, Prepared>,
    result: Promise<Result>,
  ): Promise<Result> {
    const timer = setTimeout(() => {
      running.lose(`it did not answer within ${String(timeoutMs / 1_000)} s`);
    }, timeoutMs);
    try {
      return await Promise.race([result, running.lost]);
    } finally {
      clearTimeout(timer);
    }
  }

  #end(words: string): void {
    clearTimeout(this.#idle);
    this.#running?.lose(words);
  }
}

interface Running<Api, Prepared> {
  readonly worker: Worker;
  readonly api: Remote<Api>;
  readonly prepared: Promise<Prepared>;
  /** Rejects when the worker is lost. */
  readonly lost: Promise<never>;
  /** Ends it, for the reason in these words. */
  readonly lose: (words: string) => void;
}

async function orAborted<Result>(result: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(reasonOf(signal));
    signal.addEventListener('abort', stop);
  });
  try {
    if (signal.aborted) stop();
    return await Promise.race([result, aborted]);
  } catch (error) {
    // The caller's own reason, as it is.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function reasonOf(signal: AbortSignal): Error {
  return new Error('aborted', { cause: signal.reason });
}
