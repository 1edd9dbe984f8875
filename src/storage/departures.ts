import { Dexie } from 'dexie';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import type { BlobHash, DatasetId, SampleId } from '../domain/ids.ts';
import { bytesOfBlobs } from './blob-sizes.ts';
import type { DepartureRow, ReadingRoomDatabase } from './database.ts';
import { DatasetRepository } from './datasets.ts';
import { digestRowOf } from './digests.ts';
import { rethrowStorageError } from './errors.ts';
import { deleteUnused } from './unused-blobs.ts';

/**
 * Deleting with time to think again. What is deleted leaves every list at once, in one transaction; until its time is
 * over it can be brought back, in one transaction; then it goes for good, in one transaction. Whenever a tab is closed
 * or the browser killed, it is either here or gone, never half of it.
 */
export class DepartureRepository {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  async list(): Promise<DepartureRow[]> {
    return this.#database.departures.toArray();
  }

  /** The data set leaves. Null where it is not here. */
  async dismissDataset(id: DatasetId, until: number): Promise<DepartureRow | null> {
    const { datasets, departures } = this.#database;
    return this.#database
      .transaction('rw', [datasets, departures], async () => {
        const row = await datasets.get(id);
        if (row === undefined || row.leavingAt !== undefined) return null;
        const { name, sampleCount: caseCount, byteCount } = row;
        const departure = {
          id: `dataset ${id}`,
          kind: 'dataset',
          dataset: id,
          name,
          caseCount,
          byteCount,
          until,
        } as const;
        await datasets.put({ ...row, leavingAt: until });
        await departures.put(departure);
        return departure;
      })
      .catch(rethrowStorageError);
  }

  /** The cases leave their data set. Null where none of them is here. */
  async dismissCases(
    dataset: DatasetId,
    ids: readonly SampleId[],
    departure: string,
    until: number,
  ): Promise<DepartureRow | null> {
    const { datasets, samples, digests, departures, removed } = this.#database;
    const bytes = await this.#bytesOnlyIn(dataset, new Set(ids));
    return this.#database
      .transaction('rw', [datasets, samples, digests, departures, removed], async () => {
        const set = await datasets.get(dataset);
        const keys = ids.map((id): [DatasetId, SampleId] => [dataset, id]);
        const found = (await samples.bulkGet(keys)).filter((sample) => sample !== undefined);
        if (set === undefined || found.length === 0) return null;
        await removed.bulkPut(found.map((sample) => ({ departure, id: sample.id, sample })));
        await samples.bulkDelete(keys);
        const gone = new Set<SampleId>(ids);
        const rows = [...new Set(found.map(({ ordinal }) => digestRowOf(ordinal)))];
        await digests
          .where('[dataset+row]')
          .anyOf(rows.map((row) => [dataset, row]))
          .modify((row, context) => {
            context.value = { ...row, digests: row.digests.filter(({ id }) => !gone.has(id)) };
          });
        const hidden = found.filter((sample) => sample.hidden === true).length;
        await datasets.put({
          ...set,
          sampleCount: set.sampleCount - found.length,
          byteCount: set.byteCount - bytes,
          ...(hidden > 0 && { hiddenCount: Math.max(0, (set.hiddenCount ?? 0) - hidden) }),
          deletedCount: (set.deletedCount ?? 0) + found.length,
          ...reviewOfMore(set, -found.length),
        });
        const row = {
          id: departure,
          kind: 'cases',
          dataset,
          name: set.name,
          caseCount: found.length,
          byteCount: bytes,
          until,
        } as const;
        await departures.put(row);
        return row;
      })
      .catch(rethrowStorageError);
  }

  /** Brings back what is leaving. False where it is gone. */
  async bringBack(id: string): Promise<boolean> {
    const { datasets, samples, digests, departures, removed } = this.#database;
    return this.#database
      .transaction('rw', [datasets, samples, digests, departures, removed], async () => {
        const departure = await departures.get(id);
        const set = departure && (await datasets.get(departure.dataset));
        if (departure === undefined || set === undefined) return false;
        await departures.delete(id);
        if (departure.kind === 'dataset') {
          const { leavingAt: _leavingAt, ...here } = set;
          await datasets.put(here);
          return true;
        }
        const rows = removed.where('[departure+id]').between([id, Dexie.minKey], [id, Dexie.maxKey]);
        const back = await this.#placed(
          departure.dataset,
          (await rows.toArray()).map(({ sample }) => sample),
        );
        await rows.delete();
        await samples.bulkPut(back);
        // Made anew when they are next asked for.
        await digests
          .where('[dataset+row]')
          .between([departure.dataset, Dexie.minKey], [departure.dataset, Dexie.maxKey])
          .delete();
        const hidden = back.filter((sample) => sample.hidden === true).length;
        const { deletedCount = 0, ...rest } = set;
        const stillDeleted = deletedCount - departure.caseCount;
        await datasets.put({
          ...rest,
          sampleCount: set.sampleCount + back.length,
          byteCount: set.byteCount + departure.byteCount,
          ...(hidden > 0 && { hiddenCount: (set.hiddenCount ?? 0) + hidden }),
          ...(stillDeleted > 0 && { deletedCount: stillDeleted }),
          ...reviewOfMore(set, back.length),
        });
        return true;
      })
      .catch(rethrowStorageError);
  }

  /** Deletes for good, with pictures that no case uses. Nothing where it was brought back or is gone already. */
  async complete(id: string): Promise<void> {
    const departure = await this.#database.departures.get(id);
    if (departure === undefined) return;
    const { datasets, samples, departures, removed, blobs, prints } = this.#database;
    if (departure.kind === 'dataset') {
      const row = await datasets.get(departure.dataset);
      if (row?.leavingAt !== undefined) await new DatasetRepository(this.#database).delete(departure.dataset);
      else await departures.delete(id);
      return;
    }
    await this.#database.transaction('rw', [samples, departures, removed, blobs, prints], async () => {
      if ((await departures.get(id)) === undefined) return;
      await departures.delete(id);
      const rows = removed.where('[departure+id]').between([id, Dexie.minKey], [id, Dexie.maxKey]);
      const hashes = new Set<BlobHash>();
      await rows.each(({ sample }) => sample.images.forEach(({ blob }) => hashes.add(blob)));
      await rows.delete();
      await deleteUnused(this.#database, hashes);
    });
  }

  /** Cases with places that no other has taken meanwhile: an import may have brought the same ones back. */
  async #placed(dataset: DatasetId, cases: readonly Sample[]): Promise<readonly Sample[]> {
    const places = await new DatasetRepository(this.#database).placesOfCases(dataset);
    const taken = new Set(places.values());
    let next = Math.max(-1, ...taken) + 1;
    return cases
      .filter(({ id }) => !places.has(id))
      .map((sample) => {
        if (!taken.has(sample.ordinal)) return sample;
        next += 1;
        return { ...sample, ordinal: next - 1 };
      });
  }

  async #bytesOnlyIn(dataset: DatasetId, ids: ReadonlySet<SampleId>): Promise<number> {
    const theirs = new Set<BlobHash>();
    const others = new Set<BlobHash>();
    await this.#database.samples
      .where('[dataset+id]')
      .between([dataset, Dexie.minKey], [dataset, Dexie.maxKey])
      .each(({ id, images }) => images.forEach(({ blob }) => (ids.has(id) ? theirs : others).add(blob)));
    return bytesOfBlobs(
      this.#database,
      [...theirs].filter((hash) => !others.has(hash)),
    );
  }
}

/** A review covers the cases that it looked at: not others that come in the place of deleted ones. */
function reviewOfMore({ sensitivity }: Dataset, more: number): Pick<Dataset, 'sensitivity'> {
  if (sensitivity?.kind !== 'private' || sensitivity.review === null) return {};
  const { review } = sensitivity;
  return { sensitivity: { ...sensitivity, review: { ...review, caseCount: review.caseCount + more } } };
}
