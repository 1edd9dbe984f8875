import { askForPersistence, storageState } from '../storage/quota.ts';
import { watch } from '../storage/watch.ts';
import type { SettingsServices } from '../ui/settings/services.ts';
import type { Core } from './core.ts';
import type { OfflineState } from './offline.svelte.ts';
import { version } from '../../package.json';

export function settingsServicesOf(core: Core, offline: OfflineState): SettingsServices {
  const { database, settings, ledger, datasets, blobs, runs } = core;
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
    askForPersistence,
    async deleteEverything() {
      await database.delete();
      location.assign('./');
      location.reload();
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
