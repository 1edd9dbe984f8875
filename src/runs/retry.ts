import type { Failure } from '../domain/plan/exchange.ts';

/** Calls made for one trial before it counts as failed. */
export const maxAttempts = 5;

/**
 * A call that fails without CORS headers looks like a broken network, and asking for ever would hide it: three
 * tries. A cut stream or a lost device is worth two more; a rate limit or a busy server is worth all.
 */
const attemptsByCode: Partial<Record<Failure['code'], number>> = {
  network: 3,
  unread: 3,
  timeout: 2,
  'cut-stream': 3,
  device: 2,
};

/** Failures that every further call to the same model would meet: the run stops asking it and says what it waits for. */
const haltingCodes: ReadonlySet<Failure['code']> = new Set(['key', 'quota', 'not-found', 'not-allowed']);

export const isHalting = (failure: Failure): boolean => haltingCodes.has(failure.code);

/**
 * Milliseconds to wait before the next attempt, or null when there shall be none: the server's own word where it can
 * be read, else 1, 2, 4 ... seconds up to 60, times 0.5 to 1.5 so that many calls do not come back at once.
 *
 * @param made attempts made so far, from 1
 * @param jitter uniform in [0, 1)
 */
export function delayBeforeRetry(failure: Failure, made: number, jitter: number): number | null {
  if (!failure.retryable || made >= (attemptsByCode[failure.code] ?? maxAttempts)) return null;
  const backoff = Math.min(60_000, 1000 * 2 ** (made - 1)) * (0.5 + jitter);
  return failure.retryAfterMs === undefined ? backoff : failure.retryAfterMs + 250 * jitter;
}
