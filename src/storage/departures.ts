import { Dexie } from 'dexie';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import { digestOf, type CaseDigest } from '../domain/dataset/digest.ts';
import type { BlobHash, DatasetId, SampleId } from '../domain/ids.ts';
import { eachPageOf, eachPageOfRemoved } from './case-pages.ts';
import type { DepartureRow, ReadingRoomDatabase } from './database.ts';
import { DatasetRepository } from './datasets.ts';
import { deleteMany } from './delete-many.ts';
import { changeDigestRows, DigestRepository, digestRowOf } from './digests.ts';
import { rethrowStorageError } from './errors.ts';
import type { OnDone } from './on-done.ts';
import { bytesOnlyOf } from './picture-bytes.ts';
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

  /**
   * The cases leave their data set. Null where none of them is here.
   * @param until asked when they have left: leaving takes time, and the time to think again begins then.
   */
  async dismissCases(
    dataset: DatasetId,
    ids: readonly SampleId[],
    departure: string,
    until: () => number,
    onDone: OnDone = () => undefined,
  ): Promise<DepartureRow | null> {
    const { datasets, samples, digests, departures, removed } = this.#database;
    const gone = new Set<SampleId>(ids);
    const bytes = await bytesOnlyOf(this.#database, dataset, gone, onDone);
    return this.#database
      .transaction('rw', [datasets, samples, digests, departures, removed], async () => {
        const set = await datasets.get(dataset);
        if (set === undefined) return null;
        const rows = new Set<number>();
        const keys: [DatasetId, SampleId][] = [];
        let caseCount = 0;
        let hidden = 0;
        await eachPageOf(this.#database, dataset, ids, async (found) => {
          await removed.bulkPut(found.map((sample) => ({ departure, id: sample.id, sample })));
          keys.push(...found.map(({ id }): [DatasetId, SampleId] => [dataset, id]));
          for (const sample of found) {
            rows.add(digestRowOf(sample.ordinal));
            hidden += Number(sample.hidden === true);
          }
          caseCount += found.length;
          onDone(caseCount, ids.length);
        });
        if (caseCount === 0) return null;
        const all = samples.where('[dataset+id]').between([dataset, Dexie.minKey], [dataset, Dexie.maxKey]);
        if ((await all.count()) === caseCount) await all.delete();
        else await deleteMany(samples, keys, () => onDone(caseCount, ids.length));
        await changeDigestRows(this.#database, dataset, rows, (kept) =>
          kept.filter(({ id }) => !gone.has(id)),
        );
        await datasets.put({
          ...set,
          sampleCount: set.sampleCount - caseCount,
          byteCount: Math.max(0, set.byteCount - bytes),
          ...(hidden > 0 && { hiddenCount: Math.max(0, (set.hiddenCount ?? 0) - hidden) }),
          deletedCount: (set.deletedCount ?? 0) + caseCount,
          ...reviewOfMore(set, -caseCount),
        });
        const row = {
          id: departure,
          kind: 'cases',
          dataset,
          name: set.name,
          caseCount,
          byteCount: Math.min(bytes, set.byteCount),
          until: until(),
        } as const;
        await departures.put(row);
        return row;
      })
      .catch(rethrowStorageError);
  }

  /** What is leaving can be brought back until then. Nothing where it is gone. */
  async postpone(id: string, until: number): Promise<void> {
    await this.#database.departures
      .where('id')
      .equals(id)
      .modify((row, context) => {
        context.value = { ...row, until };
      })
      .catch(rethrowStorageError);
  }

  /** Brings back what is leaving. False where it is gone. */
  async bringBack(id: string, onDone: OnDone = () => undefined): Promise<boolean> {
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
        const { back, hidden } = await this.#putBack(departure, onDone);
        const { deletedCount = 0, ...rest } = set;
        const stillDeleted = deletedCount - departure.caseCount;
        await datasets.put({
          ...rest,
          sampleCount: set.sampleCount + back,
          byteCount: set.byteCount + departure.byteCount,
          ...(hidden > 0 && { hiddenCount: (set.hiddenCount ?? 0) + hidden }),
          ...(stillDeleted > 0 && { deletedCount: stillDeleted }),
          ...reviewOfMore(set, back),
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
      const hashes = new Set<BlobHash>();
      await eachPageOfRemoved(this.#database, id, (rows) => {
        for (const { sample } of rows) sample.images.forEach(({ blob }) => hashes.add(blob));
      });
      await removed.where('[departure+id]').between([id, Dexie.minKey], [id, Dexie.maxKey]).delete();
      await deleteUnused(this.#database, hashes);
    });
  }

  /**
   * Puts cases back, each in a place that no other has taken meanwhile: an import may have brought the same ones back,
   * and then they are here already.
   */
  async #putBack({ id, dataset, caseCount }: DepartureRow, onDone: OnDone) {
    const { samples, removed } = this.#database;
    const here = await new DigestRepository(this.#database).all(dataset);
    const ids = new Set(here.map((digest) => digest.id));
    const taken = new Set(here.map(({ ordinal }) => ordinal));
    const digests = new Map<number, CaseDigest[]>();
    let [done, back, hidden, last] = [0, 0, 0, -1];
    const put = async (cases: readonly Sample[]) => {
      await samples.bulkAdd(cases);
      for (const sample of cases) {
        const row = digestRowOf(sample.ordinal);
        const others = digests.get(row);
        if (others === undefined) digests.set(row, [digestOf(sample)]);
        else others.push(digestOf(sample));
        hidden += Number(sample.hidden === true);
        last = Math.max(last, sample.ordinal);
      }
      back += cases.length;
    };
    const displaced: Sample[] = [];
    await eachPageOfRemoved(this.#database, id, async (rows) => {
      const gone = rows.filter((row) => !ids.has(row.id)).map(({ sample }) => sample);
      await put(gone.filter(({ ordinal }) => !taken.has(ordinal)));
      displaced.push(...gone.filter(({ ordinal }) => taken.has(ordinal)));
      done += rows.length;
      onDone(done, caseCount);
    });
    const end = here.reduce((most, { ordinal }) => Math.max(most, ordinal), last) + 1;
    await put(displaced.map((sample, n) => ({ ...sample, ordinal: end + n })));
    await removed.where('[departure+id]').between([id, Dexie.minKey], [id, Dexie.maxKey]).delete();
    await changeDigestRows(this.#database, dataset, digests.keys(), (kept, row) =>
      [...kept, ...(digests.get(row) ?? [])].sort((a, b) => a.ordinal - b.ordinal),
    );
    return { back, hidden };
  }
}

/** A review covers the cases that it looked at: not others that come in the place of deleted ones. */
function reviewOfMore({ sensitivity }: Dataset, more: number): Pick<Dataset, 'sensitivity'> {
  if (sensitivity?.kind !== 'private' || sensitivity.review === null) return {};
  const { review } = sensitivity;
  return { sensitivity: { ...sensitivity, review: { ...review, caseCount: review.caseCount + more } } };
}
