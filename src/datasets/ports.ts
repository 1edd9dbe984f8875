import type { Dataset, DatasetState, RefusedFile, Sample } from '../domain/dataset/dataset.ts';
import type { StoredMediaType } from '../domain/dataset/truth.ts';
import type { BlobHash, DatasetId, SampleId } from '../domain/ids.ts';

/** A picture as it is kept: `hash` is the SHA-256 of `bytes`. */
export interface StoredBlob {
  readonly hash: BlobHash;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: StoredMediaType;
}

/**
 * Where an import writes. A full disk is an error whose `name` is `QuotaExceededError` or whose `code` is `disk-full`:
 * the import then ends as partial, and what was stored before stays.
 */
export interface DatasetStore {
  findBySourceKey(sourceKey: string): Promise<Dataset | null>;
  /** Writes the data set's row (new, or the one that an import goes on with) before any of its cases. */
  begin(dataset: Dataset): Promise<void>;
  /** The cases that are here already, each with its place (`ordinal`), which no other case can take. */
  placesOfCases(dataset: DatasetId): Promise<ReadonlyMap<SampleId, number>>;
  /**
   * Stores whole cases with their pictures and adds them to the data set's `sampleCount` and `byteCount`, in one
   * transaction: all or none. An import passes a case only once, and a picture once for each import. It may pass a batch
   * while the one before is written; where one is not stored, none after it is.
   */
  addBatch(dataset: DatasetId, samples: readonly Sample[], blobs: readonly StoredBlob[]): Promise<void>;
  /** Closes the import and gives the row as it stands. */
  finish(dataset: DatasetId, state: DatasetState, refused: readonly RefusedFile[]): Promise<Dataset>;
}
