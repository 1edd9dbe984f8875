import type { BlobHash } from '../domain/ids.ts';
import type { Sample } from '../domain/dataset/dataset.ts';
import { eachPageOfCases, eachPageOfRemoved } from './case-pages.ts';
import type { ReadingRoomDatabase } from './database.ts';
import { deleteMany } from './delete-many.ts';

/**
 * Deletes those of the pictures that no case uses, neither a stored one nor one that can still be brought back, with
 * what is known of their look. Call it inside a transaction over samples, removed, blobs and prints.
 */
export async function deleteUnused(
  database: ReadingRoomDatabase,
  candidates: ReadonlySet<BlobHash>,
): Promise<void> {
  const { blobs, prints } = database;
  const unused = new Set<string>(candidates);
  const keep = ({ images }: Sample) => images.forEach(({ blob }) => unused.delete(blob));
  if (unused.size > 0) await eachPageOfCases(database, null, (page) => page.forEach(keep));
  if (unused.size > 0)
    await eachPageOfRemoved(database, null, (page) => page.forEach(({ sample }) => keep(sample)));
  if (unused.size === 0) return;
  const gone = [...candidates].filter((hash) => unused.has(hash));
  await deleteMany(blobs, gone);
  // A look is kept under the picture's hash, with more behind a space where it is of a raster.
  const looks = await prints.toCollection().primaryKeys();
  await deleteMany(
    prints,
    looks.filter((key) => unused.has(key.split(' ', 1)[0] ?? key)),
  );
}
