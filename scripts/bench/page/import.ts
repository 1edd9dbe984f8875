import { encode } from 'fast-png';
import { DatasetImporter } from '../../../src/datasets/import/importer.ts';
import { ReadingRoomDatabase } from '../../../src/storage/database.ts';
import { DatasetRepository } from '../../../src/storage/datasets.ts';

const side = 64;
/** As many as our import writes in one transaction. */
const batch = 250;

/** Small grey pictures, each of its own, as PNG files in two folders. */
function pictures(count: number): { path: string; bytes: Uint8Array<ArrayBuffer> }[] {
  return Array.from({ length: count }, (_, index) => {
    const data = Uint8Array.from(
      { length: side * side },
      (_cell, at) => (Math.imul(at + 1, 2 * index + 1) >>> 3) & 255,
    );
    return {
      path: `set/${index % 2 === 0 ? 'normal' : 'opacity'}/${String(index)}.png`,
      bytes: Uint8Array.from(encode({ width: side, height: side, data, channels: 1, depth: 8 })),
    };
  });
}

/**
 * Seconds to write the same files into a bare object store, in transactions of the same size: `blob` as they come from
 * a person (a Blob each), `bytes` when they are in memory already.
 */
export async function bareImport(count: number, form: 'blob' | 'bytes'): Promise<number> {
  const files = pictures(count).map(({ path, bytes }) => ({
    path,
    content: form === 'blob' ? new Blob([bytes]) : bytes,
  }));
  const name = `bench-bare-${String(Math.random())}`;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('blobs', { keyPath: 'path' });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
  });
  const start = performance.now();
  for (let from = 0; from < files.length; from += batch) {
    const transaction = database.transaction('blobs', 'readwrite', { durability: 'relaxed' });
    const store = transaction.objectStore('blobs');
    for (const file of files.slice(from, from + batch)) store.put(file);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error ?? new Error('not written'));
    });
  }
  const seconds = (performance.now() - start) / 1000;
  database.close();
  indexedDB.deleteDatabase(name);
  return seconds;
}

/** Seconds from files in hand to a data set: sniffed, stripped, decoded, hashed, stored. */
export async function ourImport(count: number): Promise<number> {
  const files = pictures(count).map(({ path, bytes }) => ({ path, file: new Blob([bytes]) }));
  const database = new ReadingRoomDatabase(`bench-${String(Math.random())}`);
  const importer = new DatasetImporter({ store: new DatasetRepository(database), now: () => Date.now() });
  const start = performance.now();
  const sources = await importer.openNamed(files);
  const { added } = await importer.runImport(sources, {}, () => undefined, new AbortController().signal);
  const seconds = (performance.now() - start) / 1000;
  await database.delete();
  if (added !== count) throw new Error(`${String(added)} of ${String(count)} pictures were imported`);
  return seconds;
}
