import type { Dataset, Sample } from '../../domain/dataset/dataset.ts';
import type { BlobHash } from '../../domain/ids.ts';
import type { StoredBlob } from '../ports.ts';

/** What an export reads from. */
export interface ExportSource {
  readonly dataset: Dataset;
  /** The cases to be exported, in order, some at a time; may be asked for more than once. */
  cases(): AsyncIterable<readonly Sample[]>;
  /** Null when it is no longer stored. */
  picture(hash: BlobHash): Promise<StoredBlob | null>;
}

/** `reading-room`: everything, to be imported again; `coco`: pictures with boxes, masks and points for other programs. */
export const exportFormats = ['reading-room', 'coco'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What was written, and what was not and why. */
export interface ExportOutcome {
  readonly cases: number;
  readonly pictures: number;
  /** Cases that are not in it, by reason. */
  readonly leftOut: readonly { readonly reason: string; readonly names: readonly string[] }[];
}

/** Counts what goes into an export, and keeps what does not. */
export class ExportRecord {
  cases = 0;
  readonly #leftOut = new Map<string, string[]>();

  leaveOut(name: string, reason: string): void {
    const names = this.#leftOut.get(reason);
    if (names === undefined) this.#leftOut.set(reason, [name]);
    else names.push(name);
  }

  get leftOut(): ExportOutcome['leftOut'] {
    return [...this.#leftOut].map(([reason, names]) => ({ reason, names }));
  }
}
