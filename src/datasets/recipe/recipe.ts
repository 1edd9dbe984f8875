import type { LabelDefinition, Specialty, Split } from '../../domain/dataset/dataset.ts';
import type { TaskId } from '../../domain/task/task-id.ts';
import type { MaskRule } from '../mask/rule.ts';
import type { BoxOrder, ColumnRole } from '../../domain/dataset/table-mapping.ts';

/** How far a data set belongs to the study that this app makes repeatable. */
export const marks = [
  'named in the paper',
  'inferred from the paper',
  'companion',
  'not of the study',
] as const;
export type Mark = (typeof marks)[number];

/**
 * What is known of a public data set, as data: how its folder is recognised, and what the readers of files cannot know
 * of it. A pattern is a regular expression on a whole path, upper and lower case alike. What is not known is left out.
 */
export interface DatasetRecipe {
  readonly id: string;
  readonly name: string;
  readonly mark: Mark;
  /** What it is, in a sentence or two. */
  readonly description: string;
  readonly specialty: Specialty;
  readonly modality: string;
  readonly tasks: readonly TaskId[];
  readonly license?: string;
  readonly citation?: string;
  readonly source: RecipeSource;
  /** Ways in which it is laid out; it is recognised by any of them. */
  readonly layouts: readonly [RecipeLayout, ...RecipeLayout[]];
  /** Of whole cases, in the order in which they are asked for. */
  readonly labels?: readonly RecipeLabel[];
  /** What stands in place of labels where nobody gave any: the labels of such a case are unknown. */
  readonly noLabels?: readonly string[];
  /** Of boxes, masks and points. */
  readonly drawn?: readonly RecipeLabel[];
  /** What the path of a case's first picture says (of a case without one, its name). */
  readonly paths?: readonly PathRule[];
  readonly tables?: readonly TableRule[];
  readonly lists?: readonly SplitList[];
  readonly texts?: readonly TextBeside[];
  /** What is drawn by files of a certain name (points of a table that does not say of what). */
  readonly drawnIn?: readonly { readonly pattern: string; readonly label: string }[];
  readonly masks?: readonly MaskFileRule[];
  readonly leftAside?: readonly LeftAside[];
  /** Files of the same size are copies of one another where they have the same name, or name and two folders, too. */
  readonly copies?: 'by name' | 'by folders and name';
  /** Names and groups are pseudonyms of the publisher's, though they stand in the DICOM files as well. */
  readonly pseudonymous?: true;
  /** What a person must know before she trusts a number from it. */
  readonly traps: readonly string[];
}

/** Where a person gets it; nothing is downloaded for her. */
export type RecipeSource =
  | { readonly access: 'open' | 'with an account' | 'on application'; readonly url: string }
  | { readonly access: 'not public' };

export interface RecipeLayout {
  /** How the files lie, as a person sees them. */
  readonly files: string;
  /** All of them must hold. */
  readonly signs: readonly [Sign, ...Sign[]];
}

export type Sign =
  /** So many paths at least fit; `words` completes “N …”. */
  | { readonly kind: 'paths'; readonly pattern: string; readonly least: number; readonly words: string }
  /** No path fits. */
  | { readonly kind: 'no paths'; readonly pattern: string; readonly words: string }
  /** A table has these columns, among others. */
  | { readonly kind: 'columns'; readonly columns: readonly string[] }
  /** The first file whose path fits is a picture (PNG, TIFF) of this size. */
  | { readonly kind: 'size'; readonly pattern: string; readonly width: number; readonly height: number }
  /** The files define these labels, among others. */
  | { readonly kind: 'labels'; readonly labels: readonly string[] };

export interface RecipeLabel extends LabelDefinition {
  /** Other ways in which its files write it. */
  readonly written?: readonly string[];
}

/** Texts may hold `$1` for the first group of the pattern. */
export interface PathRule {
  readonly pattern: string;
  readonly label?: string;
  readonly group?: string;
  readonly split?: Split;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Tables that have these columns among others: what they mean, where a guess would not find it. */
export interface TableRule {
  readonly columns: Readonly<Record<string, ColumnRole>>;
  /** Columns that such a table may have besides. */
  readonly others?: Readonly<Record<string, ColumnRole>>;
  /** Where the numbers of a box stand in one cell. */
  readonly boxOrder?: BoxOrder;
}

/** Text files that tell of the picture of their name, each part by an expression whose first group is what it says. */
export interface TextBeside {
  readonly pattern: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What a reader wrote of the picture. */
  readonly findings?: string;
}

/** A text file that names the pictures of a split, one a line. */
export interface SplitList {
  readonly pattern: string;
  readonly split: Split;
}

export interface MaskFileRule {
  readonly pattern: string;
  readonly rule: MaskRule;
}

export interface LeftAside {
  readonly pattern: string;
  /** Only where a path fits this. */
  readonly where?: string;
  /** Completes “N files were left aside: …”. */
  readonly why: string;
}

export const matcher = (pattern: string): RegExp => new RegExp(pattern, 'iu');
