import { Dexie } from 'dexie';
import type { Dataset, DatasetState, RefusedFile, Sample, Split } from '../domain/dataset/dataset.ts';
import type { BlobHash, DatasetId, SampleId } from '../domain/ids.ts';
import type { BlobRow, ReadingRoomDatabase, SampleRow } from './database.ts';
import { rethrowStorageError } from './errors.ts';

/** Which cases of a data set to list; conditions that are absent do not restrict. */
export interface SampleFilter {
  readonly split?: Split;
  readonly label?: string;
}

/** Data sets with their cases and pictures. */
export class DatasetRepository {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  /** Newest first. */
  async list(): Promise<Dataset[]> {
    return this.#database.datasets.orderBy('importedAt').reverse().toArray();
  }

  async get(id: DatasetId): Promise<Dataset | null> {
    return (await this.#database.datasets.get(id)) ?? null;
  }

  async findBySourceKey(sourceKey: string): Promise<Dataset | null> {
    return (await this.#database.datasets.where('sourceKey').equals(sourceKey).first()) ?? null;
  }

  async begin(dataset: Dataset): Promise<void> {
    await this.#database.datasets.put(dataset).catch(rethrowStorageError);
  }

  /** Name to id of the cases that are here already. */
  async existingSampleIds(dataset: DatasetId): Promise<Set<SampleId>> {
    const keys = await this.#database.samples
      .where('[dataset+id]')
      .between([dataset, Dexie.minKey], [dataset, Dexie.maxKey])
      .primaryKeys();
    return new Set(keys.map(([, id]) => id));
  }

  /** Stores whole cases with their pictures and the data set's new totals, in one transaction: all of them or none. */
  async addBatch(dataset: DatasetId, samples: readonly Sample[], blobs: readonly BlobRow[]): Promise<void> {
    const { datasets, samples: table, blobs: blobTable } = this.#database;
    const rows = samples.map(toRow);
    await this.#database
      .transaction('rw', [datasets, table, blobTable], async () => {
        await blobTable.bulkPut(blobs);
        await table.bulkPut(rows);
        const bytes = blobs.reduce((sum, blob) => sum + blob.bytes.byteLength, 0);
        await datasets
          .where('id')
          .equals(dataset)
          .modify((row, context) => {
            context.value = {
              ...row,
              sampleCount: row.sampleCount + rows.length,
              byteCount: row.byteCount + bytes,
            };
          });
      })
      .catch(rethrowStorageError);
  }

  async finish(id: DatasetId, state: DatasetState, refused: readonly RefusedFile[]): Promise<Dataset> {
    const row = await this.#database.datasets.get(id);
    if (!row) throw new Error(`data set ${id} was deleted while it was imported`);
    const finished = { ...row, state, refused };
    await this.#database.datasets.put(finished).catch(rethrowStorageError);
    return finished;
  }

  /** An import that was cut off by a closed tab is said to be so: its cases are whole and usable. */
  async closeInterruptedImports(): Promise<void> {
    const open = await this.#database.datasets.filter((row) => row.state.kind === 'importing').toArray();
    for (const dataset of open) {
      if (dataset.sampleCount === 0) await this.delete(dataset.id);
      else
        await this.finish(
          dataset.id,
          {
            kind: 'partial',
            reason: 'The import was interrupted. Import the same files again to add the rest.',
          },
          dataset.refused,
        );
    }
  }

  /** Cases in order, `limit` from `offset`. */
  async samples(dataset: DatasetId, filter: SampleFilter, offset: number, limit: number): Promise<Sample[]> {
    return this.#select(dataset, filter).offset(offset).limit(limit).toArray();
  }

  async countSamples(dataset: DatasetId, filter: SampleFilter): Promise<number> {
    return this.#select(dataset, filter).count();
  }

  async sample(dataset: DatasetId, id: SampleId): Promise<Sample | null> {
    return (await this.#database.samples.get([dataset, id])) ?? null;
  }

  async samplesById(dataset: DatasetId, ids: readonly SampleId[]): Promise<Sample[]> {
    const rows = await this.#database.samples.bulkGet(ids.map((id): [DatasetId, SampleId] => [dataset, id]));
    return rows.filter((row) => row !== undefined);
  }

  /** Calls `visit` with each case in order, without holding all in memory. */
  async each(dataset: DatasetId, visit: (sample: Sample) => void): Promise<void> {
    await this.#ordered(dataset).each(visit);
  }

  /** Deletes a data set, its cases, and the pictures that no other case uses. */
  async delete(id: DatasetId): Promise<void> {
    const { datasets, samples, blobs } = this.#database;
    await this.#database.transaction('rw', [datasets, samples, blobs], async () => {
      const mine = samples.where('[dataset+id]').between([id, Dexie.minKey], [id, Dexie.maxKey]);
      const hashes = new Set<BlobHash>();
      await mine.each((row) => row.blobKeys.forEach((hash) => hashes.add(hash)));
      await mine.delete();
      const orphans: BlobHash[] = [];
      for (const hash of hashes)
        if ((await samples.where('blobKeys').equals(hash).count()) === 0) orphans.push(hash);
      await blobs.bulkDelete(orphans);
      await datasets.delete(id);
    });
  }

  #ordered(dataset: DatasetId) {
    return this.#database.samples
      .where('[dataset+ordinal]')
      .between([dataset, Dexie.minKey], [dataset, Dexie.maxKey]);
  }

  #select(dataset: DatasetId, { split, label }: SampleFilter) {
    if (label !== undefined) {
      const found = this.#database.samples.where('labelKeys').equals(labelKey(dataset, label));
      return split === undefined ? found : found.and((row) => row.split === split);
    }
    if (split === undefined) return this.#ordered(dataset);
    return this.#database.samples
      .where('[dataset+split+ordinal]')
      .between([dataset, split, Dexie.minKey], [dataset, split, Dexie.maxKey]);
  }
}

const labelKey = (dataset: DatasetId, label: string): string => `${dataset}|${label}`;

function toRow(sample: Sample): SampleRow {
  return {
    ...sample,
    labelKeys: (sample.truth.labels ?? []).map((label) => labelKey(sample.dataset, label)),
    blobKeys: [...new Set(sample.images.map((image) => image.blob))],
  };
}
