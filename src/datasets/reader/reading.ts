import type {
  AttributeValue,
  LabelDefinition,
  PastChange,
  RefusedFile,
  Specialty,
  Split,
} from '../../domain/dataset/dataset.ts';
import type { ReviewReason } from '../../domain/dataset/review.ts';
import type { ReportText, Truth } from '../../domain/dataset/truth.ts';
import type { FileSource } from '../container/source.ts';
import type { MaskRule } from '../mask/rule.ts';
import type { Drawing } from './drawing.ts';
import type { FileIndex } from './file-index.ts';
import type { ReadingChoices, TableReading } from './table/mapping.ts';

/** Masks that lie in a file of their own. */
export interface MaskFile {
  readonly path: string;
  readonly rule: MaskRule;
}

/** Where something is said: the file, and the place in it where it says more than one thing. */
export interface Origin {
  readonly file: string;
  /** `row 12`, `annotation 3`. */
  readonly place?: string;
}

export const originInWords = ({ file, place }: Origin): string =>
  place === undefined ? file : `${file}, ${place}`;

/**
 * What one source says of a case, before its pictures are read. Several sources may speak of the same case: their drafts share a
 * picture or a key, and are merged into one (see merge/drafts.ts).
 */
export interface CaseDraft {
  readonly name: string;
  /** `uid:17`: what the case is called in more than one source, where that is no picture. */
  readonly key?: string;
  readonly from?: Origin;
  readonly images: readonly {
    readonly path: string;
    readonly pixelSpacing?: readonly [row: number, column: number];
    /** What was done to it before it was exported, and why a person should look at it, as it was then. */
    readonly changes?: readonly string[];
    readonly review?: readonly ReviewReason[];
  }[];
  readonly text?: ReportText;
  /** Without the masks that lie in files and what is drawn in units other than pixels, or on a picture of a stated size. */
  readonly truth: Truth;
  readonly maskFiles: readonly MaskFile[];
  /** On the first picture. */
  readonly drawings?: readonly Drawing[];
  readonly split: Split;
  readonly group?: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly tags?: readonly string[];
  readonly hidden?: true;
  readonly history?: readonly PastChange[];
}

export interface CaseNumber {
  readonly value: string;
  readonly word: string;
}

/** What a reader understood of the files. */
export interface Reading {
  readonly reader: string;
  /** In one sentence; where nothing could be read, why. */
  readonly understood: string;
  /** Null where the source does not name itself. */
  readonly name: string | null;
  readonly description: string;
  readonly synthetic: boolean;
  readonly specialty: Specialty;
  readonly modality: string;
  readonly license: string;
  readonly source: string;
  readonly labels: readonly LabelDefinition[];
  readonly notes: readonly string[];
  readonly cases: readonly CaseDraft[];
  readonly refused: readonly RefusedFile[];
  /** What to say of a picture that the reading does not speak of. */
  readonly unnamed: Omit<RefusedFile, 'path'>;
  /** Paths that were read as manifest or table. */
  readonly used: readonly string[];
  /** Texts on which the result depends besides paths and sizes: tables, manifests, the mapping. */
  readonly key: readonly string[];
  readonly tables: readonly TableReading[];
  /**
   * Names and groups are the publisher's own pseudonyms, and kept though they stand in the DICOM files as well. Of a
   * known public data set alone.
   */
  readonly pseudonymous?: true;
  /** What tables call patients, and cases by a hospital's books; `word` says which (`patient`, `lesion`). */
  readonly numbers: readonly CaseNumber[];
  /** Pictures that lie inside other files (a column of a table, an annotation), each under a path of its own. */
  readonly embedded: readonly FileSource[];
}

/** One way in which data sets are laid out on a disk. */
export interface Reader {
  readonly name: string;
  /**
   * `whole`: says everything by itself, and the others are not asked. `truth`: reads files that say something of pictures or reports;
   * what all of these say is merged. `masks`: finds masks by the names of files, where no file draws or names any. `layout`: reads names of folders and files, which add what no file says.
   */
  readonly part: 'whole' | 'truth' | 'masks' | 'layout';
  /** Null where the files are not laid out so. */
  read(files: FileIndex, choices: ReadingChoices): Promise<Reading | null>;
}

/** What a source without a manifest leaves unsaid. */
export const unsaid = {
  name: null,
  description: '',
  synthetic: false,
  specialty: 'other',
  modality: '',
  license: '',
  source: '',
  notes: [],
  tables: [],
  numbers: [],
  embedded: [],
} as const satisfies Partial<Reading>;
