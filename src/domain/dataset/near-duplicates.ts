import type { SampleId } from '../ids.ts';
import type { Split } from './dataset.ts';
import type { ImageRef } from './truth.ts';

/** A picture of a case, as a screen that compares needs it. */
export interface LookedAtPicture {
  readonly sample: SampleId;
  readonly name: string;
  readonly split: Split;
  readonly group?: string;
  readonly image: ImageRef;
}

/** What a search for near duplicates found. */
export interface NearDuplicates {
  /** Pictures that were compared. */
  readonly compared: number;
  /** Names of cases with a picture that could not be decoded or is gone. */
  readonly unreadable: readonly string[];
  /** The nearest first, up to a number. */
  readonly pairs: readonly {
    readonly a: LookedAtPicture;
    readonly b: LookedAtPicture;
    /** Bits in which their looks differ. */
    readonly distance: number;
  }[];
  /** All pairs that were found. */
  readonly found: number;
}
