import { createContext } from 'svelte';
import type { KeptMapping, TableRecipe } from '../../domain/dataset/table-mapping.ts';
import type { DatasetId, RunId } from '../../domain/ids.ts';
import type { StorageParts } from '../../domain/storage-parts.ts';
import type { Watch } from '../kit/live.svelte.ts';

export interface SettingsValues {
  readonly localOnly: boolean;
  readonly theme: 'system' | 'dark' | 'light';
}

export interface LedgerLine {
  readonly at: number;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly outcome: string;
  readonly purpose: string;
  /** It went on to another machine than the host's, as far as is known. */
  readonly passedOn?: boolean;
}

export interface StorageReport {
  readonly used: number | null;
  readonly quota: number | null;
  /** null where the browser does not say. */
  readonly persisted: boolean | null;
  readonly datasets: number;
  readonly pictures: number;
  readonly runs: number;
}

/** A part of what is stored that can be deleted by itself. */
export type StoragePart =
  | { readonly kind: 'dataset'; readonly id: DatasetId }
  | { readonly kind: 'run'; readonly id: RunId }
  | { readonly kind: 'cache'; readonly name: string }
  | { readonly kind: 'unused' | 'derived' | 'mappings' | 'ledger' | 'unpacked' };

export type OfflineReport =
  | { readonly kind: 'unknown' | 'ready' | 'unsupported' }
  | { readonly kind: 'loading'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly message: string };

/** What a file says of a table's columns, or why it says nothing that can be read, and what to do. */
type MappingFile =
  | { readonly kind: 'recipe'; readonly recipe: TableRecipe }
  | { readonly kind: 'refused'; readonly reason: string; readonly remedy: string };

/** What columns of tables mean, as a person kept it. */
export interface MappingServices {
  /** The latest first. */
  readonly watch: Watch<readonly KeptMapping[]>;
  read(file: File): Promise<MappingFile>;
  /** False, and nothing is kept, where the name is taken. */
  add(mapping: KeptMapping): Promise<boolean>;
  /** Replaces one of the same name. */
  put(mapping: KeptMapping): Promise<void>;
  /** False, and nothing changes, where the new name is taken or the mapping is gone. */
  rename(from: string, to: string): Promise<boolean>;
  delete(name: string): Promise<void>;
}

/** What the settings need from the rest of the app. */
export interface SettingsServices {
  readonly watchSettings: Watch<SettingsValues>;
  change(change: Partial<SettingsValues>): Promise<void>;
  readonly watchStorage: Watch<StorageReport>;
  askForPersistence(): Promise<boolean>;
  /** Reads everything that is stored, off the main thread; rejects when it is given up. */
  measureStorage(onDone: (done: number, total: number) => void, signal: AbortSignal): Promise<StorageParts>;
  /** A data set can be brought back for a while; anything else is gone at once. */
  clearPart(part: StoragePart): Promise<void>;
  deleteEverything(): Promise<void>;
  readonly mappings: MappingServices;
  watchLedgerCount: Watch<number>;
  /** Newest first. */
  ledger(offset: number, limit: number): Promise<readonly LedgerLine[]>;
  clearLedger(): Promise<void>;
  offline(): OfflineReport;
  prepareOffline(): Promise<void>;
  readonly isolated: boolean;
  readonly version: string;
}

export const [settingsServices, provideSettingsServices] = createContext<SettingsServices>();
