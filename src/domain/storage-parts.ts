import type { DatasetId, RunId } from './ids.ts';

/** What a data set takes. Pictures that several data sets share are counted in each. */
export interface DatasetSize {
  readonly id: DatasetId;
  readonly name: string;
  readonly cases: number;
  /** Bytes of its pictures, as they are stored: exact. */
  readonly pictureBytes: number;
  /** Of its cases with truth and texts, written as text: about. */
  readonly caseBytes: number;
}

/** What a run takes: its answers, written as text. */
export interface RunSize {
  readonly id: RunId;
  readonly name: string;
  readonly trials: number;
  readonly bytes: number;
}

interface Amount {
  readonly count: number;
  readonly bytes: number;
}

/** What the app has stored, part by part. Sizes are of the content; the browser packs it, and keeps its own records. */
export interface StorageParts {
  readonly datasets: readonly DatasetSize[];
  readonly runs: readonly RunSize[];
  /** Cases that were deleted and can still be brought back. */
  readonly leaving: Amount;
  /** Pictures that no case uses. */
  readonly unused: Amount;
  /** Digests of cases and looks of pictures, which are made again when they are needed. */
  readonly derived: Amount;
  /** What columns of tables mean, as it was kept. */
  readonly mappings: Amount;
  /** Requests to models elsewhere. */
  readonly ledger: Amount;
  /** Files that imports have unpacked. */
  readonly unpacked: Amount;
  /** Files that are kept for use offline, and models that were fetched. */
  readonly caches: readonly (Amount & { readonly name: string; readonly isApp: boolean })[];
}
