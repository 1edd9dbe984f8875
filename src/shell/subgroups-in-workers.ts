import { proxy } from 'comlink';
import {
  blocksOf,
  compareSubgroups,
  fromSubgroupShares,
  sizeOfWork,
  type SubgroupComparison,
  type SubgroupWork,
} from '../results/subgroups.ts';
import { inWorker } from './in-worker.ts';
import type { ResamplingWorker } from './resampling.worker.ts';

/** More would each need a copy of the cases. */
const mostHelpers = 4;
/** Under this size (a third of a second at most) workers would take longer to start than they save. */
const worthHelp = 10_000_000;

/**
 * Compares subgroups, large work in workers of its own: one a core, started for it and ended by the signal, so that the worker that asks stays
 * free for other questions. Rejects with the signal's reason.
 */
export async function subgroupsInWorkers(
  work: SubgroupWork,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<SubgroupComparison> {
  signal.throwIfAborted();
  if (sizeOfWork(work) < worthHelp) return compareSubgroups(work);
  const parts = Math.min(navigator.hardwareConcurrency, mostHelpers);
  const total = blocksOf(work);
  let done = 0;
  onProgress(done, total);
  const onBlock = proxy(() => {
    done += 1;
    onProgress(done, total);
  });
  // Where one fails the others are of no use.
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const start = () => new Worker(new URL('./resampling.worker.ts', import.meta.url), { type: 'module' });
  try {
    const shares = await Promise.all(
      Array.from({ length: parts }, (_, part) =>
        inWorker<ResamplingWorker, Awaited<ReturnType<ResamplingWorker['shareOfSubgroups']>>>(
          start,
          (api) => api.shareOfSubgroups(work, part, parts, onBlock),
          either,
        ),
      ),
    );
    return fromSubgroupShares(work, shares);
  } catch (error) {
    failed.abort();
    throw error;
  }
}
