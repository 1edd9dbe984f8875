import type { Table } from 'dexie';
import type { DatasetId, RunId } from '../domain/ids.ts';
import type { StorageParts } from '../domain/storage-parts.ts';
import { bytesOfBlobs } from './blob-sizes.ts';
import { eachPageOfCases, eachPageOfRemoved } from './case-pages.ts';
import type { ReadingRoomDatabase } from './database.ts';
import type { OnDone } from './on-done.ts';
import { deleteUnused } from './unused-blobs.ts';

/** What lies in the database; the rest of the parts is measured elsewhere. */
export type MeasuredDatabase = Omit<StorageParts, 'unpacked' | 'caches'>;

/** Reads every row but those of pictures in use, whose sizes are known. */
export async function measureDatabase(
  database: ReadingRoomDatabase,
  onDone: OnDone = () => undefined,
): Promise<MeasuredDatabase> {
  const { datasets, samples, runs, trials, digests, prints, ledger } = database;
  const total = (await Promise.all([samples.count(), trials.count()])).reduce((sum, count) => sum + count, 0);
  let done = 0;
  const step = () => {
    done += 1;
    if (done % 256 === 0 || done === total) onDone(done, total);
  };
  const ofDataset = new Map<DatasetId, number>();
  const used = new Set<string>();
  await eachPageOfCases(database, null, (page) => {
    for (const sample of page) {
      step();
      ofDataset.set(sample.dataset, (ofDataset.get(sample.dataset) ?? 0) + textBytes(sample));
      sample.images.forEach(({ blob }) => used.add(blob));
    }
  });
  const ofRun = new Map<RunId, { trials: number; bytes: number }>();
  await trials.each((trial) => {
    step();
    const { trials: count, bytes } = ofRun.get(trial.run) ?? { trials: 0, bytes: 0 };
    ofRun.set(trial.run, { trials: count + 1, bytes: bytes + textBytes(trial) });
  });
  await eachPageOfRemoved(database, null, (page) =>
    page.forEach(({ sample }) => sample.images.forEach(({ blob }) => used.add(blob))),
  );
  const unused = (await database.blobs.toCollection().primaryKeys()).filter((hash) => !used.has(hash));
  const leaving = await database.departures.toArray();
  return {
    datasets: (await datasets.toArray())
      .filter(({ leavingAt }) => leavingAt === undefined)
      .map(({ id, name, sampleCount, byteCount }) => ({
        id,
        name,
        cases: sampleCount,
        pictureBytes: byteCount,
        caseBytes: ofDataset.get(id) ?? 0,
      })),
    runs: (await runs.toArray()).map(({ id, name }) => ({
      id,
      name,
      ...(ofRun.get(id) ?? { trials: 0, bytes: 0 }),
    })),
    leaving: {
      count: leaving.reduce((sum, { caseCount }) => sum + caseCount, 0),
      bytes: leaving.reduce((sum, { byteCount }) => sum + byteCount, 0),
    },
    unused: { count: unused.length, bytes: await bytesOfBlobs(database, unused) },
    derived: added(await amountOf(digests), await amountOf(prints)),
    mappings: await amountOf(database.mappings),
    ledger: await amountOf(ledger),
  };
}

/** Deletes what is made again when it is needed. */
export async function clearDerived({ digests, prints }: ReadingRoomDatabase): Promise<void> {
  await Promise.all([digests.clear(), prints.clear()]);
}

/** Deletes pictures that no case uses. */
export async function clearUnused(database: ReadingRoomDatabase): Promise<void> {
  const { samples, removed, blobs, prints } = database;
  await database.transaction('rw', [samples, removed, blobs, prints], async () => {
    await deleteUnused(database, new Set(await blobs.toCollection().primaryKeys()));
  });
}

async function amountOf<Row, Key>(table: Table<Row, Key>): Promise<{ count: number; bytes: number }> {
  let count = 0;
  let bytes = 0;
  await table.each((row) => {
    count += 1;
    bytes += textBytes(row);
  });
  return { count, bytes };
}

const added = (a: { count: number; bytes: number }, b: { count: number; bytes: number }) => ({
  count: a.count + b.count,
  bytes: a.bytes + b.bytes,
});

/** Bytes of a row as text; most of it is of letters that take one. */
const textBytes = (row: unknown): number => JSON.stringify(row).length;
