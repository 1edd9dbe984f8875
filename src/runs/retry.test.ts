import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayBeforeRetry, maxAttempts } from './retry.ts';

describe('delayBeforeRetry', () => {
  it("waits at least as long as the server's word", () => {
    const failure = { code: 'rate-limited', sentence: '', retryable: true, retryAfterMs: 20_000 } as const;
    expect(delayBeforeRetry(failure, 1, 0.3)).toBeGreaterThanOrEqual(20_000);
  });

  it('doubles, within a minute and a half, and ends', () => {
    const failure = { code: 'server', sentence: '', retryable: true } as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (made, jitter) => {
          const delay = delayBeforeRetry(failure, made, jitter);
          if (made >= maxAttempts) return delay === null;
          return delay !== null && delay >= 500 * 2 ** (made - 1) && delay <= 90_000;
        },
      ),
    );
  });

  it('asks a network that may not let us in at all no more than three times', () => {
    const failure = { code: 'network', sentence: '', retryable: true } as const;
    expect([1, 2, 3].map((made) => delayBeforeRetry(failure, made, 0) !== null)).toEqual([true, true, false]);
  });
});
