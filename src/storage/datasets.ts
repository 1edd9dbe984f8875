import { Dexie } from 'dexie';
import { digestOf } from '../domain/dataset/digest.ts';
import type { Dataset, DatasetState, RefusedFile, Sample } from '../domain/dataset/dataset.ts';
import type { Sensitivity } from '../domain/dataset/sensitivity.ts';
import type { ImageRef } from '../domain/dataset/truth.ts';
import type { BlobHash, DatasetId, SampleId } from '../domain/ids.ts';
import { ownBytes } from '../domain/own-bytes.ts';
import { eachPageOfCases, eachPageOfRemoved } from './case-pages.ts';
import type { BlobRow, ReadingRoomDatabase } from './database.ts';
import { digestRowOf } from './digests.ts';
import { rethrowStorageError } from './errors.ts';
import { deleteUnused } from './unused-blobs.ts';

/** Data sets with their cases and pictures. */
export class DatasetRepository {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  /** Newest first. */
  async list(): Promise<Dataset[]> {
    const rows = await this.#database.datasets.orderBy('importedAt').reverse().toArray();
    return rows.filter(isHere);
  }

  async get(id: DatasetId): Promise<Dataset | null> {
    const row = await this.#database.datasets.get(id);
    return row !== undefined && isHere(row) ? row : null;
  }

  async findBySourceKey(sourceKey: string): Promise<Dataset | null> {
    const rows = await this.#database.datasets.where('sourceKey').equals(sourceKey).toArray();
    return rows.find(isHere) ?? null;
  }

  /** One of the same id that is being deleted is deleted for good first. */
  async begin(dataset: Dataset): Promise<void> {
    const leaving = await this.#database.datasets.get(dataset.id);
    if (leaving !== undefined && !isHere(leaving)) await this.delete(dataset.id);
    await this.#database.datasets.put(dataset).catch(rethrowStorageError);
  }

  /** The cases that are here, each with its place: read from an index, without the cases themselves. */
  async placesOfCases(dataset: DatasetId): Promise<Map<SampleId, number>> {
    const places = new Map<SampleId, number>();
    await this.#database.samples
      .where('[dataset+ordinal]')
      .between([dataset, Dexie.minKey], [dataset, Dexie.maxKey])
      .eachKey((key, { primaryKey: [, id] }) => {
        if (Array.isArray(key)) places.set(id, Number(key[1]));
      });
    return places;
  }

  /**
   * Stores whole cases with their pictures and the data set's new totals, in one transaction: all of them or none. One may be asked
   * for while another is written, and comes after it; `isWhole` is asked last: whether what came before is stored.
   */
  async addBatch(
    dataset: DatasetId,
    samples: readonly Sample[],
    blobs: readonly BlobRow[],
    isWhole: () => boolean = () => true,
  ): Promise<void> {
    const { datasets, samples: table, blobs: blobTable } = this.#database;
    const bytes = blobs.reduce((sum, blob) => sum + blob.bytes.byteLength, 0);
    const hidden = samples.filter((sample) => sample.hidden === true).length;
    try {
      const { storing } = await this.#database.transaction('rw', [datasets, table, blobTable], async () => {
        // All at once: the database need not wait for the answer to one before it is given the next.
        const reading = datasets.get(dataset);
        const placing = heardOfLater(table.bulkPut(samples));
        const pictures = heardOfLater(
          // A part of a buffer would be stored with all that lies beside it.
          blobTable.bulkPut(blobs.map((blob) => ({ ...blob, bytes: ownBytes(blob.bytes) }))),
        );
        const row = await reading;
        if (row === undefined) throw new Error('The data set was deleted while it was imported.');
        if (!isWhole()) throw new Error('A batch before this one was not stored.');
        const counting = heardOfLater(
          datasets.put({
            ...row,
            sampleCount: row.sampleCount + samples.length,
            byteCount: row.byteCount + bytes,
            ...(hidden > 0 && { hiddenCount: (row.hiddenCount ?? 0) + hidden }),
          }),
        );
        // A place may be taken; a picture is in nobody's way. So all is well now, and the database ends the transaction by itself,
        // without waiting until this thread, which goes on to the next batch, has heard of every picture.
        await placing;
        Dexie.currentTransaction.idbtrans.commit();
        return { storing: heardOfLater(Promise.all([pictures, counting])) };
      });
      await storing;
    } catch (error) {
      rethrowStorageError(error);
    }
  }

  async finish(id: DatasetId, state: DatasetState, refused: readonly RefusedFile[]): Promise<Dataset> {
    const row = await this.#database.datasets.get(id);
    if (!row) throw new Error(`data set ${id} was deleted while it was imported`);
    const { deletedCount, ...rest } = row;
    // A whole import has brought back what was deleted.
    const gone = state.kind !== 'complete' && deletedCount !== undefined ? { deletedCount } : {};
    const finished = { ...rest, ...gone, state, refused };
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
  async samples(dataset: DatasetId, offset: number, limit: number): Promise<Sample[]> {
    return this.#listed(dataset).offset(offset).limit(limit).toArray();
  }

  /** Up to `limit` cases in order, from the one at `ordinal` on. */
  async samplesFrom(dataset: DatasetId, ordinal: number, limit: number): Promise<Sample[]> {
    return this.#database.samples
      .where('[dataset+ordinal]')
      .between([dataset, ordinal], [dataset, lastOrdinal], true, true)
      .limit(limit)
      .toArray();
  }

  async countSamples(dataset: DatasetId): Promise<number> {
    return this.#listed(dataset).count();
  }

  /** Where a case stands in its data set, from 0, and what is beside it; null where it is not here. */
  async placeOf(dataset: DatasetId, id: SampleId): Promise<Place | null> {
    const sample = await this.sample(dataset, id);
    if (!sample) return null;
    const { samples } = this.#database;
    const key = [dataset, sample.ordinal];
    const before = samples.where('[dataset+ordinal]').between([dataset, 0], key, true, false);
    const after = samples.where('[dataset+ordinal]').between(key, [dataset, lastOrdinal], false, true);
    const [position, behind, previous, next] = await Promise.all([
      before.count(),
      after.count(),
      before.clone().last(),
      after.clone().first(),
    ]);
    return { position, total: position + 1 + behind, previous: previous?.id ?? null, next: next?.id ?? null };
  }

  async sample(dataset: DatasetId, id: SampleId): Promise<Sample | null> {
    return (await this.#database.samples.get([dataset, id])) ?? null;
  }

  /** Replaces a case by what `change` makes of it as it stands; gives it back, or null where it is not here. */
  async changeSample(
    dataset: DatasetId,
    id: SampleId,
    change: (sample: Sample) => Sample,
  ): Promise<Sample | null> {
    const { samples, digests, datasets } = this.#database;
    return this.#database
      .transaction('rw', [samples, digests, datasets], async () => {
        const sample = await samples.get([dataset, id]);
        if (sample === undefined) return null;
        const changed = change(sample);
        if (changed === sample) return sample;
        await samples.put(changed);
        await digests
          .where('[dataset+row]')
          .equals([dataset, digestRowOf(sample.ordinal)])
          .modify((row, context) => {
            const others = row.digests.map((digest) => (digest.id === id ? digestOf(changed) : digest));
            context.value = { ...row, digests: others };
          });
        const nowHidden = Number(changed.hidden === true) - Number(sample.hidden === true);
        if (nowHidden !== 0) {
          await datasets
            .where('id')
            .equals(dataset)
            .modify((row, context) => {
              context.value = { ...row, hiddenCount: (row.hiddenCount ?? 0) + nowHidden };
            });
        }
        return changed;
      })
      .catch(rethrowStorageError);
  }

  /**
   * Puts another picture in the place of one of a case, beyond undoing: the old one goes, unless a case uses it, and so
   * does what edits remember of it.
   */
  async replaceImage(
    dataset: DatasetId,
    id: SampleId,
    index: number,
    image: ImageRef,
    blob: BlobRow,
  ): Promise<Sample | null> {
    const { samples, blobs } = this.#database;
    return this.#database
      .transaction('rw', [samples, blobs], async () => {
        const sample = await samples.get([dataset, id]);
        const old = sample?.images[index];
        if (sample === undefined || old === undefined) return null;
        const { edits, ...rest } = sample;
        const kept = edits?.map(({ before: { images: _images, ...before }, ...edit }) => ({
          ...edit,
          before,
        }));
        const changed: Sample = {
          ...rest,
          images: sample.images.map((each, at) => (at === index ? image : each)),
          ...(kept !== undefined && { edits: kept }),
        };
        await blobs.put(blob);
        await samples.put(changed);
        const used = await samples
          .filter(({ images }) => images.some((each) => each.blob === old.blob))
          .limit(1)
          .count();
        if (used === 0 && old.blob !== image.blob) await blobs.delete(old.blob);
        return changed;
      })
      .catch(rethrowStorageError);
  }

  setSensitivity(id: DatasetId, sensitivity: Sensitivity): Promise<void> {
    return this.#changeRow(id, { sensitivity });
  }

  rename(id: DatasetId, name: string): Promise<void> {
    return this.#changeRow(id, { name });
  }

  async #changeRow(id: DatasetId, change: Partial<Dataset>): Promise<void> {
    await this.#database.datasets
      .where('id')
      .equals(id)
      .modify((row, context) => {
        context.value = { ...row, ...change };
      })
      .catch(rethrowStorageError);
  }

  async samplesById(dataset: DatasetId, ids: readonly SampleId[]): Promise<Sample[]> {
    const rows = await this.#database.samples.bulkGet(ids.map((id): [DatasetId, SampleId] => [dataset, id]));
    return rows.filter((row) => row !== undefined);
  }

  /** Deletes a data set, its cases, and the pictures that no other case uses: all of it or nothing. */
  async delete(id: DatasetId): Promise<void> {
    const { datasets, samples, digests, departures, removed, blobs, prints } = this.#database;
    await this.#database.transaction(
      'rw',
      [datasets, samples, digests, departures, removed, blobs, prints],
      async () => {
        await digests.where('[dataset+row]').between([id, Dexie.minKey], [id, Dexie.maxKey]).delete();
        const hashes = new Set<BlobHash>();
        const note = ({ images }: Sample) => images.forEach(({ blob }) => hashes.add(blob));
        await eachPageOfCases(this.#database, id, (page) => page.forEach(note));
        await samples.where('[dataset+id]').between([id, Dexie.minKey], [id, Dexie.maxKey]).delete();
        for (const { id: departure } of await departures.where('dataset').equals(id).toArray()) {
          await eachPageOfRemoved(this.#database, departure, (page) =>
            page.forEach(({ sample }) => note(sample)),
          );
          await removed
            .where('[departure+id]')
            .between([departure, Dexie.minKey], [departure, Dexie.maxKey])
            .delete();
          await departures.delete(departure);
        }
        await deleteUnused(this.#database, hashes);
        await datasets.delete(id);
      },
    );
  }

  #listed(dataset: DatasetId) {
    return this.#database.samples
      .where('[dataset+ordinal]')
      .between([dataset, 0], [dataset, lastOrdinal], true, true);
  }
}

/** It is awaited in its turn: failing before that is no unhandled failure. */
function heardOfLater<Answer>(work: PromiseLike<Answer>): PromiseLike<Answer> {
  work.then(undefined, () => undefined);
  return work;
}

const isHere = ({ leavingAt }: Dataset): boolean => leavingAt === undefined;

export interface Place {
  readonly position: number;
  readonly total: number;
  readonly previous: SampleId | null;
  readonly next: SampleId | null;
}

const lastOrdinal = 999_999_999;
