import { DatasetImporter } from '../../../src/datasets/import/importer.ts';
import { ReadingRoomDatabase } from '../../../src/storage/database.ts';
import { DatasetRepository } from '../../../src/storage/datasets.ts';
import { pictureFiles } from './pictures.ts';

/** Of a bare write: large enough that more gains nothing. */
const batch = 500;

/** Makes the files, so that no measurement has to. */
export async function makePictures(count: number, side: number): Promise<number> {
  const files = await pictureFiles(count, side);
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/**
 * Seconds to write the same files into a bare object store, one transaction after the other: `blob` as they come from a
 * person (a Blob each), `bytes` when they are in memory already.
 */
export async function bareImport(count: number, side: number, form: 'blob' | 'bytes'): Promise<number> {
  const files = (await pictureFiles(count, side)).map(({ path, bytes }) => ({
    path,
    content: form === 'blob' ? new Blob([bytes]) : bytes,
  }));
  const name = `bench-bare-${Math.random()}`;
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
  await deleted(name);
  return seconds;
}

/** Seconds from files in hand to a data set: sniffed, stripped, decoded, hashed, stored. */
export async function ourImport(count: number, side: number): Promise<number> {
  const files = (await pictureFiles(count, side)).map(({ path, bytes }) => ({
    path,
    file: new Blob([bytes]),
  }));
  const database = new ReadingRoomDatabase(`bench-${Math.random()}`);
  const importer = new DatasetImporter({ store: new DatasetRepository(database), now: () => Date.now() });
  const start = performance.now();
  const sources = await importer.openNamed(files);
  const { added } = await importer.runImport(sources, {}, () => undefined, new AbortController().signal);
  const seconds = (performance.now() - start) / 1000;
  await database.delete();
  if (added !== count) throw new Error(`${added} of ${count} pictures were imported`);
  return seconds;
}

function deleted(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(name);
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => reject(deleting.error ?? new Error('not deleted'));
  });
}
