import { askForPersistence, storageState } from '../storage/quota.ts';
import { watch } from '../storage/watch.ts';
import type { SettingsServices } from '../ui/settings/services.ts';
import type { Core } from './core.ts';
import type { Departures } from './departures.ts';
import type { OfflineState } from './offline.svelte.ts';
import { version } from '../../package.json';

export function settingsServicesOf(
  core: Core,
  offline: OfflineState,
  departures: Departures,
): SettingsServices {
  const { database, settings, ledger, mappings, datasets, blobs, runs } = core;
  return {
    watchSettings: watch(database, ['settings'], () => settings.read()),
    change: (change) => settings.write(change),
    watchStorage: watch(
      database,
      ['datasets', 'blobs', 'runs'],
      async () => {
        const [state, sets, pictures, list] = await Promise.all([
          storageState(),
          datasets.list(),
          blobs.count(),
          runs.list(),
        ]);
        return { ...state, datasets: sets.length, pictures, runs: list.length };
      },
      1000,
    ),
    askForPersistence: () => askForPersistence(),
    measureStorage: async (onDone, signal) =>
      (await import('./storage-parts.ts')).measureStorage(onDone, signal),
    clearPart: async (part) => (await import('./storage-parts.ts')).clearPart(core, departures, part),
    async deleteEverything() {
      await database.delete();
      location.assign('./');
      location.reload();
    },
    mappings: {
      watch: watch(database, ['mappings'], () => mappings.list()),
      read: async (file) => {
        const { readTableRecipe } = await import('../datasets/reader/table/recipe.ts');
        return readTableRecipe(new Uint8Array(await file.arrayBuffer()));
      },
      add: (mapping) => mappings.add(mapping),
      put: (mapping) => mappings.put(mapping),
      rename: (from, to) => mappings.rename(from, to),
      delete: (name) => mappings.delete(name),
    },
    watchLedgerCount: watch(database, ['ledger'], () => ledger.count(), 500),
    ledger: (offset, limit) => ledger.page(offset, limit),
    clearLedger: () => ledger.clear(),
    offline: () => offline.kit,
    prepareOffline: () => offline.prepare(),
    isolated: crossOriginIsolated,
    version,
  };
}
