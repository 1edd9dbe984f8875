import type { RefusedFile } from '../../domain/dataset/dataset.ts';

/** A file as it came by a drop or a file dialog: what goes to the worker. */
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
  /** Where it lies in a file of the person's, not in an archive. */
  readonly blob?: Blob;
  /** Of a file in an archive, where its bytes lie. */
  readonly lies?: PlaceInArchive;
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

export function blobSource(path: string, blob: Blob): FileSource {
  return {
    path,
    size: blob.size,
    blob,
    read: () => readBlob(blob),
    head: (length) => readBlob(blob.slice(0, length)),
  };
}

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
