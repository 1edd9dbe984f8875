import { datasetId, sampleId, type BlobHash, type DatasetId, type SampleId } from '../ids.ts';
import { canonicalJson, hashText } from '../plan/identity.ts';
import type { ReportText } from './truth.ts';

/** The same source gives the same id, on every device: what was run on a data set is found again after it is imported anew. */
export const datasetIdOf = (sourceKey: string): DatasetId => datasetId(sourceKey.slice(0, 32));

/**
 * 32 hexadecimal digits of the SHA-256 of what the case is: its name, its pictures, its text, as canonical JSON. Written
 * out here where there is no text: an import of a hundred thousand pictures asks for as many.
 */
export function sampleIdOf(
  name: string,
  images: readonly BlobHash[],
  text: ReportText | undefined,
): SampleId {
  const json =
    text === undefined
      ? `{"images":${JSON.stringify(images)},"name":${JSON.stringify(name)}}`
      : canonicalJson({ name, images, text });
  return sampleId(hashText(json).slice(0, 32));
}
