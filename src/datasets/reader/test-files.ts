import { drawOn, type DrawnTruth } from './drawing.ts';
import type { CaseDraft } from './reading.ts';
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

/** What is drawn on a case's first picture, were it of that size. Throws where it is refused. */
export function drawnOn({ truth, drawings = [] }: CaseDraft, width = 10_000, height = 10_000): DrawnTruth {
  const drawn = drawOn(drawings, { width, height });
  if ('kind' in drawn) throw new Error(drawn.reason);
  return { ...drawn, boxes: [...(truth.boxes ?? []), ...drawn.boxes] };
}
