import { wrap, type Remote } from 'comlink';

/** After its answer: what it tells other tabs of the storage must get out first. */
export const lingerMs = 1_000;

/**
 * Does one thing in a worker of its own. Aborting ends the worker: what it was writing in a transaction is undone by
 * the browser. Rejects with the signal's reason, or where the worker dies.
 */
export async function inWorker<Api, Answer>(
  start: () => Worker,
  work: (api: Remote<Api>) => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  signal?.throwIfAborted();
  const worker = start();
  let stop = (): void => undefined;
  const ended = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) =>
      reject(new Error(`It ended early: ${message || 'the browser stopped it'}.`)),
    );
    stop = () => {
      worker.terminate();
      reject(new DOMException('It was cancelled.', 'AbortError'));
    };
    signal?.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work(wrap<Api>(worker)), ended]);
  } finally {
    signal?.removeEventListener('abort', stop);
    setTimeout(() => worker.terminate(), lingerMs);
  }
}
