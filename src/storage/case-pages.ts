import { Dexie, type Table } from 'dexie';
import type { Sample } from '../domain/dataset/dataset.ts';
import type { DatasetId, SampleId } from '../domain/ids.ts';
import type { ReadingRoomDatabase, RemovedRow } from './database.ts';

/** Cases that are read at once: a request for each, or a cursor's step, would take many times as long. */
export const casesAtOnce = 256;

/** Calls `look` with every case that is stored, or every one of a data set, some at a time. */
export const eachPageOfCases = (
  { samples }: ReadingRoomDatabase,
  dataset: DatasetId | null,
  look: (cases: readonly Sample[]) => unknown,
): Promise<void> => eachPageOfRows(samples, '[dataset+id]', dataset, (row) => [row.dataset, row.id], look);

/** Those of the cases that are here, some at a time; in the order of `ids` only where they are few of their data set. */
export async function eachPageOf(
  database: ReadingRoomDatabase,
  dataset: DatasetId,
  ids: readonly SampleId[],
  look: (cases: readonly Sample[]) => unknown,
): Promise<void> {
  const whole = await database.samples
    .where('[dataset+id]')
    .between([dataset, Dexie.minKey], [dataset, Dexie.maxKey])
    .count();
  if (ids.length * sparse > whole) {
    const wanted = new Set(ids);
    let found: Sample[] = [];
    await eachPageOfCases(database, dataset, async (page) => {
      found.push(...page.filter(({ id }) => wanted.has(id)));
      if (found.length < casesAtOnce) return;
      const full = found;
      found = [];
      await look(full);
    });
    if (found.length > 0) await look(found);
    return;
  }
  for (let at = 0; at < ids.length; at += casesAtOnce) {
    const keys = ids.slice(at, at + casesAtOnce).map((id): [DatasetId, SampleId] => [dataset, id]);
    await look((await database.samples.bulkGet(keys)).filter((sample) => sample !== undefined));
  }
}

/** A case of so many is asked for by its key; of fewer, all are read and the others passed over. */
const sparse = 8;

/** Calls `look` with everything that was taken out of data sets, or by one departure, some at a time. */
export const eachPageOfRemoved = (
  { removed }: ReadingRoomDatabase,
  departure: string | null,
  look: (rows: readonly RemovedRow[]) => unknown,
): Promise<void> =>
  eachPageOfRows(removed, '[departure+id]', departure, (row) => [row.departure, row.id], look);

/** By an index whose first part is `part`, or by all of it. */
async function eachPageOfRows<Row, Key>(
  rows: Table<Row, Key>,
  index: string,
  part: string | null,
  placeOf: (row: Row) => readonly [string, string],
  look: (page: readonly Row[]) => unknown,
): Promise<void> {
  const end = part === null ? Dexie.maxKey : [part, Dexie.maxKey];
  let from: unknown = part === null ? Dexie.minKey : [part, Dexie.minKey];
  for (;;) {
    const page = await rows.where(index).between(from, end, false, true).limit(casesAtOnce).toArray();
    const last = page.at(-1);
    if (last === undefined) return;
    await look(page);
    from = placeOf(last);
  }
}
