import type { SentImage } from '../domain/plan/exchange.ts';
import type { ImageRef } from '../domain/dataset/truth.ts';
import type { BlobRepository } from '../storage/blobs.ts';

/** The stored picture for a model: the bytes as they are stored, which is also what is sent. */
export async function sentImage(blobs: BlobRepository, ref: ImageRef): Promise<SentImage | null> {
  const row = await blobs.get(ref.blob);
  if (!row) return null;
  const { width, height } = ref;
  return { hash: row.hash, bytes: row.bytes, mediaType: row.mediaType, width, height };
}

/** The stored picture for the screen. */
export async function imageBlob(blobs: BlobRepository, ref: ImageRef): Promise<Blob | null> {
  const row = await blobs.get(ref.blob);
  return row && new Blob([row.bytes], { type: row.mediaType });
}
