import type { ColumnRole, GuessedColumn } from './columns.ts';

/** What a person may decide about a table; whatever she leaves out is guessed. */
export interface TableChoice {
  /** Role by name of column. */
  readonly mapping?: Readonly<Record<string, ColumnRole>>;
  /** What joins several labels in a cell; null: a cell is one label. */
  readonly separator?: string | null;
}

/** What a person may decide about how files are read. */
export interface ReadingChoices {
  /** By the path of the table; one of several with the same columns stands for all of them. */
  readonly tables?: Readonly<Record<string, TableChoice>>;
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
  /** Other tables with the same columns, which are read in the same way. */
  readonly alike: readonly string[];
  /** False where nothing in it is about what is here: it is left aside. */
  readonly inUse: boolean;
  readonly columns: readonly GuessedColumn[];
  readonly separator: string | null;
  /** The first rows as they stand in the file. */
  readonly rows: readonly (readonly string[])[];
}
