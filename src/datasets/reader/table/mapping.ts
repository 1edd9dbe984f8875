import type { ColumnRole, GuessedColumn } from './columns.ts';

/** What a person may decide about a table; whatever she leaves out is guessed. */
export interface TableChoices {
  /** Role by name of column. */
  readonly mapping?: Readonly<Record<string, ColumnRole>>;
  /** What joins several labels in a cell; null: a cell is one label. */
  readonly separator?: string | null;
}

/** How a table was read: plain JSON, part of the data set's identity. */
export interface TableMapping {
  readonly file: string;
  readonly roles: Readonly<Record<string, ColumnRole>>;
  readonly separator: string | null;
}

/** A table and its mapping, to be shown and corrected. */
export interface TableReading {
  readonly file: string;
  readonly columns: readonly GuessedColumn[];
  readonly separator: string | null;
  /** The first rows as they stand in the file. */
  readonly rows: readonly (readonly string[])[];
}
