import type { Dataset, DatasetState, RefusedFile, Sample } from '../../domain/dataset/dataset.ts';
import type { BlobHash, DatasetId, SampleId } from '../../domain/ids.ts';
import type { DatasetStore, StoredBlob } from '../ports.ts';

/** A store in memory for tests; `room` is how many bytes of pictures it takes before its disk is full. */
export class MemoryStore implements DatasetStore {
  readonly datasets = new Map<DatasetId, Dataset>();
  readonly samples = new Map<SampleId, Sample>();
  readonly blobs = new Map<BlobHash, StoredBlob>();
  batches = 0;
  room = Infinity;

  findBySourceKey(sourceKey: string): Promise<Dataset | null> {
    return Promise.resolve([...this.datasets.values()].find((row) => row.sourceKey === sourceKey) ?? null);
  }

  begin(dataset: Dataset): Promise<void> {
    this.datasets.set(dataset.id, dataset);
    return Promise.resolve();
  }

  placesOfCases(dataset: DatasetId): Promise<ReadonlyMap<SampleId, number>> {
    const own = [...this.samples.values()].filter((sample) => sample.dataset === dataset);
    return Promise.resolve(new Map(own.map(({ id, ordinal }) => [id, ordinal])));
  }

  addBatch(dataset: DatasetId, samples: readonly Sample[], blobs: readonly StoredBlob[]): Promise<void> {
    const bytes = blobs.reduce((sum, blob) => sum + blob.bytes.length, 0);
    if (bytes > this.room) return Promise.reject(new DOMException('no more room', 'QuotaExceededError'));
    this.room -= bytes;
    this.batches += 1;
    const taken = new Set([...this.samples.values()].map((sample) => sample.ordinal));
    for (const sample of samples) {
      // As the database's unique index does.
      if (taken.has(sample.ordinal))
        return Promise.reject(new DOMException(`place ${sample.ordinal} is taken`, 'ConstraintError'));
      if (this.samples.has(sample.id))
        return Promise.reject(new Error(`${sample.name} is added a second time`));
      this.samples.set(sample.id, sample);
    }
    for (const blob of blobs) this.blobs.set(blob.hash, blob);
    const row = this.row(dataset);
    this.datasets.set(dataset, {
      ...row,
      sampleCount: row.sampleCount + samples.length,
      byteCount: row.byteCount + bytes,
    });
    return Promise.resolve();
  }

  finish(dataset: DatasetId, state: DatasetState, refused: readonly RefusedFile[]): Promise<Dataset> {
    const row = { ...this.row(dataset), state, refused };
    this.datasets.set(dataset, row);
    return Promise.resolve(row);
  }

  row(dataset: DatasetId): Dataset {
    const row = this.datasets.get(dataset);
    if (row === undefined) throw new Error(`there is no data set ${dataset}`);
    return row;
  }
}
