import type { Remote } from 'comlink';
import { inWorker } from './in-worker.ts';
import type { KeepingWorkerApi } from './keeping.worker.ts';

/** Does one thing with many cases or whole data sets, off the main thread; aborting undoes it. */
export const inKeepingWorker = <Answer>(
  work: (api: Remote<KeepingWorkerApi>) => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> =>
  inWorker(
    () => new Worker(new URL('./keeping.worker.ts', import.meta.url), { type: 'module', name: 'keeping' }),
    work,
    signal,
  );
