import type { StoredBlob } from '../ports.ts';
import type { ImportBatch } from './batches.ts';

/** A batch for another thread, and the buffers that go with it: they are empty here afterwards. */
export interface HandedOver {
  readonly batch: ImportBatch;
  readonly buffers: readonly ArrayBuffer[];
}

/**
 * Small files are read together, and their pictures lie side by side in one buffer. Those that fill it go over with it, as they
 * are: one buffer takes as long as one picture. Of a buffer that holds anything else, or a picture of a later batch, they
 * are copied, so that nothing goes over that is not asked for.
 */
export function handOver(batch: ImportBatch): HandedOver {
  const filled = new Map<ArrayBuffer, number>();
  for (const { bytes } of batch.blobs)
    filled.set(bytes.buffer, (filled.get(bytes.buffer) ?? 0) + bytes.byteLength);
  const isFull = (buffer: ArrayBuffer): boolean => filled.get(buffer) === buffer.byteLength;
  const blobs = batch.blobs.map((blob): StoredBlob =>
    isFull(blob.bytes.buffer) ? blob : { ...blob, bytes: blob.bytes.slice() },
  );
  return { batch: { ...batch, blobs }, buffers: buffersOf(blobs) };
}

/** Each once: a buffer can only be given away once. */
export const buffersOf = (blobs: readonly StoredBlob[]): ArrayBuffer[] => [
  ...new Set(blobs.map(({ bytes }) => bytes.buffer)),
];
