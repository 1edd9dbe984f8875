import type { DatasetId, SampleId } from '../ids.ts';
import type { Sensitivity } from './sensitivity.ts';
import type { ImageRef, ReportText, Truth } from './truth.ts';

export const splits = ['train', 'validation', 'test', 'none'] as const;
/** `none`: the source does not say. */
export type Split = (typeof splits)[number];

export const specialties = [
  'dermatology',
  'radiology',
  'dentistry',
  'ophthalmology',
  'endoscopy',
  'other',
] as const;
export type Specialty = (typeof specialties)[number];

/** A label as the data set names it, with the other names under which a model may give it. */
export interface LabelDefinition {
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly definition?: string;
}

export type AttributeValue = string | number;

/** One case. */
export interface Sample {
  readonly id: SampleId;
  readonly dataset: DatasetId;
  /** Position in the data set, from 0. */
  readonly ordinal: number;
  /** As the source names it: unique in its data set. */
  readonly name: string;
  readonly images: readonly ImageRef[];
  /** Text that a task may show a model (findings to be summarised, an indication). */
  readonly text?: ReportText;
  readonly truth: Truth;
  readonly split: Split;
  /** Cases of one patient (or lesion) share a group: they are resampled together. Absent: the case is its own group. */
  readonly group?: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Words that a person puts on cases to find them again. */
  readonly tags?: readonly string[];
  /** Left out of lists and plans until it is shown again. */
  readonly hidden?: boolean;
  /** What was changed since the import, oldest first: each can be taken back. Absent: nothing. */
  readonly edits?: readonly Edit[];
  /** What was changed before it came here, where it was exported from: it can no longer be taken back. */
  readonly history?: readonly PastChange[];
}

/** A change of which only the words are left. */
export interface PastChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly words: string;
}

/** What of a case a person may change. Pictures and names stay: they are its identity. */
export type Editable = Pick<
  Sample,
  'truth' | 'split' | 'group' | 'attributes' | 'text' | 'tags' | 'hidden' | 'images'
>;
/** One change: when, what in words (`box opacity moved`), and what stood there before. */
export interface Edit extends PastChange {
  /** The parts that were changed, as they were; null stands for a part that was absent. */
  readonly before: { readonly [Key in keyof Editable]?: Editable[Key] | null };
}

export type DatasetState =
  | { readonly kind: 'importing' }
  | { readonly kind: 'complete' }
  /** The import ended early; what is here is whole and usable. */
  | { readonly kind: 'partial'; readonly reason: string };

export interface Dataset {
  readonly id: DatasetId;
  readonly name: string;
  readonly description: string;
  /** Generated pictures, not of patients: said wherever they are shown. */
  readonly synthetic: boolean;
  readonly specialty: Specialty;
  readonly modality: string;
  readonly license: string;
  readonly source: string;
  readonly labels: readonly LabelDefinition[];
  /** What a person should know before she trusts a number from it. */
  readonly notes: readonly string[];
  readonly state: DatasetState;
  readonly sampleCount: number;
  /** Of them, left out of lists and plans. Absent: none. */
  readonly hiddenCount?: number;
  /** Cases that were deleted since the import, which importing the same files again brings back. Absent: none. */
  readonly deletedCount?: number;
  /** It is being deleted, and can be brought back until then (milliseconds since the epoch). Nothing lists it. */
  readonly leavingAt?: number;
  /** Bytes of images that it refers to. */
  readonly byteCount: number;
  /** Milliseconds since the epoch. */
  readonly importedAt: number;
  /** Hash of what it was read from (paths, sizes, tables, mapping): a second import of the same finds the first. */
  readonly sourceKey: string;
  readonly refused: readonly RefusedFile[];
  /** Id of the recipe that it was read by; absent where its files were no known data set, or were read as files only. */
  readonly recipe?: string;
  /** Absent: private, and not reviewed (unless synthetic). */
  readonly sensitivity?: Sensitivity;
}

/** A file that was not taken, and what a person can do about it. */
export interface RefusedFile {
  readonly path: string;
  readonly reason: string;
  readonly remedy: string;
}
