import { transfer, wrap, type Remote } from 'comlink';
import { buffersOf } from '../datasets/import/hand-over.ts';
import { Spare } from '../datasets/import/spare.ts';
import type { DatasetStore } from '../datasets/ports.ts';
import type { DatasetId } from '../domain/ids.ts';
import type { DatasetRepository } from '../storage/datasets.ts';
import { DiskFullError } from '../storage/errors.ts';
import { lingerMs } from './in-worker.ts';
import type { StoringWorkerApi } from './storing.worker.ts';

/** Where imports write: each its batches by a worker of its own, which lives from the first to the end; the rest is little. */
export function importStore(datasets: DatasetRepository, database: string): ImportStore {
  const spare = new Spare(
    () => new Writer(database),
    (writer) => writer.end(),
  );
  const writers = new Map<DatasetId, Writer>();
  const end = (dataset: DatasetId): void => {
    writers.get(dataset)?.end();
    writers.delete(dataset);
  };
  return {
    prepare: () => spare.prepare(),
    findBySourceKey: (sourceKey) => datasets.findBySourceKey(sourceKey),
    async begin(dataset) {
      // Started with the import, so that it is there when the first batch is.
      end(dataset.id);
      writers.set(dataset.id, spare.take());
      try {
        await datasets.begin(dataset);
      } catch (error) {
        end(dataset.id);
        throw error;
      }
    },
    placesOfCases: (dataset) => datasets.placesOfCases(dataset),
    async addBatch(dataset, samples, blobs) {
      const writer = writers.get(dataset);
      if (writer === undefined) throw new Error('The import was ended before all of it was written.');
      const pictures = transfer([...blobs], buffersOf(blobs));
      const outcome = await writer.ask((api) => api.addBatch(dataset, samples, pictures));
      if (outcome === 'disk full') throw new DiskFullError();
    },
    async finish(dataset, state, refused) {
      end(dataset);
      return datasets.finish(dataset, state, refused);
    },
  };
}

interface ImportStore extends DatasetStore {
  /** An import is likely soon: its writer is started meanwhile. The answer lets it go, unless it is in use. */
  prepare(): () => void;
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
