import type { ImportPreview } from '../../datasets/import/importer.ts';
import type { DataSetPart } from '../../datasets/import/parts.ts';
import type { ImportResult } from '../../datasets/import/store-import.ts';
import type { OpenedSources } from './services.ts';

/** How far bringing data in has come. */
export type ImportPhase =
  | { readonly kind: 'choosing' }
  | {
      readonly kind: 'reading';
      readonly what: string;
      readonly listing?: Listing;
      readonly unpacking?: Unpacking;
    }
  | { readonly kind: 'previewing'; readonly sources: OpenedSources; readonly preview: ImportPreview }
  | { readonly kind: 'importing'; readonly name: string }
  | {
      readonly kind: 'ended';
      readonly result: ImportResult;
      /** Data sets that were dropped together with this one, and not imported yet. */
      readonly others: readonly DataSetPart[];
      readonly sources: OpenedSources;
    };

/** Files whose names and sizes are known so far, of how many; null while a folder is still looked into. */
export interface Listing {
  readonly listed: number;
  readonly total: number | null;
}

/** An archive that is being unpacked, in bytes of the archive. */
export interface Unpacking {
  readonly path: string;
  readonly read: number;
  readonly size: number;
}
