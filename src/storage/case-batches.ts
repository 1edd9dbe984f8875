import { Dexie } from 'dexie';
import { digestOf } from '../domain/dataset/digest.ts';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import type { BlobHash, DatasetId, SampleId } from '../domain/ids.ts';
import { bytesOfBlobs } from './blob-sizes.ts';
import type { ReadingRoomDatabase } from './database.ts';
import { digestRowOf } from './digests.ts';
import { rethrowStorageError } from './errors.ts';

const atOnce = 256;

/** Told how many of the cases are done. May throw to give the work up: then nothing of it stays. */
type OnDone = (done: number, total: number) => void;

/** A case that is to be copied into a new data set. */
export interface CopiedFrom {
  readonly dataset: DatasetId;
  readonly id: SampleId;
}

/** Work on many cases at once, each in one transaction: all of it or nothing. */
export class CaseBatches {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  /** Replaces cases by what `change` makes of them as they stand. Answers how many were changed. */
  async change(
    dataset: DatasetId,
    ids: readonly SampleId[],
    change: (sample: Sample) => Sample,
    onDone: OnDone = () => undefined,
  ): Promise<number> {
    const { samples, digests, datasets } = this.#database;
    return this.#database
      .transaction('rw', [samples, digests, datasets], async () => {
        const changed = new Map<SampleId, Sample>();
        let hidden = 0;
        for (let at = 0; at < ids.length; at += atOnce) {
          const found = await samples.bulkGet(
            ids.slice(at, at + atOnce).map((id): [DatasetId, SampleId] => [dataset, id]),
          );
          const put: Sample[] = [];
          for (const sample of found) {
            if (sample === undefined) continue;
            const next = change(sample);
            if (next === sample) continue;
            hidden += Number(next.hidden === true) - Number(sample.hidden === true);
            put.push(next);
            changed.set(next.id, next);
          }
          await samples.bulkPut(put);
          onDone(Math.min(ids.length, at + atOnce), ids.length);
        }
        const rows = new Set([...changed.values()].map(({ ordinal }) => digestRowOf(ordinal)));
        await digests
          .where('[dataset+row]')
          .anyOf([...rows].map((row) => [dataset, row]))
          .modify((row, context) => {
            const renewed = row.digests.map((digest) => {
              const sample = changed.get(digest.id);
              return sample === undefined ? digest : digestOf(sample);
            });
            context.value = { ...row, digests: renewed };
          });
        if (hidden !== 0) {
          await datasets
            .where('id')
            .equals(dataset)
            .modify((row, context) => {
              context.value = { ...row, hiddenCount: (row.hiddenCount ?? 0) + hidden };
            });
        }
        return changed.size;
      })
      .catch(rethrowStorageError);
  }

  /**
   * Stores a new data set of copies: `copy` makes each of the case as it stands; pictures are shared, not copied.
   * Rejects where one of the cases is no longer here, and where an id would be there twice.
   */
  async copyInto(
    dataset: Dataset,
    from: readonly CopiedFrom[],
    copy: (sample: Sample, place: number) => Sample,
    onDone: OnDone = () => undefined,
  ): Promise<Dataset> {
    const byteCount = await bytesOfBlobs(this.#database, await this.#pictures(from));
    const { samples, datasets } = this.#database;
    return this.#database
      .transaction('rw', [samples, datasets], async () => {
        let hiddenCount = 0;
        for (let at = 0; at < from.length; at += atOnce) {
          const keys = from
            .slice(at, at + atOnce)
            .map(({ dataset: set, id }): [DatasetId, SampleId] => [set, id]);
          const copies = (await samples.bulkGet(keys)).map((sample, index) => {
            if (sample === undefined) throw new Error('A case was deleted meanwhile. Begin again.');
            return copy(sample, at + index);
          });
          hiddenCount += copies.filter((sample) => sample.hidden === true).length;
          await samples.bulkAdd(copies);
          onDone(Math.min(from.length, at + atOnce), from.length);
        }
        const row = {
          ...dataset,
          sampleCount: from.length,
          byteCount,
          ...(hiddenCount > 0 && { hiddenCount }),
        };
        await datasets.add(row);
        return row;
      })
      .catch(rethrowStorageError);
  }

  async #pictures(from: readonly CopiedFrom[]): Promise<ReadonlySet<BlobHash>> {
    const hashes = new Set<BlobHash>();
    for (const dataset of new Set(from.map((each) => each.dataset))) {
      const ids = new Set(from.filter((each) => each.dataset === dataset).map(({ id }) => id));
      await this.#database.samples
        .where('[dataset+id]')
        .between([dataset, Dexie.minKey], [dataset, Dexie.maxKey])
        .each((sample) => {
          if (ids.has(sample.id)) sample.images.forEach(({ blob }) => hashes.add(blob));
        });
    }
    return hashes;
  }
}
