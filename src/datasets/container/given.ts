import { blobSource, readBlob, type DroppedFile, type FileSource, type Handover } from './source.ts';

/** A file that stays with the page, and is handed over when it is asked for. */
export interface HeldFile {
  readonly path: string;
  readonly size: number;
  readonly by: Handover;
  /** Its place among all that the page holds. */
  readonly place: number;
}

/** A file as it was chosen: in hand, or with the page. */
export type GivenFile = DroppedFile | HeldFile;

export type GivenSource = FileSource & Required<Pick<FileSource, 'blob'>>;

export function sourceOf(given: GivenFile): GivenSource {
  if ('file' in given) return blobSource(given.path, given.file);
  const { path, size, by, place } = given;
  const blob = () => by([place]);
  return {
    path,
    size,
    blob,
    held: { by, place },
    read: async () => readBlob(await blob()),
    head: async (length) => readBlob(await by([place], length)),
  };
}
