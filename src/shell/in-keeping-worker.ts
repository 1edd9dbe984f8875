import type { Remote } from 'comlink';
import { inWorker } from './in-worker.ts';
import type { KeepingWorkerApi } from './keeping.worker.ts';

type Work<Answer> = (api: Remote<KeepingWorkerApi>) => Promise<Answer>;

const start = () =>
  new Worker(new URL('./keeping.worker.ts', import.meta.url), { type: 'module', name: 'keeping' });

/** Reads many cases or whole data sets, off the main thread; aborting ends it. */
export const readInKeepingWorker = <Answer>(work: Work<Answer>, signal?: AbortSignal): Promise<Answer> =>
  inWorker(start, work, signal);

/**
 * Changes many cases or whole data sets, off the main thread. Aborting asks the worker to give up: it rejects with an
 * `AbortError` where nothing was changed, and answers where all was changed before it heard.
 */
export const inKeepingWorker = <Answer>(work: Work<Answer>, signal?: AbortSignal): Promise<Answer> => {
  signal?.throwIfAborted();
  return inWorker(start, async (api: Remote<KeepingWorkerApi>) => {
    const cancel = () => void api.cancel();
    signal?.addEventListener('abort', cancel);
    try {
      return await work(api);
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  });
};
