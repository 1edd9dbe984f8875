import { expose } from 'comlink';
import type { Sample } from '../domain/dataset/dataset.ts';
import type { DatasetId } from '../domain/ids.ts';
import { ReadingRoomDatabase, type BlobRow } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';
import { DiskFullError } from '../storage/errors.ts';

let datasets: DatasetRepository | null = null;
/** A batch was not stored: those after it may need its pictures, and are not stored either. */
let hasFailed = false;

/** Writes what one import has read, off the main thread: copying some megabytes into a transaction takes its time. */
const api = {
  open(database: string): void {
    datasets = new DatasetRepository(new ReadingRoomDatabase(database));
  },
  /** A full disk is an answer: the class of an error does not survive the way to the page. */
  async addBatch(
    dataset: DatasetId,
    samples: readonly Sample[],
    blobs: readonly BlobRow[],
  ): Promise<'stored' | 'disk full'> {
    if (datasets === null) throw new Error('The worker was asked to write before it had a database.');
    try {
      await datasets.addBatch(dataset, samples, blobs, () => !hasFailed);
      return 'stored';
    } catch (error) {
      hasFailed = true;
      if (error instanceof DiskFullError) return 'disk full';
      throw error;
    }
  },
};

export type StoringWorkerApi = typeof api;

expose(api);
