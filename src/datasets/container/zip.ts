import { BlobReader, ZipReader } from '@zip.js/zip.js';
import type { Entry, FileEntry } from '@zip.js/zip.js';
import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { refusedFile } from '../refusal.ts';
import { extensionOf, isLeftBehind, safePath, withoutExtension } from './path.ts';
import { FileUnreadableError, type FileSource } from './source.ts';
import { ZipBytes } from './zip-bytes.ts';

// We are in a worker already, and a worker of zip.js would be made from a blob, which the page's policy forbids.
const options = { useWebWorkers: false } as const;

/** Beyond these an archive is taken for one made to fill the disk. Deflate reaches 1032 : 1, pictures hardly 3 : 1. */
export const zipLimits = {
  entries: 500_000,
  entryBytes: 1024 ** 3,
  totalBytes: 64 * 1024 ** 3,
  /** Uncompressed to compressed, asked only of what is larger than `harmlessBytes`. */
  ratio: 200,
  harmlessBytes: 32 * 1024 ** 2,
};

interface ZipContents {
  readonly files: readonly FileSource[];
  readonly refused: readonly RefusedFile[];
  readonly ignored: number;
}

const noZip = (path: string, cause: unknown): ZipContents => ({
  files: [],
  refused: [
    {
      path,
      reason: `the archive cannot be opened: ${words(cause)}`,
      remedy: 'Unpack it with another program and drop the folder, or download it again.',
    },
  ],
  ignored: 0,
});

/**
 * Lists a zip's files without reading them: only the directory at its end is read, and each file's bytes when they are
 * asked for. They appear under the archive's own path without `.zip`. An archive inside it is opened, one inside that is not.
 */
export async function openZip(
  path: string,
  blob: Blob,
  limits = zipLimits,
  nested = false,
): Promise<ZipContents> {
  let entries: readonly Entry[];
  try {
    // Names are judged here, one by one: one bad name does not spoil the archive.
    entries = await new ZipReader(new BlobReader(blob), {
      ...options,
      filenameValidation: 'tolerant',
    }).getEntries();
  } catch (error) {
    return noZip(path, error);
  }
  const files: FileSource[] = [];
  const refused: RefusedFile[] = [];
  let ignored = 0;
  const packed = new ZipBytes(blob);
  const seen = new Set<string>();
  const claimed = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (entries.length > limits.entries || claimed > limits.totalBytes || isBomb(claimed, blob.size, limits)) {
    return noZip(
      path,
      `${entries.length} files that claim ${claimed} bytes out of ${blob.size} look like an archive made to fill the disk`,
    );
  }
  for (const entry of entries) {
    if (entry.directory) continue;
    const inner = safePath(entry.filename);
    if (inner === null) {
      refused.push({
        path: `${path}/${entry.filename}`,
        reason: 'its path leads out of the archive',
        remedy: 'Pack the archive again from inside its folder, or unpack it and drop the folder.',
      });
      continue;
    }
    const full = `${withoutExtension(path)}/${inner}`;
    if (isLeftBehind(inner)) {
      ignored += 1;
      continue;
    }
    const problem = seen.has(full)
      ? { reason: 'the archive holds two files of this name', remedy: 'Rename one of them and pack again.' }
      : problemOf(entry, limits);
    seen.add(full);
    if (problem !== null) {
      refused.push({ path: full, ...problem });
    } else if (extensionOf(inner) === 'zip') {
      const inside = await openInner(full, () => readEntry(entry, packed), limits, nested);
      files.push(...inside.files);
      refused.push(...inside.refused);
      ignored += inside.ignored;
    } else {
      const read = () => readEntry(entry, packed);
      files.push({ path: full, size: entry.uncompressedSize, read, head: read });
    }
  }
  return { files, refused, ignored };
}

async function openInner(
  path: string,
  read: () => Promise<Uint8Array<ArrayBuffer>>,
  limits: typeof zipLimits,
  nested: boolean,
): Promise<ZipContents> {
  if (nested) return noZip(path, 'it lies in an archive within an archive');
  try {
    return await openZip(path, new Blob([await read()]), limits, true);
  } catch (error) {
    return error instanceof FileUnreadableError
      ? {
          files: [],
          refused: [refusedFile(path, { reason: error.message, remedy: error.remedy })],
          ignored: 0,
        }
      : noZip(path, error);
  }
}

const isBomb = (size: number, packed: number, limits: typeof zipLimits): boolean =>
  size > limits.harmlessBytes && size > packed * limits.ratio;

function problemOf(entry: FileEntry, limits: typeof zipLimits): Omit<RefusedFile, 'path'> | null {
  if (entry.encrypted) {
    return { reason: 'it is encrypted', remedy: 'Unpack the archive with its password and drop the folder.' };
  }
  if (entry.symlink) return { reason: 'it is a link to another file', remedy: 'Pack the file itself.' };
  if (
    entry.uncompressedSize > limits.entryBytes ||
    isBomb(entry.uncompressedSize, entry.compressedSize, limits)
  ) {
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
    throw new FileUnreadableError(
      `it cannot be unpacked: ${words(cause)}`,
      'The archive is damaged here, or it was moved: download or pack it again, and choose it again.',
      { cause },
    );
  }
}

/** Unpacks into a buffer of the declared size, so that a file that holds more is stopped there. */
async function streamed(entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      if (at + chunk.length > bytes.length) throw new RangeError('it unpacks to more than the archive says');
      bytes.set(chunk, at);
      at += chunk.length;
    },
  });
  await entry.getData(sink, { ...options, checkSignature: true });
  if (at < bytes.length) throw new RangeError(`it breaks off after ${at} of ${bytes.length} bytes`);
  return bytes;
}

const words = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
