import { filesOfList } from '../../../src/datasets/container/dropped.ts';
import { DatasetImporter } from '../../../src/datasets/import/importer.ts';
import { importStore } from '../../../src/shell/import-store.ts';
import { ReadingRoomDatabase } from '../../../src/storage/database.ts';
import { DatasetRepository } from '../../../src/storage/datasets.ts';

/** Files that a bare write reads together and writes in a transaction: large enough that more gains nothing. */
const batch = 250;

/** The files of the folder that was chosen. */
function chosen(): File[] {
  const input = document.querySelector('input');
  return [...(input?.files ?? [])];
}

/** What a bare write begins with: see `bareImport`. */
export type BareForm = 'files' | 'blob' | 'bytes';

interface BareRow {
  readonly path: string;
  readonly content: File | Uint8Array<ArrayBuffer>;
}

/**
 * Seconds to write the chosen files into a bare object store, a row each. `files`: their bytes, read while those before are
 * written, which is the least that an import has to do. `bytes`: the same without the time of reading. `blob`: as they
 * come from a person, so that the browser copies them and nothing else sees what is in them. Call them by turns:
 * reading files warms the disk's cache.
 */
export async function bareImport(form: BareForm): Promise<number> {
  const files = chosen();
  const name = `bench-bare-${Math.random()}`;
  const database = await opened(name);
  const batches = Array.from({ length: Math.ceil(files.length / batch) }, (_, n) =>
    files.slice(n * batch, (n + 1) * batch),
  );
  const rowsOf = form === 'blob' ? asTheyAre : read;
  const inMemory = form === 'bytes' ? await Promise.all(batches.map(read)) : null;
  const start = performance.now();
  let next = rowsOf(batches[0] ?? []);
  let writing = Promise.resolve();
  for (const n of batches.keys()) {
    const rows = inMemory?.[n] ?? (await next);
    if (inMemory === null) next = rowsOf(batches[n + 1] ?? []);
    await writing;
    writing = written(database, rows);
  }
  await writing;
  const seconds = (performance.now() - start) / 1000;
  database.close();
  await deleted(name);
  return seconds;
}

const asTheyAre = (files: readonly File[]): Promise<BareRow[]> =>
  Promise.resolve(files.map((file) => ({ path: file.webkitRelativePath, content: file })));

/** All as one: the browser takes a fifth of the time that it takes for one file after the other. */
async function read(files: readonly File[]): Promise<BareRow[]> {
  const whole = await new Blob([...files]).arrayBuffer();
  let at = 0;
  return files.map((file) => ({
    path: file.webkitRelativePath,
    content: new Uint8Array(whole.slice(at, (at += file.size))),
  }));
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('blobs', { keyPath: 'path' });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
  });
}

function written(database: IDBDatabase, rows: readonly BareRow[]): Promise<void> {
  const transaction = database.transaction('blobs', 'readwrite', { durability: 'relaxed' });
  const store = transaction.objectStore('blobs');
  for (const row of rows) store.put(row);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('not written'));
  });
}

let longest = 0;
/** Milliseconds of the longest task of the page (over 50) while anything was imported so far; 0: there was none. */
export const longestTask = (): number => longest;

/** Seconds from files in hand, on a screen that has been open for a second, to a data set of `count` cases: unpacked, sniffed, stripped, decoded, hashed, stored. */
export async function ourImport(count: number): Promise<number> {
  const database = new ReadingRoomDatabase(`bench-${Math.random()}`);
  await database.open();
  const store = importStore(new DatasetRepository(database), database.name);
  const importer = new DatasetImporter({ store, now: () => Date.now() });
  const tasks = new PerformanceObserver((list) => {
    longest = Math.max(longest, ...list.getEntries().map(({ duration }) => duration));
  });
  tasks.observe({ type: 'longtask' });
  // As while a person chooses her files, on the screen on which she does.
  const prepared = [importer.prepare(), store.prepare()];
  await new Promise((resolve) => setTimeout(resolve, 1000));
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
  prepared.forEach((letGo) => letGo());
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
