import { blobSource, type FileSource } from '../container/source.ts';
import { FileIndex } from './file-index.ts';

/** Files for tests: text by path; pictures whose content does not matter by path alone. */
export const filesOf = (
  texts: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  pictures: readonly string[] = [],
): FileIndex =>
  new FileIndex([
    ...Object.entries(texts).map(([path, text]): FileSource => blobSource(path, new Blob([text]))),
    ...pictures.map((path): FileSource => blobSource(path, new Blob(['?']))),
  ]);
