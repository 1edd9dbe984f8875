import type { ReportText } from '../../domain/dataset/truth.ts';
import { datasetId, sampleId, type BlobHash, type DatasetId, type SampleId } from '../../domain/ids.ts';
import { canonicalJson, hashText } from '../../domain/plan/identity.ts';

/**
 * What a data set was read from: paths with their sizes, in any order, and the texts (tables, manifest, mapping) that
 * decide how they were understood. The same files as a folder and as a zip have the same key.
 */
export const sourceKeyOf = (
  files: readonly { readonly path: string; readonly size: number }[],
  texts: readonly string[],
): string =>
  hashText(canonicalJson({ files: files.map(({ path, size }) => `${path} ${size}`).sort(), texts }));

/** The same files give the same id, on every device: what was run on a data set is found again after it is imported anew. */
export const datasetIdOf = (sourceKey: string): DatasetId => datasetId(sourceKey.slice(0, 32));

/** 32 hexadecimal digits of the SHA-256 of what the case is: its name, its pictures, its text. */
export const sampleIdOf = (
  name: string,
  images: readonly BlobHash[],
  text: ReportText | undefined,
): SampleId => sampleId(hashText(canonicalJson({ name, images, text })).slice(0, 32));
