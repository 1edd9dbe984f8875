import type { Clock } from '../runs/ports.ts';

/** The page's own clock. */
export const pageClock: Clock = {
  now: () => Date.now(),
  jitter: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      function stop(): void {
        clearTimeout(timer);
        reject(signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError'));
      }
      signal.addEventListener('abort', stop, { once: true });
    }),
};
