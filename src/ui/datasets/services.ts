import { createContext } from 'svelte';
import type { RemoteFile } from '../../datasets/address/remote-file.ts';
import type { ImportChoices } from '../../datasets/import/choices.ts';
import type { ImportPreview } from '../../datasets/import/importer.ts';
import type { OpenOptions } from '../../datasets/import/opened-sources.ts';
import type { ImportProgress, ImportResult } from '../../datasets/import/store-import.ts';
import type { Dataset, Sample, Specialty } from '../../domain/dataset/dataset.ts';
import type { CaseFilter } from '../../domain/dataset/filter.ts';
import type { Sensitivity } from '../../domain/dataset/sensitivity.ts';
import type { DatasetStatistics } from '../../domain/dataset/statistics.ts';
import type { DatasetTally } from '../../domain/dataset/tally.ts';
import type { KeptMapping, TableRecipe } from '../../domain/dataset/table-mapping.ts';
import type { DatasetId, SampleId } from '../../domain/ids.ts';
import type { Watch } from '../kit/live.svelte.ts';

export interface StorageFacts {
  readonly used: number | null;
  readonly quota: number | null;
  /** null where the browser does not say. */
  readonly persisted: boolean | null;
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
  /** Tells whether it is here already; null where it is not known ahead: then its name does. */
  readonly sourceKey: string | null;
}

/** Where files come from; opened once, read many times. Opaque to the screens. */
export interface OpenedSources {
  /** `chest (folder, 212 files)` in words. */
  readonly description: string;
  readonly fileCount: number;
  readonly byteCount: number;
}

export type OnCounted = (done: number, total: number) => void;

/** What the screens of data sets need from the rest of the app. */
export interface DatasetServices {
  readonly watchDatasets: Watch<readonly Dataset[]>;
  watchDataset(id: DatasetId): Watch<Dataset | null>;
  watchCount(id: DatasetId, filter: CaseFilter): Watch<number>;
  /** What the data set is made of; counted off the main thread. The first time, `onDone` is told of how many cases. */
  tally(id: DatasetId, onDone: OnCounted): Promise<DatasetTally>;
  statistics(id: DatasetId, onDone: OnCounted): Promise<DatasetStatistics>;
  /** Cases in order, `limit` from `offset`. */
  cases(id: DatasetId, filter: CaseFilter, offset: number, limit: number): Promise<readonly Sample[]>;
  sample(id: DatasetId, sample: SampleId): Promise<Sample | null>;
  /** The case as it stands, whoever changes it; null where it is not here. */
  watchSample(id: DatasetId, sample: SampleId): Watch<Sample | null>;
  /** Replaces a case by what `change` makes of it as it stands; null where it is no longer here. */
  changeSample(id: DatasetId, sample: SampleId, change: (sample: Sample) => Sample): Promise<Sample | null>;
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
  /** Says that a data set is public, or private again. */
  setSensitivity(id: DatasetId, sensitivity: Sensitivity): Promise<void>;
  rename(id: DatasetId, name: string): Promise<void>;
  countRuns(id: DatasetId): Promise<number>;
  /** It can be brought back for a while. */
  delete(id: DatasetId): Promise<void>;

  storageFacts(): Promise<StorageFacts>;
  askForPersistence(): Promise<boolean>;

  bundled(): Promise<readonly BundledCollection[]>;
  openBundled(collection: BundledCollection): Promise<OpenedSources>;
  /** Files are about to be chosen: what takes a while to start is started. The answer lets it go, unless it is in use. */
  prepareImport(): () => void;
  openDrop(transfer: DataTransfer, options: OpenOptions): Promise<OpenedSources>;
  openFiles(files: readonly File[], options: OpenOptions): Promise<OpenedSources>;
  /** What lies at an address; only its first byte is fetched. Rejects with a sentence. */
  findRemote(address: string, signal: AbortSignal): Promise<RemoteFile>;
  /** Brings it here; told of the bytes that are. */
  fetchRemote(file: RemoteFile, onProgress: (read: number) => void, signal: AbortSignal): Promise<File>;
  /** What columns of tables mean, as it was kept: the latest first. */
  keptMappings(): Promise<readonly KeptMapping[]>;
  /** Replaces one of the same name. */
  keepMapping(recipe: TableRecipe): Promise<void>;
  preview(sources: OpenedSources, choices: ImportChoices, signal: AbortSignal): Promise<ImportPreview>;
  runImport(
    sources: OpenedSources,
    choices: ImportChoices,
    onProgress: (progress: ImportProgress) => void,
    signal: AbortSignal,
  ): Promise<ImportResult>;
}

export const [datasetServices, provideDatasetServices] = createContext<DatasetServices>();
