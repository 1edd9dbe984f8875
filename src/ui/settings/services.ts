import { createContext } from 'svelte';
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
}

export interface StorageReport {
  readonly used: number | null;
  readonly quota: number | null;
  readonly persisted: boolean;
  readonly datasets: number;
  readonly pictures: number;
  readonly runs: number;
}

export type OfflineReport =
  | { readonly kind: 'unknown' | 'ready' | 'unsupported' }
  | { readonly kind: 'loading'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly message: string };

/** What the settings need from the rest of the app. */
export interface SettingsServices {
  readonly watchSettings: Watch<SettingsValues>;
  change(change: Partial<SettingsValues>): Promise<void>;
  readonly watchStorage: Watch<StorageReport>;
  askForPersistence(): Promise<boolean>;
  deleteEverything(): Promise<void>;
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
