import { growsBeyond, gzipMembers } from './gzip-members.ts';
import { isBomb, type ArchiveLimits } from './limits.ts';

/**
 * The unpacked bytes of a gzip file (RFC 1952) of one stream or several, in pieces, the checksum of each stream verified by its end.
 * Throws an error in words: where it breaks off, is damaged, or grows beyond what a file of its length can honestly hold.
 *
 * @param onRead told how many packed bytes were read so far.
 */
export async function* gunzip(
  packed: Blob,
  mostBytes: number,
  limits: Pick<ArchiveLimits, 'ratio' | 'harmlessBytes'>,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  let given = 0;
  const checked = (unpacked: number, read: number): void => {
    if (unpacked > mostBytes || isBomb(unpacked, read, limits)) throw growsBeyond(unpacked);
    onRead(read);
  };
  try {
    for await (const { bytes, read } of stream(packed)) {
      checked(given + bytes.length, read);
      given += bytes.length;
      yield bytes;
    }
    return;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const members = await gzipMembers(packed, mostBytes, limits);
    if (members === null) throw new Error(inWords(error), { cause: error });
    yield* ofMembers(members, given, checked);
  }
}

/** What several streams hold together, but for the first bytes, which were `given` before it was known that they are several. */
async function* ofMembers(
  members: readonly Blob[],
  given: number,
  checked: (unpacked: number, read: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  let [unpacked, before] = [0, 0];
  for (const member of members) {
    try {
      for await (const { bytes, read } of stream(member)) {
        const left = bytes.subarray(Math.max(0, given - unpacked));
        unpacked += bytes.length;
        checked(unpacked, before + read);
        if (left.length > 0) yield left;
      }
    } catch (error) {
      throw error instanceof RangeError ? error : new Error(inWords(error), { cause: error });
    }
    before += member.size;
  }
}

/** One stream, with how many of its bytes were read so far. */
async function* stream(
  packed: Blob,
): AsyncGenerator<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly read: number }, void, undefined> {
  let read = 0;
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
      yield { bytes: value, read };
    }
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
