import { isBomb, type ArchiveLimits } from './limits.ts';

/**
 * The unpacked bytes of a gzip stream (RFC 1952), in pieces, its checksum verified by the end. Throws an error in words:
 * where it breaks off, is damaged, holds more than one part, or grows beyond what a stream of its length can honestly hold.
 *
 * @param onRead told how many packed bytes were read so far.
 */
export async function* gunzip(
  packed: Blob,
  mostBytes: number,
  limits: Pick<ArchiveLimits, 'ratio' | 'harmlessBytes'>,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  let read = 0;
  let unpacked = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      read += chunk.length;
      controller.enqueue(chunk);
    },
  });
  const reader = packed
    .stream()
    .pipeThrough(counted)
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      unpacked += value.length;
      if (unpacked > mostBytes || isBomb(unpacked, read, limits))
        throw new RangeError(`it unpacks to more than ${unpacked} bytes, like a file made to fill the disk`);
      onRead(read);
      yield value;
    }
  } catch (error) {
    throw error instanceof RangeError ? error : new Error(inWords(error), { cause: error });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** All of it in one array; see `gunzip`. */
export async function gunzipWhole(
  packed: Blob,
  mostBytes: number,
  limits: Pick<ArchiveLimits, 'ratio' | 'harmlessBytes'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of gunzip(packed, mostBytes, limits)) chunks.push(chunk);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Whether the first two bytes are gzip's. */
export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Browsers word it differently, and some say only that it failed. */
function inWords(error: unknown): string {
  const message = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  if (/NotReadable|NotFound/.test(message)) return 'it was moved, changed or locked after it was chosen';
  if (/junk|trailing|after/i.test(message)) return 'something follows after the end of its gzip stream';
  if (/truncat|unexpected end|input ended/i.test(message)) return 'its gzip stream breaks off';
  return 'its gzip stream is damaged or breaks off';
}
