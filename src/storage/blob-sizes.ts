import type { BlobHash } from '../domain/ids.ts';
import type { ReadingRoomDatabase } from './database.ts';

const atOnce = 32;

/** Bytes of these pictures together, each hash counted once. Reads them, some at a time. */
export async function bytesOfBlobs(
  { blobs }: ReadingRoomDatabase,
  hashes: Iterable<BlobHash>,
  onRead: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  const all = [...new Set(hashes)];
  let bytes = 0;
  for (let at = 0; at < all.length; at += atOnce) {
    const rows = await blobs.bulkGet(all.slice(at, at + atOnce));
    for (const row of rows) bytes += row?.bytes.byteLength ?? 0;
    onRead(Math.min(all.length, at + atOnce), all.length);
  }
  return bytes;
}
