import { filesOfDrop } from '../datasets/container/dropped.ts';
import type { DatasetImporter } from '../datasets/import/importer.ts';
import { OpenedSources } from '../datasets/import/opened-sources.ts';
import { splits } from '../domain/dataset/dataset.ts';
import { askForPersistence, storageState } from '../storage/quota.ts';
import { watch } from '../storage/watch.ts';
import type { DatasetServices } from '../ui/datasets/services.ts';
import { bundledCollections, bundledFiles } from './bundled-data.ts';
import type { Core } from './core.ts';

export function datasetServicesOf(core: Core): DatasetServices {
  const { database, datasets, runs } = core;
  // What a closed tab had unpacked.
  void import('../datasets/container/scratch-disk.ts').then(({ clearScratch }) => clearScratch());
  let opening: Promise<DatasetImporter> | null = null;
  const importer = (): Promise<DatasetImporter> =>
    (opening ??= import('../datasets/import/importer.ts').then(
      ({ DatasetImporter }) => new DatasetImporter({ store: datasets, now: () => Date.now() }),
    ));
  return {
    watchDatasets: watch(database, ['datasets'], () => datasets.list()),
    watchDataset: (id) => watch(database, ['datasets'], () => datasets.get(id)),
    watchCount: (id, filter) => watch(database, ['samples'], () => datasets.countSamples(id, filter)),
    async tally(id) {
      const dataset = await datasets.get(id);
      const labels = (dataset?.labels ?? []).map(({ name }) => name);
      const [byLabel, bySplit] = await Promise.all([
        Promise.all(
          labels.map(async (label) => ({ label, count: await datasets.countSamples(id, { label }) })),
        ),
        Promise.all(
          splits.map(async (split) => ({ split, count: await datasets.countSamples(id, { split }) })),
        ),
      ]);
      return { labels: byLabel, splits: bySplit.filter(({ count }) => count > 0) };
    },
    cases: (id, filter, offset, limit) => datasets.samples(id, filter, offset, limit),
    sample: (id, sample) => datasets.sample(id, sample),
    changeSample: (id, sample, change) => datasets.changeSample(id, sample, change),
    neighbours: (id, filter, sample) => datasets.placeOf(id, filter, sample),
    countRuns: async (id) => (await runs.runsOfDataset(id)).length,
    delete: (id) => datasets.delete(id),
    storageFacts: storageState,
    askForPersistence,
    bundled: () => bundledCollections(core),
    async openBundled({ folder }) {
      return (await importer()).openNamed(await bundledFiles(core, folder));
    },
    async openDrop(transfer, options) {
      // The browser empties a drop when its event is over: its files are taken before the importer is loaded.
      const files = filesOfDrop(transfer);
      return (await importer()).openNamed(await files, options);
    },
    openFiles: async (files, options) => (await importer()).openFiles(files, options),
    preview: async (sources, choices, signal) => (await importer()).preview(opened(sources), choices, signal),
    runImport: async (sources, choices, onProgress, signal) =>
      (await importer()).runImport(opened(sources), choices, onProgress, signal),
  };
}

function opened(sources: unknown): OpenedSources {
  if (sources instanceof OpenedSources) return sources;
  throw new TypeError('These sources were not opened here.');
}
