import { proxy, type Remote } from 'comlink';
import type { DroppedFile } from '../container/source.ts';
import type { ImportWorkerApi } from '../import.worker.ts';

/** Told how many of the files that were chosen are listed; `total` is null while a folder is still looked into. */
export type OnListing = (listed: number, total: number | null) => void;

/** Milliseconds of work on the page between two moments for the person. */
const atOnce = 12;

/**
 * Tells the worker the paths and sizes of files, part by part: a browser asks the disk for the size of each file, some
 * tenths of a millisecond each, while the page waits. Rejects when the signal is given.
 */
export async function listFiles(
  files: readonly DroppedFile[],
  api: Remote<ImportWorkerApi>,
  onListing: OnListing,
  signal: AbortSignal | undefined,
): Promise<void> {
  let part: { readonly path: string; readonly size: number }[] = [];
  let began = performance.now();
  // Waiting for the answer to the part before gives the page its moment; that to this one comes while the next is made.
  let heard = Promise.resolve();
  for (const [at, { path, file }] of files.entries()) {
    part.push({ path, size: file.size });
    if (at + 1 < files.length && performance.now() - began < atOnce) continue;
    const before = heard;
    heard = api.list(part);
    heard.catch(() => undefined);
    await before;
    onListing(at + 1, files.length);
    signal?.throwIfAborted();
    part = [];
    began = performance.now();
  }
  await heard;
}

/** Gives the worker what it asks for of these files: one as it is, several as one Blob; or their beginnings. */
export const handoverOf = (files: readonly DroppedFile[]) =>
  proxy((places: readonly number[], most?: number): Promise<Blob> => {
    const asked = places.flatMap((place) => {
      const file = files[place]?.file;
      return file === undefined ? [] : [most === undefined ? file : file.slice(0, most)];
    });
    const [only, ...more] = asked;
    return Promise.resolve(only !== undefined && more.length === 0 ? only : new Blob(asked));
  });
