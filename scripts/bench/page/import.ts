import { filesOfList } from '../../../src/datasets/container/dropped.ts';
import { DatasetImporter } from '../../../src/datasets/import/importer.ts';
import { importStore } from '../../../src/shell/import-store.ts';
import { ReadingRoomDatabase } from '../../../src/storage/database.ts';
import { DatasetRepository } from '../../../src/storage/datasets.ts';

/** Of a bare write: large enough that more gains nothing. */
const batch = 500;

/** The files of the folder that was chosen. */
function chosen(): File[] {
  const input = document.querySelector('input');
  return [...(input?.files ?? [])];
}

/**
 * Seconds to write the chosen files into a bare object store, one transaction after the other: `blob` as they come from a
 * person, `bytes` when they are in memory already. Call both by turns: reading files warms the disk's cache.
 */
export async function bareImport(form: 'blob' | 'bytes'): Promise<number> {
  const files: { path: string; content: File | Uint8Array<ArrayBuffer> }[] = [];
  for (const file of chosen()) {
    const content = form === 'blob' ? file : new Uint8Array(await file.arrayBuffer());
    files.push({ path: file.webkitRelativePath, content });
  }
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

let longest = 0;
/** Milliseconds of the longest task of the page (over 50) while anything was imported so far; 0: there was none. */
export const longestTask = (): number => longest;

/** Seconds from files in hand to a data set of `count` cases: unpacked, sniffed, stripped, decoded, hashed, stored. */
export async function ourImport(count: number): Promise<number> {
  const database = new ReadingRoomDatabase(`bench-${Math.random()}`);
  const store = importStore(new DatasetRepository(database), database.name);
  const importer = new DatasetImporter({ store, now: () => Date.now() });
  const tasks = new PerformanceObserver((list) => {
    longest = Math.max(longest, ...list.getEntries().map(({ duration }) => duration));
  });
  tasks.observe({ type: 'longtask' });
  const start = performance.now();
  const sources = await importer.openNamed(await filesOfList(chosen()));
  const { added, refused } = await importer.runImport(
    sources,
    {},
    () => undefined,
    new AbortController().signal,
  );
  const seconds = (performance.now() - start) / 1000;
  tasks.disconnect();
  await database.delete();
  if (added !== count)
    throw new Error(`${added} of ${count} pictures were imported: ${refused[0]?.reason ?? ''}`);
  return seconds;
}

function deleted(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(name);
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => reject(deleting.error ?? new Error('not deleted'));
  });
}
