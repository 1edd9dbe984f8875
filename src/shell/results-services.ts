import { proxy, wrap } from 'comlink';
import type { Remote } from 'comlink';
import { watch } from '../storage/watch.ts';
import type { ResultsServices } from '../ui/results/services.ts';
import type { Core } from './core.ts';
import { watchRunList } from './run-list.ts';
import type { ResultsWorker } from './results.worker.ts';

export function resultsServicesOf(core: Core): ResultsServices {
  let worker: Remote<ResultsWorker> | null = null;
  const scoring = (): Remote<ResultsWorker> =>
    (worker ??= wrap<ResultsWorker>(
      new Worker(new URL('./results.worker.ts', import.meta.url), { type: 'module' }),
    ));
  const { runs, datasets, database } = core;
  let tickets = 0;
  return {
    watchRuns: () => watchRunList(core),
    results: (run, options, choices) => scoring().results(run, options, choices),
    watchTruth: (run) => watch(database, ['samples'], () => scoring().truthHash(run), 1000, false),
    rows: (run, arm, selection, choices) => scoring().rows(run, arm, selection, choices),
    async caseDetail(run, sampleId, choices) {
      const found = await runs.get(run);
      const plan = found && (await runs.plan(found.plan));
      const sample = plan && (await datasets.sample(plan.dataset, sampleId));
      const answers = sample && (await scoring().answersTo(run, sampleId, choices));
      return answers && { sample, runName: found.name, ...answers };
    },
    async subgroups(run, options, choices, choice, onProgress, signal) {
      const ticket = (tickets += 1);
      const stop = (): void => void scoring().stopSubgroups(ticket);
      signal.throwIfAborted();
      signal.addEventListener('abort', stop);
      try {
        return await scoring().subgroups(ticket, run, options, choices, choice, proxy(onProgress));
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    async export(run, options, choices, subgroups, form) {
      const text = await scoring().export(run, options, choices, subgroups, form);
      return new Blob([text], { type: form === 'csv' ? 'text/csv' : 'application/json' });
    },
    synthetic: async ({ plan }) => (await datasets.get(plan.dataset))?.synthetic ?? false,
  };
}
