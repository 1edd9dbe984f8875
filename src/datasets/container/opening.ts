import type { ArchiveKind } from './archive-name.ts';
import type { Allowance, ArchiveLimits } from './limits.ts';
import type { ArchiveContents } from './listing.ts';
import type { ScratchSpace } from './scratch.ts';
import type { FileSource } from './source.ts';

/** Told how far an archive is unpacked into scratch space: packed bytes read, of how many. */
export type OnUnpacking = (path: string, read: number, size: number) => void;

/** What opening the archives of one drop needs and must keep to. */
export interface Opening {
  readonly limits: ArchiveLimits;
  readonly allowance: Allowance;
  /** For archives that cannot be read where they lie. */
  readonly scratch: ScratchSpace;
  readonly onUnpacking: OnUnpacking;
}

/** A file in an archive whose name says that it is an archive itself. */
export interface InnerArchive {
  readonly path: string;
  readonly kind: ArchiveKind;
  readonly source: FileSource;
  /** Its bytes as a Blob, unpacked if need be. Throws FileUnreadableError. */
  blob(): Promise<Blob>;
}

export type OpenInner = (inner: InnerArchive) => Promise<ArchiveContents>;
