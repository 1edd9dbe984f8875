import type { BlobHash, DatasetId, SampleId } from '../domain/ids.ts';
import { bytesOfBlobs } from './blob-sizes.ts';
import { eachPageOfCases } from './case-pages.ts';
import type { ReadingRoomDatabase } from './database.ts';
import type { OnDone } from './on-done.ts';

/** Bytes of the pictures that no other cases of the data set show. */
export async function bytesOnlyOf(
  database: ReadingRoomDatabase,
  dataset: DatasetId,
  ids: ReadonlySet<SampleId>,
  onDone: OnDone,
): Promise<number> {
  const { theirs, others } = await picturesOf(database, dataset, ids);
  const alone = [...theirs].filter((hash) => !others.has(hash));
  return bytesOfPart(database, dataset, alone, [...others], onDone);
}

/** Bytes of the pictures of these cases together, each counted once. */
export async function bytesOfCases(
  database: ReadingRoomDatabase,
  cases: ReadonlyMap<DatasetId, ReadonlySet<SampleId>>,
  onDone: OnDone,
): Promise<number> {
  const counted = new Set<BlobHash>();
  let bytes = 0;
  for (const [dataset, ids] of cases) {
    const { theirs, others } = await picturesOf(database, dataset, ids);
    const rest = [...others].filter((hash) => !theirs.has(hash));
    const again = [...theirs].filter((hash) => counted.has(hash));
    bytes += await bytesOfPart(database, dataset, [...theirs], rest, onDone);
    bytes -= await bytesOfBlobs(database, again);
    theirs.forEach((hash) => counted.add(hash));
  }
  return bytes;
}

async function picturesOf(database: ReadingRoomDatabase, dataset: DatasetId, ids: ReadonlySet<SampleId>) {
  const theirs = new Set<BlobHash>();
  const others = new Set<BlobHash>();
  await eachPageOfCases(database, dataset, (page) => {
    for (const { id, images } of page)
      for (const { blob } of images) (ids.has(id) ? theirs : others).add(blob);
  });
  return { theirs, others };
}

/** Pictures say how large they are only when they are read. So of a part and the rest the smaller one is read. */
async function bytesOfPart(
  database: ReadingRoomDatabase,
  dataset: DatasetId,
  part: readonly BlobHash[],
  rest: readonly BlobHash[],
  onDone: OnDone,
): Promise<number> {
  const onRead = (done: number, total: number) => onDone(done, total, 'pictures');
  if (part.length <= rest.length) return bytesOfBlobs(database, part, onRead);
  const whole = (await database.datasets.get(dataset))?.byteCount ?? 0;
  return Math.max(0, whole - (await bytesOfBlobs(database, rest, onRead)));
}
