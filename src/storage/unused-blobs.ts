import type { BlobHash } from '../domain/ids.ts';
import type { Sample } from '../domain/dataset/dataset.ts';
import type { ReadingRoomDatabase } from './database.ts';

/**
 * Deletes those of the pictures that no case uses, neither a stored one nor one that can still be brought back, with
 * what is known of their look. Call it inside a transaction over samples, removed, blobs and prints.
 */
export async function deleteUnused(
  { samples, removed, blobs, prints }: ReadingRoomDatabase,
  candidates: ReadonlySet<BlobHash>,
): Promise<void> {
  if (candidates.size === 0) return;
  const unused = new Set(candidates);
  const keep = ({ images }: Sample) => images.forEach(({ blob }) => unused.delete(blob));
  await samples.each(keep);
  await removed.each(({ sample }) => keep(sample));
  await blobs.bulkDelete([...unused]);
  await prints.filter(({ blob }) => unused.has(blob)).delete();
}
