import { refusal, refusedFile, type Refusal } from '../refusal.ts';
import { archiveKindOf, withoutArchiveEnding, type ArchiveKind } from './archive-name.ts';
import { gunzip, gunzipWhole, isGzip } from './gunzip.ts';
import type { ArchiveLimits } from './limits.ts';
import { cannotBeOpened, Listing, type ArchiveContents } from './listing.ts';
import type { InnerArchive, OpenInner, Opening } from './opening.ts';
import { blobSource, FileUnreadableError, partSource, readBlob, type FileSource } from './source.ts';
import { tarEntries } from './tar.ts';
import { openZip } from './zip.ts';

/**
 * Lists an archive's files without reading them; each is read when it is asked for. They appear under the archive's own
 * path without its ending. A zip and a tar are read where they lie; a tar packed by gzip is unpacked once, as a stream,
 * into scratch space. An archive inside an archive is opened, one inside that is not.
 */
export async function openArchive(
  path: string,
  blob: Blob,
  kind: ArchiveKind,
  opening: Opening,
  nested = false,
): Promise<ArchiveContents> {
  switch (kind) {
    case 'zip': {
      const openOne: OpenInner = (inner) => openInner(inner, opening, nested);
      return openZip(path, blob, opening, openOne);
    }
    case 'tar':
      return openTar(path, blob, opening, nested);
    case 'gzip':
      return { files: [gunzipped(blobSource(path, blob), opening.limits)], refused: [], ignored: 0 };
  }
}

async function openInner(inner: InnerArchive, opening: Opening, nested: boolean): Promise<ArchiveContents> {
  const { path, kind, source } = inner;
  // One file packed by itself is no archive within an archive.
  if (kind === 'gzip') return { files: [gunzipped(source, opening.limits)], refused: [], ignored: 0 };
  if (nested) return cannotBeOpened(path, 'it lies in an archive within an archive');
  try {
    return await openArchive(path, await inner.blob(), kind, opening, true);
  } catch (error) {
    if (error instanceof FileUnreadableError) return refusedArchive(path, error);
    throw error;
  }
}

async function openTar(
  path: string,
  blob: Blob,
  opening: Opening,
  nested: boolean,
): Promise<ArchiveContents> {
  const listing = new Listing(path);
  try {
    const packed = isGzip(await readBlob(blob.slice(0, 2)));
    const archive = packed ? await unpackTar(path, blob, opening) : blob;
    for await (const entry of tarEntries(archive)) {
      if (!opening.allowance.take(1, 0)) return cannotBeOpened(path, 'it holds too many files');
      if (entry.kind === 'broken') {
        if (entry.at === 0) return cannotBeOpened(path, entry.reason);
        listing.refuse(path, {
          reason: `${entry.reason}; what follows is lost`,
          remedy: 'Copy or download the archive again.',
        });
        continue;
      }
      const place = listing.place(entry.name);
      if (place === null) continue;
      if (entry.kind === 'refused') {
        listing.refuse(place, entry);
        continue;
      }
      const { from, size } = entry;
      const part = partSource(place, size, () => archive.slice(from, from + size));
      const source = { ...part, lies: { archive, at: from } };
      const kind = archiveKindOf(place);
      if (kind === null) listing.add(source);
      else {
        const inner = { path: place, kind, source, blob: part.blob };
        listing.include(await openInner(inner, opening, nested));
      }
    }
    return listing.contents();
  } catch (error) {
    if (error instanceof FileUnreadableError) return refusedArchive(path, error);
    throw error;
  }
}

/** The tar inside a gzip, whole, in scratch space. Throws FileUnreadableError. */
async function unpackTar(
  path: string,
  blob: Blob,
  { limits, allowance, scratch, onUnpacking }: Opening,
): Promise<Blob> {
  const file = await scratch.create();
  try {
    const told = (read: number) => onUnpacking(path, read, blob.size);
    for await (const chunk of gunzip(blob, limits.totalBytes, limits, told)) {
      if (!allowance.take(0, chunk.length)) throw new RangeError('it unpacks to more than can be taken in');
      await file.write(chunk);
    }
    return await file.finish();
  } catch (error) {
    await file.discard();
    if (error instanceof FileUnreadableError) throw error;
    throw new FileUnreadableError(`it cannot be unpacked: ${words(error)}`, packAgain, { cause: error });
  }
}

/**
 * A file packed by gzip, under its name without `.gz`. Its `size` is that of the packed file: how large it unpacks is not
 * known before it is read.
 */
function gunzipped(packed: FileSource, limits: ArchiveLimits): FileSource {
  const unpack = async (bytes: Blob): Promise<Uint8Array<ArrayBuffer>> => {
    try {
      return await gunzipWhole(bytes, limits.entryBytes, limits);
    } catch (error) {
      throw new FileUnreadableError(`it cannot be unpacked: ${words(error)}`, packAgain, { cause: error });
    }
  };
  const read = async () => unpack((await packed.blob?.()) ?? new Blob([await packed.read()]));
  return { path: withoutArchiveEnding(packed.path), size: packed.size, read, head: read };
}

const packAgain = 'Unpack it with another program, or pack or download it again.';

const refusedArchive = (path: string, { message, remedy }: FileUnreadableError): ArchiveContents => {
  const why: Refusal = refusal(message, remedy);
  return { files: [], refused: [refusedFile(path, why)], ignored: 0 };
};

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
