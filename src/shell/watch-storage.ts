import type { ReadingRoomDatabase } from '../storage/database.ts';
import { storageState, type StorageState } from '../storage/quota.ts';
import { watch, type Watch } from '../storage/watch.ts';

/** Storage in use, told after changes of data, and with each screen: what the service worker keeps grows unheard. */
export function watchStorage(database: ReadingRoomDatabase): Watch<StorageState> {
  const ofData = watch(database, ['blobs', 'datasets', 'runs'], storageState, 2000);
  return (onValue, onError) => {
    const unwatch = ofData(onValue, onError);
    const tell = () => void storageState().then(onValue, onError);
    window.addEventListener('hashchange', tell);
    return () => {
      unwatch();
      window.removeEventListener('hashchange', tell);
    };
  };
}
