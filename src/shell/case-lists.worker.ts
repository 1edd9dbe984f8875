import { expose } from 'comlink';
import type { CaseDigest } from '../domain/dataset/digest.ts';
import { matches, type CaseFilter } from '../domain/dataset/filter.ts';
import { statisticsOf, type DatasetStatistics } from '../domain/dataset/statistics.ts';
import { tallyOf, type DatasetTally } from '../domain/dataset/tally.ts';
import type { DatasetId, SampleId } from '../domain/ids.ts';
import { ReadingRoomDatabase } from '../storage/database.ts';
import { DigestRepository } from '../storage/digests.ts';
import type { OnDone } from '../storage/on-done.ts';
import { onChange } from '../storage/watch.ts';

/** Lists and counts the cases of a data set off the main thread, from their digests. */
const database = new ReadingRoomDatabase();
const digests = new DigestRepository(database);

/** Of the data set that was asked about last; read again once a case has changed anywhere. */
let held: {
  readonly dataset: DatasetId;
  readonly all: Promise<readonly CaseDigest[]>;
  readonly told: Set<OnDone>;
} | null = null;
let listed: { readonly key: string; readonly ids: Promise<readonly SampleId[]> } | null = null;

onChange(database, ['samples'], () => {
  held = null;
  listed = null;
});

/** `onDone` is told how far it is where the cases are counted for the first time, which takes seconds of a hundred thousand. */
function allOf(dataset: DatasetId, onDone: OnDone | null = null): Promise<readonly CaseDigest[]> {
  if (held?.dataset !== dataset) {
    const told = new Set<OnDone>();
    const all = digests.all(dataset, (done, total) => told.forEach((tell) => tell(done, total)));
    held = { dataset, all, told };
    all.catch(() => (held = null));
  }
  if (onDone !== null) held.told.add(onDone);
  return held.all;
}

function listOf(dataset: DatasetId, filter: CaseFilter): Promise<readonly SampleId[]> {
  const key = JSON.stringify([dataset, filter]);
  if (listed?.key !== key) {
    const ids = allOf(dataset).then((all) =>
      all.filter((digest) => matches(filter, digest)).map(({ id }) => id),
    );
    listed = { key, ids };
    ids.catch(() => (listed = null));
  }
  return listed.ids;
}

const api = {
  count: async (dataset: DatasetId, filter: CaseFilter): Promise<number> =>
    (await listOf(dataset, filter)).length,
  async page(
    dataset: DatasetId,
    filter: CaseFilter,
    offset: number,
    limit: number,
  ): Promise<readonly SampleId[]> {
    return (await listOf(dataset, filter)).slice(offset, offset + limit);
  },
  /** Where a case stands in a list, and what is beside it; null where the list does not hold it. */
  async place(dataset: DatasetId, filter: CaseFilter, id: SampleId) {
    const list = await listOf(dataset, filter);
    const position = list.indexOf(id);
    if (position < 0) return null;
    return {
      position,
      total: list.length,
      previous: list[position - 1] ?? null,
      next: list[position + 1] ?? null,
    };
  },
  statistics: async (dataset: DatasetId, onDone: OnDone): Promise<DatasetStatistics> =>
    statisticsOf(await allOf(dataset, onDone)),
  tally: async (dataset: DatasetId, onDone: OnDone): Promise<DatasetTally> =>
    tallyOf(await allOf(dataset, onDone)),
};

export type CaseListsWorker = typeof api;

expose(api);
