import { BlobReader, ZipReader } from '@zip.js/zip.js';
import type { Entry, FileEntry } from '@zip.js/zip.js';
import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { archiveKindOf } from './archive-name.ts';
import { isBomb, type ArchiveLimits } from './limits.ts';
import { cannotBeOpened, Listing, type ArchiveContents } from './listing.ts';
import type { OpenInner, Opening } from './opening.ts';
import type { ScratchSpace } from './scratch.ts';
import { FileUnreadableError } from './source.ts';
import { ZipBytes } from './zip-bytes.ts';
import { namesOf } from './zip-names.ts';
import { zipFault } from './zip-words.ts';

// We are in a worker already, and a worker of zip.js would be made from a blob, which the page's policy forbids.
const options = { useWebWorkers: false } as const;

/**
 * Lists a zip's files without reading them: only the directory at its end is read, and each file's bytes when they are
 * asked for. They appear under the archive's own path without `.zip`.
 */
export async function openZip(
  path: string,
  blob: Blob,
  { limits, allowance, scratch }: Opening,
  openInner: OpenInner,
): Promise<ArchiveContents> {
  let entries: readonly Entry[];
  try {
    // Names are judged here, one by one: one bad name does not spoil the archive.
    entries = await new ZipReader(new BlobReader(blob), {
      ...options,
      filenameValidation: 'tolerant',
    }).getEntries();
  } catch (error) {
    return cannotBeOpened(path, zipFault(error));
  }
  const claimed = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (!allowance.take(entries.length, claimed) || isBomb(claimed, blob.size, limits)) {
    return cannotBeOpened(
      path,
      `${entries.length} files that claim ${claimed} bytes out of ${blob.size} look like an archive made to fill the disk`,
    );
  }
  const listing = new Listing(path);
  const packed = new ZipBytes(blob);
  const nameOf = namesOf(entries);
  for (const entry of entries) {
    const name = nameOf(entry);
    if (entry.directory || name.endsWith('/')) continue;
    const place = listing.place(name);
    if (place === null) continue;
    const problem = problemOf(entry, limits);
    if (problem !== null) {
      listing.refuse(place, problem);
      continue;
    }
    const read = () => readEntry(entry, packed);
    const source = {
      path: place,
      size: entry.uncompressedSize,
      lies: { archive: blob, at: entry.offset },
      read,
      head: read,
    };
    const kind = archiveKindOf(place);
    if (kind === null) listing.add(source);
    else
      listing.include(
        await openInner({ path: place, kind, source, blob: () => blobOfEntry(entry, packed, scratch) }),
      );
  }
  return listing.contents();
}

/** Stored, deflated, and deflated in Windows' way of large files. */
const unpackable = new Set([0, 8, 9]);
/** Names of other methods, by their numbers (APPNOTE.TXT 4.4.5). */
const methods: Readonly<Record<number, string>> = {
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'xz',
  98: 'PPMd',
};

function problemOf(entry: FileEntry, limits: ArchiveLimits): Omit<RefusedFile, 'path'> | null {
  if (entry.encrypted) {
    return { reason: 'it is encrypted', remedy: 'Unpack the archive with its password and drop the folder.' };
  }
  if (!unpackable.has(entry.compressionMethod)) {
    const method = methods[entry.compressionMethod] ?? `method ${entry.compressionMethod}`;
    return {
      reason: `it is packed by ${method}, which cannot be unpacked here`,
      remedy: 'Pack the archive again in the usual way (deflate), or unpack it and drop the folder.',
    };
  }
  if (entry.symlink) return { reason: 'it is a link to another file', remedy: 'Pack the file itself.' };
  // What is not packed, or an archive, is never read whole.
  const most = archiveKindOf(entry.filename) === null ? limits.entryBytes : limits.totalBytes;
  if (entry.uncompressedSize > most || isBomb(entry.uncompressedSize, entry.compressedSize, limits)) {
    return {
      reason: `it claims to unpack from ${entry.compressedSize} to ${entry.uncompressedSize} bytes, like a file made to fill the disk`,
      remedy: 'If it is meant, unpack the archive and drop the folder.',
    };
  }
  return null;
}

async function readEntry(entry: FileEntry, packed: ZipBytes): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return (await packed.unpack(entry)) ?? (await streamed(entry));
  } catch (cause) {
    throw cause instanceof FileUnreadableError ? cause : damaged(cause);
  }
}

const damaged = (cause: unknown): FileUnreadableError =>
  new FileUnreadableError(
    `it cannot be unpacked: ${zipFault(cause)}`,
    'The archive is damaged here, or it was moved: download or pack it again, and choose it again.',
    { cause },
  );

/** An archive in the archive: where it lies if it is stored as it is, else unpacked into scratch space. */
async function blobOfEntry(entry: FileEntry, packed: ZipBytes, scratch: ScratchSpace): Promise<Blob> {
  const stored = await packed.stored(entry);
  if (stored !== null) return stored;
  const file = await scratch.create();
  try {
    await unpackEntry(entry, (chunk) => file.write(chunk));
    return await file.finish();
  } catch (error) {
    await file.discard();
    throw error instanceof FileUnreadableError ? error : damaged(error);
  }
}

/** Unpacks into a buffer of the declared size. */
async function streamed(entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  await unpackEntry(entry, (chunk) => {
    bytes.set(chunk, at);
    at += chunk.length;
  });
  return bytes;
}

/** Gives the unpacked bytes piece by piece; a file that holds more than it declares is stopped there. */
async function unpackEntry(
  entry: FileEntry,
  write: (chunk: Uint8Array<ArrayBuffer>) => void | Promise<void>,
): Promise<void> {
  let length = 0;
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(chunk) {
      length += chunk.length;
      if (length > entry.uncompressedSize) throw new RangeError('it unpacks to more than the archive says');
      return write(chunk);
    },
  });
  await entry.getData(sink, { ...options, checkSignature: true });
  if (length < entry.uncompressedSize)
    throw new RangeError(`it breaks off after ${length} of ${entry.uncompressedSize} bytes`);
}
