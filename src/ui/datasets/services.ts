import { createContext } from 'svelte';
import type { Dataset, RefusedFile, Sample, Specialty, Split } from '../../domain/dataset/dataset.ts';
import type { DatasetId, SampleId } from '../../domain/ids.ts';
import type { Watch } from '../kit/live.svelte.ts';

/** Which cases to list; conditions that are absent do not restrict. */
export interface CaseFilter {
  readonly split?: Split;
  readonly label?: string;
}

/** How many cases a data set has by label and by split. */
export interface CaseTally {
  readonly labels: readonly { readonly label: string; readonly count: number }[];
  readonly splits: readonly { readonly split: Split; readonly count: number }[];
}

export interface StorageFacts {
  readonly used: number | null;
  readonly quota: number | null;
  readonly persisted: boolean;
}

/** One of the collections that come with the app. */
export interface BundledCollection {
  /** Its folder under `static-datasets`. */
  readonly folder: string;
  readonly name: string;
  readonly specialty: Specialty;
  readonly caseCount: number;
  readonly byteCount: number;
  /** Address of one small picture of it, or null (reports have none). */
  readonly thumbnail: string | null;
  readonly sourceKey: string;
}

/** What stands in a column of a table. */
export const columnRoles = [
  'name',
  'image',
  'labels',
  'one label, 0 or 1',
  'split',
  'group',
  'attribute',
  'findings',
  'impression',
  'box label',
  'box x',
  'box y',
  'box width',
  'box height',
  'ignore',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

export interface TablePreview {
  readonly file: string;
  readonly columns: readonly { readonly name: string; readonly role: ColumnRole }[];
  /** The first rows as they stand in the file. */
  readonly rows: readonly (readonly string[])[];
}

/** Where files come from; opened once, read many times. Opaque to the screens. */
export interface OpenedSources {
  /** `chest (folder, 212 files)` in words. */
  readonly description: string;
  readonly fileCount: number;
  readonly byteCount: number;
}

export interface PreviewCase {
  readonly sample: Sample;
  /** The first picture, decoded small; null for text cases. */
  readonly thumbnail: Blob | null;
}

/** What would be imported, before anything is stored. */
export interface ImportPreview {
  /** `Folder per class`, `Table (CSV)` ... */
  readonly reader: string;
  /** What was understood, in one sentence. */
  readonly understood: string;
  readonly name: string;
  readonly synthetic: boolean;
  readonly caseCount: number;
  readonly byteCount: number;
  readonly labels: readonly { readonly label: string; readonly count: number }[];
  readonly splits: readonly { readonly split: Split; readonly count: number }[];
  /** Distinct groups (patients), 0 where the source names none. */
  readonly groupCount: number;
  readonly notes: readonly string[];
  readonly cases: readonly PreviewCase[];
  readonly refused: readonly RefusedFile[];
  readonly table: TablePreview | null;
  /** The data set that these same files were imported into before. */
  readonly existing: Dataset | null;
}

export interface ImportChoices {
  readonly name?: string;
  /** Role by column name. */
  readonly mapping?: Readonly<Record<string, ColumnRole>>;
}

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
}

export interface ImportResult {
  readonly dataset: Dataset;
  /** Cases that were not here before. */
  readonly added: number;
  readonly alreadyHere: number;
  /** `cancelled` keeps what is stored; `stopped` says why (the disk is full). */
  readonly end:
    { readonly kind: 'complete' | 'cancelled' } | { readonly kind: 'stopped'; readonly reason: string };
}

/** What the screens of data sets need from the rest of the app. */
export interface DatasetServices {
  readonly watchDatasets: Watch<readonly Dataset[]>;
  watchDataset(id: DatasetId): Watch<Dataset | null>;
  watchCount(id: DatasetId, filter: CaseFilter): Watch<number>;
  tally(id: DatasetId): Promise<CaseTally>;
  /** Cases in order, `limit` from `offset`. */
  cases(id: DatasetId, filter: CaseFilter, offset: number, limit: number): Promise<readonly Sample[]>;
  sample(id: DatasetId, sample: SampleId): Promise<Sample | null>;
  /** Where a case stands among those of the filter (`position` from 0), with the cases beside it; null when it is not among them. */
  neighbours(
    id: DatasetId,
    filter: CaseFilter,
    sample: SampleId,
  ): Promise<{
    readonly position: number;
    readonly total: number;
    readonly previous: SampleId | null;
    readonly next: SampleId | null;
  } | null>;
  countRuns(id: DatasetId): Promise<number>;
  delete(id: DatasetId): Promise<void>;

  storageFacts(): Promise<StorageFacts>;
  askForPersistence(): Promise<boolean>;

  bundled(): Promise<readonly BundledCollection[]>;
  openBundled(collection: BundledCollection): Promise<OpenedSources>;
  openDrop(transfer: DataTransfer): Promise<OpenedSources>;
  openFiles(files: readonly File[]): Promise<OpenedSources>;
  preview(sources: OpenedSources, choices: ImportChoices, signal: AbortSignal): Promise<ImportPreview>;
  runImport(
    sources: OpenedSources,
    choices: ImportChoices,
    onProgress: (progress: ImportProgress) => void,
    signal: AbortSignal,
  ): Promise<ImportResult>;
}

export const [datasetServices, provideDatasetServices] = createContext<DatasetServices>();
