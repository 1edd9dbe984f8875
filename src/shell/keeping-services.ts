import { proxy, type Remote } from 'comlink';
import type { KeepingServices } from '../ui/datasets/keeping/services.ts';
import { exportDataset } from './dataset-export.ts';
import { graceMs } from './departures.ts';
import { inKeepingWorker, readInKeepingWorker } from './in-keeping-worker.ts';
import { inWorker } from './in-worker.ts';
import type { NearDuplicatesApi } from './near-duplicates.worker.ts';

export function keepingServicesOf(): KeepingServices {
  return {
    exportDataset,
    async changeCases(dataset, selection, change, onDone, signal) {
      const at = Date.now();
      const changed = await inKeepingWorker(
        (api) => api.change(dataset, selection, change, at, proxy(onDone)),
        signal,
      );
      return { at, changed };
    },
    async splitCases(dataset, selection, shares, seed, onDone, signal) {
      const at = Date.now();
      const counts = await inKeepingWorker(
        (api) => api.split(dataset, selection, shares, seed, at, proxy(onDone)),
        signal,
      );
      return { at, counts };
    },
    takeBack: (dataset, madeAt, onDone, signal) =>
      inKeepingWorker((api) => api.takeBack(dataset, madeAt, proxy(onDone)), signal),
    sampleCases: (dataset, selection, choice, onDone, signal) =>
      inKeepingWorker((api) => api.sample(dataset, selection, choice, Date.now(), proxy(onDone)), signal),
    planMerge: (ids, options, onDone, signal) =>
      readInKeepingWorker((api) => api.planMerge(ids, options, proxy(onDone)), signal),
    merge: (ids, options, name, onDone, signal) =>
      inKeepingWorker((api) => api.merge(ids, options, name, Date.now(), proxy(onDone)), signal),
    findNearDuplicates: (dataset, threshold, onDone, signal) =>
      inWorker(
        () =>
          new Worker(new URL('./near-duplicates.worker.ts', import.meta.url), {
            type: 'module',
            name: 'near duplicates',
          }),
        (api: Remote<NearDuplicatesApi>) => api.find(dataset, threshold, proxy(onDone)),
        signal,
      ),
    deleteCases: (dataset, selection, onDone, signal) =>
      inKeepingWorker(
        (api) => api.dismissCases(dataset, selection, crypto.randomUUID(), graceMs, proxy(onDone)),
        signal,
      ),
  };
}
