import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import { digestOf, type CaseDigest } from '../domain/dataset/digest.ts';
import type { DatasetId, SampleId } from '../domain/ids.ts';
import { casesAtOnce, eachPageOf } from './case-pages.ts';
import type { ReadingRoomDatabase } from './database.ts';
import { changeDigestRows, digestRowOf } from './digests.ts';
import { rethrowStorageError } from './errors.ts';
import type { OnDone } from './on-done.ts';
import { bytesOfCases } from './picture-bytes.ts';

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
        const renewed = new Map<SampleId, CaseDigest>();
        let hidden = 0;
        let done = 0;
        let waiting: Sample[] = [];
        const write = async () => {
          const rows = waiting;
          waiting = [];
          await samples.bulkPut(rows);
        };
        await eachPageOf(this.#database, dataset, ids, async (found) => {
          for (const sample of found) {
            const next = change(sample);
            if (next === sample) continue;
            hidden += Number(next.hidden === true) - Number(sample.hidden === true);
            waiting.push(next);
            renewed.set(next.id, digestOf(next));
          }
          if (waiting.length >= casesAtOnce) await write();
          done += found.length;
          onDone(done, ids.length);
        });
        await write();
        const rows = [...renewed.values()].map(({ ordinal }) => digestRowOf(ordinal));
        await changeDigestRows(this.#database, dataset, rows, (kept) =>
          kept.map((digest) => renewed.get(digest.id) ?? digest),
        );
        if (hidden !== 0) {
          await datasets
            .where('id')
            .equals(dataset)
            .modify((row, context) => {
              context.value = { ...row, hiddenCount: (row.hiddenCount ?? 0) + hidden };
            });
        }
        onDone(ids.length, ids.length);
        return renewed.size;
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
    const places = new Map<DatasetId, Map<SampleId, number>>();
    for (const [place, { dataset: set, id }] of from.entries()) {
      const known = places.get(set);
      if (known === undefined) places.set(set, new Map([[id, place]]));
      else known.set(id, place);
    }
    const ids = new Map([...places].map(([set, of]) => [set, new Set(of.keys())]));
    const byteCount = await bytesOfCases(this.#database, ids, onDone);
    const { samples, datasets } = this.#database;
    return this.#database
      .transaction('rw', [samples, datasets], async () => {
        let hiddenCount = 0;
        let done = 0;
        for (const [set, of] of places) {
          await eachPageOf(this.#database, set, [...of.keys()], async (found) => {
            const copies = found.flatMap((sample) => {
              const place = of.get(sample.id);
              return place === undefined ? [] : [copy(sample, place)];
            });
            hiddenCount += copies.filter((sample) => sample.hidden === true).length;
            await samples.bulkAdd(copies);
            done += copies.length;
            onDone(done, from.length);
          });
        }
        if (done < from.length) throw new Error('A case was deleted meanwhile. Begin again.');
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
}
