import { wrap } from 'comlink';
import type { Remote } from 'comlink';
import { watch } from '../storage/watch.ts';
import type { ResultsServices } from '../ui/results/services.ts';
import type { Core } from './core.ts';
import type { ResultsWorker } from './results.worker.ts';

export function resultsServicesOf(core: Core): ResultsServices {
  let worker: Remote<ResultsWorker> | null = null;
  const scoring = (): Remote<ResultsWorker> =>
    (worker ??= wrap<ResultsWorker>(
      new Worker(new URL('./results.worker.ts', import.meta.url), { type: 'module' }),
    ));
  const { runs, datasets, database } = core;
  return {
    watchRuns: () =>
      watch(database, ['runs', 'trials'], async () => {
        const list = await runs.list();
        return Promise.all(list.map(async (run) => ({ ...run, ...(await runs.progress(run.id)) })));
      }),
    results: (run, options) => scoring().results(run, options),
    rows: (run, arm, selection) => scoring().rows(run, arm, selection),
    async caseDetail(run, sampleId) {
      const found = await runs.get(run);
      const plan = found && (await runs.plan(found.plan));
      const sample = plan && (await datasets.sample(plan.dataset, sampleId));
      return sample && { sample, trials: await scoring().trialsOf(run, sampleId) };
    },
    async export(run, options, form) {
      const text = await scoring().export(run, options, form);
      return new Blob([text], { type: form === 'csv' ? 'text/csv' : 'application/json' });
    },
    synthetic: async ({ plan }) => (await datasets.get(plan.dataset))?.synthetic ?? false,
  };
}
