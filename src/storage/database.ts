import { Dexie, type Table } from 'dexie';
import type { CaseDigest } from '../domain/dataset/digest.ts';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import type { KeptMapping } from '../domain/dataset/table-mapping.ts';
import type { StoredMediaType } from '../domain/dataset/truth.ts';
import type {
  BlobHash,
  DatasetId,
  ModelId,
  PlanId,
  PromptId,
  RunId,
  SampleId,
  TrialKey,
} from '../domain/ids.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Plan, Run, TrialRecord } from '../domain/plan/plan.ts';
import type { PromptTemplate } from '../domain/task/prompt.ts';
import { manyDeletesToldAsOne } from './many-deletes.ts';
import { declareSchema, latestVersion } from './schema.ts';

/** A picture's bytes, stored once however many cases use them. */
export interface BlobRow {
  readonly hash: BlobHash;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: StoredMediaType;
}

export interface SettingRow {
  readonly name: string;
  readonly value: unknown;
}

/** One request that left for another origin. */
export interface LedgerRow {
  readonly id?: number;
  readonly at: number;
  /** Local calendar day, `2026-01-31`. */
  readonly day: string;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** HTTP status, or the words of the error. */
  readonly outcome: string;
  readonly purpose: string;
  readonly run?: string;
  readonly passedOn?: boolean;
}

/** Digests of neighbouring cases of a data set. */
export interface DigestRow {
  readonly dataset: DatasetId;
  readonly row: number;
  readonly digests: readonly CaseDigest[];
}

/** What a person has deleted and can bring back until `until` (milliseconds since the epoch). */
export interface DepartureRow {
  readonly id: string;
  /** `cases`: they lie in `removed`; `dataset`: its row says so, and nothing else was moved. */
  readonly kind: 'cases' | 'dataset';
  readonly dataset: DatasetId;
  /** Of the data set, for the words. */
  readonly name: string;
  readonly caseCount: number;
  /** Bytes of pictures that only these cases of the data set use. */
  readonly byteCount: number;
  readonly until: number;
}

/** A case that was taken out of its data set. */
export interface RemovedRow {
  readonly departure: string;
  readonly id: SampleId;
  readonly sample: Sample;
}

/** What a picture looks like: bits by which near duplicates are found (domain/dataset/look.ts). */
export interface PrintRow {
  /** Hash of the picture, and of a raster the way in which it is seen. */
  readonly picture: string;
  readonly blob: BlobHash;
  readonly bits: Uint32Array<ArrayBuffer>;
}

export class ReadingRoomDatabase extends Dexie {
  declare readonly datasets: Table<Dataset, DatasetId>;
  declare readonly samples: Table<Sample, [DatasetId, SampleId]>;
  declare readonly digests: Table<DigestRow, [DatasetId, number]>;
  declare readonly blobs: Table<BlobRow, BlobHash>;
  declare readonly models: Table<ModelProfile, ModelId>;
  declare readonly prompts: Table<PromptTemplate, PromptId>;
  declare readonly plans: Table<Plan, PlanId>;
  declare readonly runs: Table<Run, RunId>;
  declare readonly trials: Table<TrialRecord, [RunId, TrialKey]>;
  declare readonly settings: Table<SettingRow, string>;
  declare readonly departures: Table<DepartureRow, string>;
  declare readonly removed: Table<RemovedRow, [string, SampleId]>;
  declare readonly prints: Table<PrintRow, string>;
  declare readonly mappings: Table<KeptMapping, string>;
  declare readonly ledger: Table<LedgerRow, number>;

  constructor(name = 'reading-room', version = latestVersion) {
    // Relaxed: a commit survives the browser's death, and only a power cut may undo the last moment.
    super(name, { chromeTransactionDurability: 'relaxed' });
    declareSchema(this, version);
    this.use(manyDeletesToldAsOne);
  }
}
