import { createContext } from 'svelte';
import type { ExportFormat, ExportOutcome } from '../../../datasets/export/source.ts';
import type { ExportProgress } from '../../../datasets/export/write.ts';
import type { SplitShare } from '../../../domain/dataset/assign-splits.ts';
import type { BulkChange } from '../../../domain/dataset/bulk-change.ts';
import type { Dataset, Split } from '../../../domain/dataset/dataset.ts';
import type { CaseFilter } from '../../../domain/dataset/filter.ts';
import type { MergeOptions, MergePlan } from '../../../domain/dataset/merge.ts';
import type { NearDuplicates } from '../../../domain/dataset/near-duplicates.ts';
import type { CaseSelection } from '../../../domain/dataset/selection.ts';
import type { DatasetId } from '../../../domain/ids.ts';

export interface ExportRequest {
  readonly dataset: Dataset;
  readonly format: ExportFormat;
  /** Null: every case, the hidden ones too. */
  readonly filter: CaseFilter | null;
}

export type ExportEnd =
  | {
      readonly kind: 'saved';
      readonly fileName: string;
      /** `download`: handed to the browser, which saves it where it saves downloads. */
      readonly where: 'file' | 'download';
      readonly bytes: number;
      readonly outcome: ExportOutcome;
    }
  /** By the person, in the browser's own dialog or later: nothing was written. */
  | { readonly kind: 'cancelled' };

/** What a merge would do, in numbers. */
export interface MergeSummary extends Omit<MergePlan, 'cases'> {
  readonly caseCount: number;
}

/** Told how far the planning of a merge is: of the cases of all sets, then of those that are in several. */
export type OnPlanning = (stage: 'reading' | 'comparing', done: number, total: number) => void;

/** How many cases are drawn, and the name of the data set that they become. */
export interface SampleChoice {
  readonly size: number;
  readonly seed: number;
  readonly name: string;
}

/** Told how much is done: of cases, or of pictures that are measured before. */
export type OnDone = (done: number, total: number, unit?: 'cases' | 'pictures') => void;

/**
 * What a person does with whole data sets and many cases at once; loaded when it is first wanted. What changes something
 * does all of it or nothing: when its signal is aborted it rejects with an `AbortError`, and nothing was changed; or it
 * answers, where all was changed before it heard.
 */
export interface KeepingServices {
  /** Asks where to save, where the browser can; so it must be called from a click. */
  exportDataset(
    request: ExportRequest,
    onProgress: (progress: ExportProgress) => void,
    signal: AbortSignal,
  ): Promise<ExportEnd>;

  /** Answers when it was made (`takeBack` needs that) and how many cases it changed. */
  changeCases(
    dataset: DatasetId,
    selection: CaseSelection,
    change: BulkChange,
    onDone: OnDone,
    signal: AbortSignal,
  ): Promise<{ readonly at: number; readonly changed: number }>;
  /** Divides cases among splits, all of a group into one. */
  splitCases(
    dataset: DatasetId,
    selection: CaseSelection,
    shares: readonly SplitShare[],
    seed: number,
    onDone: OnDone,
    signal: AbortSignal,
  ): Promise<{ readonly at: number; readonly counts: ReadonlyMap<Split, number> }>;
  /** Takes back what was changed at that time, where a case was not changed since. Answers in how many cases. */
  takeBack(dataset: DatasetId, madeAt: number, onDone: OnDone, signal: AbortSignal): Promise<number>;
  /** A new data set of some of the cases, drawn by chance. */
  sampleCases(
    dataset: DatasetId,
    selection: CaseSelection,
    choice: SampleChoice,
    onDone: OnDone,
    signal: AbortSignal,
  ): Promise<Dataset>;
  planMerge(
    ids: readonly DatasetId[],
    options: MergeOptions,
    onDone: OnPlanning,
    signal: AbortSignal,
  ): Promise<MergeSummary>;
  /** A new data set of all their cases. */
  merge(
    ids: readonly DatasetId[],
    options: MergeOptions,
    name: string,
    onDone: OnDone,
    signal: AbortSignal,
  ): Promise<Dataset>;
  /** Compares every picture by its look, `threshold` of 512 bits apart at most; what was looked at is kept. */
  findNearDuplicates(
    dataset: DatasetId,
    threshold: number,
    onDone: OnDone,
    signal: AbortSignal,
  ): Promise<NearDuplicates>;
  /** They can be brought back for a while. Answers how many there were. */
  deleteCases(
    dataset: DatasetId,
    selection: CaseSelection,
    onDone: OnDone,
    signal: AbortSignal,
  ): Promise<number>;
}

export const [keepingServices, provideKeepingServices] = createContext<() => Promise<KeepingServices>>();
