import type { Failure } from '../domain/plan/exchange.ts';

/** Trials in a row whose calls did not arrive, after which it is the model that is out of reach and not a trial that is odd. */
const trialsInVain = 3;

/** Milliseconds between tries while a model is waited for: eight minutes in all. */
const waits = [15_000, 30_000, 60_000, 120_000, 240_000] as const;

/**
 * Why it may be the model that cannot be asked now, and not the trial that fails: it is `silent`; it says itself that it
 * is `busy`; or it is there and `unread`, which may be either. null: the failure is the trial's own.
 */
export function absenceIn({ code, status, partialText }: Failure): 'silent' | 'busy' | 'unread' | null {
  // A server that hangs lets every call wait for nothing; what stops in the middle of an answer may be the trial's own.
  const nothingCame = code === 'timeout' && status === undefined && partialText === undefined;
  if (code === 'network' || nothingCame) return 'silent';
  if (code === 'rate-limited' || code === 'unavailable') return 'busy';
  return code === 'unread' ? 'unread' : null;
}

/**
 * Whether a model can be asked at all. Asking on while it cannot would fail a whole night's trials one by one; giving
 * up at once would end the night at the first hiccup.
 */
export class Reach {
  #reaches = 0;
  #inVain = 0;
  #waited = 0;
  #lost = false;

  /** Nothing more is to be asked: it was never reached, or not again after all waits. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Calls with which the model dealt. */
  get reaches(): number {
    return this.#reaches;
  }

  /** The model dealt with a trial, be it by an error. */
  reached(): void {
    this.#reaches += 1;
    this.#inVain = 0;
    this.#waited = 0;
  }

  /**
   * A trial's own tries were in vain. Answers how many milliseconds to wait before the model is tried again; null where
   * it is `lost`, and where the trial may be odd.
   */
  missed(absence: 'silent' | 'busy' | 'unread'): number | null {
    this.#inVain += 1;
    if (absence !== 'busy' && this.#inVain < trialsInVain) return null;
    const wait = this.#reaches > 0 || absence !== 'silent' ? waits[this.#waited] : undefined;
    this.#waited += 1;
    this.#lost = wait === undefined;
    return wait ?? null;
  }
}
