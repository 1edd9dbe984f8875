import { transfer, wrap, type Remote } from 'comlink';
import type { DatasetStore } from '../datasets/ports.ts';
import type { DatasetRepository } from '../storage/datasets.ts';
import { DiskFullError } from '../storage/errors.ts';
import { lingerMs } from './in-worker.ts';
import type { StoringWorkerApi } from './storing.worker.ts';

/** Where an import writes: its batches by a worker, which lives from the first to the end; the rest is little. */
export function importStore(datasets: DatasetRepository, database: string): DatasetStore {
  let writer: Writer | null = null;
  return {
    findBySourceKey: (sourceKey) => datasets.findBySourceKey(sourceKey),
    async begin(dataset) {
      // Started with the import, so that it is there when the first batch is.
      writer ??= new Writer(database);
      try {
        await datasets.begin(dataset);
      } catch (error) {
        writer.end();
        writer = null;
        throw error;
      }
    },
    placesOfCases: (dataset) => datasets.placesOfCases(dataset),
    async addBatch(dataset, samples, blobs) {
      writer ??= new Writer(database);
      const pictures = transfer(
        [...blobs],
        blobs.map(({ bytes }) => bytes.buffer),
      );
      const end = await writer.ask((api) => api.addBatch(dataset, samples, pictures));
      if (end === 'disk full') throw new DiskFullError();
    },
    async finish(dataset, state, refused) {
      writer?.end();
      writer = null;
      return datasets.finish(dataset, state, refused);
    },
  };
}

class Writer {
  readonly #worker = new Worker(new URL('./storing.worker.ts', import.meta.url), {
    type: 'module',
    name: 'storing',
  });
  readonly #api: Remote<StoringWorkerApi> = wrap<StoringWorkerApi>(this.#worker);
  readonly #died = new Promise<never>((_, reject) => {
    this.#worker.addEventListener('error', ({ message }) =>
      reject(new Error(`Writing ended early: ${message || 'the browser stopped it'}.`)),
    );
  });
  readonly #opened: Promise<void>;

  constructor(database: string) {
    this.#died.catch(() => undefined);
    this.#opened = this.#api.open(database);
    this.#opened.catch(() => undefined);
  }

  async ask<Answer>(work: (api: Remote<StoringWorkerApi>) => Promise<Answer>): Promise<Answer> {
    return Promise.race([this.#opened.then(() => work(this.#api)), this.#died]);
  }

  end(): void {
    setTimeout(() => this.#worker.terminate(), lingerMs);
  }
}
