import { filesOfDrop } from '../datasets/container/dropped.ts';
import type { AskRemote } from '../datasets/address/remote-file.ts';
import type { DatasetImporter } from '../datasets/import/importer.ts';
import { OpenedSources } from '../datasets/import/opened-sources.ts';
import { askForPersistence, storageState } from '../storage/quota.ts';
import { watch } from '../storage/watch.ts';
import type { DatasetServices } from '../ui/datasets/services.ts';
import { bundledCollections, bundledFiles } from './bundled-data.ts';
import type { CaseLists } from './case-lists.ts';
import type { Core } from './core.ts';
import type { Departures } from './departures.ts';
import type { importStore } from './import-store.ts';

export function datasetServicesOf(core: Core, departures: Departures): DatasetServices {
  const { database, datasets, mappings, runs } = core;
  // What a closed tab had unpacked.
  void import('../datasets/container/scratch-disk.ts').then(({ clearScratch }) => clearScratch());
  let opening: Promise<Imports> | null = null;
  const imports = (): Promise<Imports> =>
    (opening ??= Promise.all([import('../datasets/import/importer.ts'), import('./import-store.ts')]).then(
      ([{ DatasetImporter }, { importStore }]) => {
        const store = importStore(datasets, database.name);
        return { store, importer: new DatasetImporter({ store, now: () => Date.now() }) };
      },
    ));
  const importer = async (): Promise<DatasetImporter> => (await imports()).importer;
  let listing: Promise<CaseLists> | null = null;
  const lists = (): Promise<CaseLists> =>
    (listing ??= import('./case-lists.ts').then(({ CaseLists }) => new CaseLists(datasets)));
  return {
    watchDatasets: watch(database, ['datasets'], () => datasets.list()),
    watchDataset: (id) => watch(database, ['datasets'], () => datasets.get(id)),
    watchCount: (id, filter) => watch(database, ['samples'], async () => (await lists()).count(id, filter)),
    statistics: async (id, onDone) => (await lists()).statistics(id, onDone),
    tally: async (id, onDone) => (await lists()).tally(id, onDone),
    cases: async (id, filter, offset, limit) => (await lists()).cases(id, filter, offset, limit),
    sample: (id, sample) => datasets.sample(id, sample),
    watchSample: (id, sample) =>
      watch(database, ['samples', 'datasets'], async () =>
        // A data set that is deleted keeps its cases for half a minute.
        (await datasets.get(id)) ? datasets.sample(id, sample) : null,
      ),
    changeSample: (id, sample, change) => datasets.changeSample(id, sample, change),
    neighbours: async (id, filter, sample) => (await lists()).place(id, filter, sample),
    setSensitivity: (id, sensitivity) => datasets.setSensitivity(id, sensitivity),
    rename: (id, name) => datasets.rename(id, name),
    countRuns: async (id) => (await runs.runsOfDataset(id)).length,
    delete: (id) => departures.dismissDataset(id),
    storageFacts: storageState,
    askForPersistence: () => askForPersistence(),
    prepareImport() {
      let isLeft = false;
      let letGo = (): void => undefined;
      // Where it cannot be loaded, whoever opens files is told.
      void imports()
        .then((ready) => {
          if (isLeft) return;
          const both = [ready.importer.prepare(), ready.store.prepare()];
          letGo = () => both.forEach((end) => end());
        })
        .catch(() => undefined);
      return () => {
        isLeft = true;
        letGo();
      };
    },
    bundled: () => bundledCollections(core),
    async openBundled({ folder }) {
      return (await importer()).openNamed(await bundledFiles(core, folder));
    },
    async openDrop(transfer, options) {
      // The browser empties a drop when its event is over: its files are taken before the importer is loaded.
      const files = filesOfDrop(transfer, (found) => options.onListing?.(found, null));
      return (await importer()).openNamed(await files, options);
    },
    findRemote: async (address, signal) => {
      const { findRemoteFile } = await import('../datasets/address/remote-file.ts');
      return findRemoteFile(address, askForFile(core), signal);
    },
    fetchRemote: async (file, onProgress, signal) => {
      const { fetchRemoteFile } = await import('../datasets/address/remote-file.ts');
      const fetched = await fetchRemoteFile(file, askForFile(core), { onProgress, signal });
      return new File([fetched.file], fetched.path);
    },
    openFiles: async (files, options) => (await importer()).openFiles(files, options),
    keptMappings: () => mappings.list(),
    keepMapping: (recipe) => mappings.put({ keptAt: Date.now(), recipe }),
    preview: async (sources, choices, signal) => (await importer()).preview(opened(sources), choices, signal),
    runImport: async (sources, choices, onProgress, signal) =>
      (await importer()).runImport(opened(sources), choices, onProgress, signal),
  };
}

interface Imports {
  readonly importer: DatasetImporter;
  readonly store: ReturnType<typeof importStore>;
}

/** Each request is listed by the name of its file. */
function askForFile({ door }: Core): AskRemote {
  return (url, init) =>
    door.fetch(url, init, { kind: 'file', what: new URL(url).pathname.split('/').at(-1) ?? url });
}

function opened(sources: unknown): OpenedSources {
  if (sources instanceof OpenedSources) return sources;
  throw new TypeError('These sources were not opened here.');
}
