import type {
  AttributeValue,
  LabelDefinition,
  RefusedFile,
  Specialty,
  Split,
} from '../../domain/dataset/dataset.ts';
import type { ReportText, Truth } from '../../domain/dataset/truth.ts';
import type { FileIndex } from './file-index.ts';
import type { TableChoices, TableReading } from './table/mapping.ts';

/** A mask that lies in a file of its own: the pixels of `value`, or where none is named all but 0, are the label's. */
export interface MaskFile {
  readonly label: string;
  readonly path: string;
  readonly value?: number;
}

/** A case as a reader found it, before its pictures are read. */
export interface CaseDraft {
  readonly name: string;
  readonly images: readonly {
    readonly path: string;
    readonly pixelSpacing?: readonly [row: number, column: number];
  }[];
  readonly text?: ReportText;
  /** Without the masks that lie in files. */
  readonly truth: Truth;
  readonly maskFiles: readonly MaskFile[];
  readonly split: Split;
  readonly group?: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
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
  readonly table: TableReading | null;
}

/** One way in which data sets are laid out on a disk. */
export interface Reader {
  readonly name: string;
  /** Null where the files are not laid out so. */
  read(files: FileIndex, choices: TableChoices): Promise<Reading | null>;
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
  table: null,
} as const satisfies Partial<Reading>;
