import type { RefusedFile } from '../../domain/dataset/dataset.ts';

/** A file as it came by a drop or a file dialog. */
export interface DroppedFile {
  /** With the folders that it was dropped in, `chest/images/a.png`. */
  readonly path: string;
  readonly file: Blob;
}

/** A file that can be read, wherever it lies. */
export interface FileSource {
  readonly path: string;
  /** Bytes, uncompressed. */
  readonly size: number;
  /** Its bytes where the browser has them as they are, not packed in an archive. */
  readonly blob?: () => Promise<Blob>;
  /** Of a file in an archive, where its bytes lie. */
  readonly lies?: PlaceInArchive;
  /** Of a file that the page holds, how it is had together with others. */
  readonly held?: PlaceInHand;
  /** All of its bytes, fresh for the caller. Throws FileUnreadableError with the reason in words. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
  /** Its first bytes, `length` of them at least where there are so many. */
  head(length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Files of one archive are read fastest in the order in which they lie: many with one trip to the disk. */
export interface PlaceInArchive {
  readonly archive: Blob;
  /** Bytes from its beginning. */
  readonly at: number;
}

/**
 * Hands over files by their places, one behind the other as one Blob: whole, or of each no more than its first `most` bytes. A
 * browser takes a third of a millisecond for the handle of a file, and as long to put one into a Blob: most are not needed
 * before an import, and then many at a time. That Blob is to be read whole: Firefox 153 never ends reading a part of one
 * that begins in its ninth file or later.
 */
export type Handover = (places: readonly number[], most?: number) => Promise<Blob>;

export interface PlaceInHand {
  readonly by: Handover;
  readonly place: number;
}

/** What was dropped, laid out as one folder: archives opened, a wrapper folder taken off. */
export interface Container {
  /** Name of the folder or archive, for want of a better one. */
  readonly name: string;
  /** In the order of their paths. */
  readonly files: readonly FileSource[];
  readonly refused: readonly RefusedFile[];
  /** Files that a system left behind (`.DS_Store`, `__MACOSX` ...). */
  readonly ignored: number;
}

export class FileUnreadableError extends Error {
  readonly remedy: string;
  constructor(reason: string, remedy: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'FileUnreadableError';
    this.remedy = remedy;
  }
}

export const blobSource = (path: string, blob: Blob) => partSource(path, blob.size, () => blob);

/** A file that is part of a larger one; cut out when it is read, which takes the browser a while for each. */
export const partSource = (path: string, size: number, part: () => Blob) => ({
  path,
  size,
  blob: () => Promise.resolve(part()),
  read: () => readBlob(part()),
  head: (length: number) => readBlob(part().slice(0, length)),
});

/** Throws FileUnreadableError where the file behind it is gone. */
export async function readBlob(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new FileUnreadableError(
      'it could not be read: it was moved, changed or locked after it was chosen',
      'Choose the files again.',
      { cause },
    );
  }
}
