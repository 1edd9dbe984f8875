import { proxy } from 'comlink';
import { clearScratch } from '../datasets/container/scratch-disk.ts';
import type { StorageParts } from '../domain/storage-parts.ts';
import { deleteCache, measureCaches, measureFiles } from '../storage/caches.ts';
import { clearDerived } from '../storage/measure.ts';
import type { StoragePart } from '../ui/settings/services.ts';
import type { Core } from './core.ts';
import type { Departures } from './departures.ts';
import { inKeepingWorker, readInKeepingWorker } from './in-keeping-worker.ts';

/** Of the service worker: its shell (workbox) and its offline kit. */
const isAppCache = (name: string): boolean => /^workbox-|^reading-room-/.test(name);

export async function measureStorage(
  onDone: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<StorageParts> {
  const measured = await readInKeepingWorker((api) => api.measureDatabase(proxy(onDone)), signal);
  const [caches, unpacked] = await Promise.all([measureCaches(), measureFiles()]);
  const app = caches.filter(({ name }) => isAppCache(name));
  const others = caches.filter(({ name }) => !isAppCache(name)).map((cache) => ({ ...cache, isApp: false }));
  const ours = {
    name: 'app',
    count: app.reduce((sum, { count }) => sum + count, 0),
    bytes: app.reduce((sum, { bytes }) => sum + bytes, 0),
    isApp: true,
  };
  return { ...measured, caches: app.length === 0 ? others : [ours, ...others], unpacked };
}

export async function clearPart(core: Core, departures: Departures, part: StoragePart): Promise<void> {
  switch (part.kind) {
    case 'dataset':
      return departures.dismissDataset(part.id);
    case 'run':
      if ((await core.runs.get(part.id))?.state === 'running')
        throw new Error('The run is going on. Cancel it on its page first.');
      return core.runs.delete(part.id);
    case 'cache':
      return deleteCache(part.name);
    case 'unused':
      return inKeepingWorker((api) => api.clearUnused());
    case 'derived':
      return clearDerived(core.database);
    case 'mappings':
      return core.database.mappings.clear();
    case 'ledger':
      return core.ledger.clear();
    case 'unpacked':
      return clearScratch();
  }
}
