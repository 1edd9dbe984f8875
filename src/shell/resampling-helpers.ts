import { IdleWorker } from '../models/onnx/idle-worker.ts';
import type { FigureWork, Helper } from '../results/figures.ts';
import type { ResamplingWorker } from './resampling.worker.ts';

const idleMs = 30_000;
/** Above what any resampling should take; then all is computed without help. */
const patienceMs = 600_000;
/** More would each need a copy of the cases. */
const mostHelpers = 4;
/** Cases times resamples under which a helper's start would take longer than it saves. */
const worthHelp = 1_000_000;

const helpers: readonly Helper[] = Array.from(
  { length: Math.min(navigator.hardwareConcurrency, mostHelpers) },
  helper,
);

/** Those who share the resampling of this work, one for each core: the worker that asks stays free for other questions. None for little work. */
export function helpersFor({ arms, options }: FigureWork): readonly Helper[] {
  const cases = arms.reduce((sum, { length }) => sum + length, 0);
  return cases * options.resamples < worthHelp ? [] : helpers;
}

/** A worker of this worker, started when it is needed and let go when it has not been for a while. */
function helper(): Helper {
  const worker = new IdleWorker<ResamplingWorker, null>(
    () => new Worker(new URL('./resampling.worker.ts', import.meta.url), { type: 'module' }),
    () => Promise.resolve(null),
    idleMs,
  );
  const { signal } = new AbortController();
  return {
    share: (work, part, parts) => worker.use((api) => api.share(work, part, parts), patienceMs, signal),
  };
}
