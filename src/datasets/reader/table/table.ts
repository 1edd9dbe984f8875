import type { FileSource } from '../../container/source.ts';
import type { FoundEncoding } from '../encoding.ts';

/** Rows and columns of text, whatever file they came from. */
export interface Table {
  /** The file, with the sheet where it has several: `data.xlsx, sheet Train`. */
  readonly path: string;
  readonly file: string;
  /** Each name once; a column without a name is called by its position. */
  readonly columns: readonly string[];
  /** As many cells as there are columns; absent cells are empty. */
  readonly rows: readonly TableRow[];
  /** What a row is called: `row` as a spreadsheet counts (the head is 1), `item` of a list from 1. */
  readonly rowWord: 'row' | 'item' | 'line';
  /** SHA-256 of what was read. */
  readonly hash: string;
  /** Pictures that stand in its cells; the cells hold their paths instead. */
  readonly embedded: readonly FileSource[];
  /** Of a text. */
  readonly encoding: FoundEncoding | null;
  readonly notes: readonly string[];
}

/** A list without items, as JSON and Python write it. */
export const emptyList = '[]';

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export type ReadTables =
  | { readonly kind: 'tables'; readonly tables: readonly Table[] }
  /** Not a table: another reader's, or nobody's. */
  | { readonly kind: 'other' }
  | { readonly kind: 'refused'; readonly reason: string; readonly remedy: string };

/** Columns at the end that have neither name nor content are left off; two of one name are told apart by a number. */
export function uniqueNames(header: readonly string[], used: number): string[] {
  const named = header.findLastIndex((cell) => cell !== '') + 1;
  const seen = new Map<string, number>();
  return Array.from({ length: Math.max(used, named) }, (_, at) => {
    const name = header[at] || `column ${at + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
