import type { Encoding } from '../encoding.ts';
import type { ColumnRole, GuessedColumn } from './columns.ts';
import type { BoxOrder, BoxUnit, TableChoice } from './choice.ts';
import type { TableRecipe } from './recipe.ts';

export { boxOrders, boxUnits } from './choice.ts';
export type { BoxOrder, BoxUnit, TableChoice } from './choice.ts';

/** What a person may decide about how files are read. */
export interface ReadingChoices {
  /** By the path of the table; one of several with the same columns stands for all of them. */
  readonly tables?: Readonly<Record<string, TableChoice>>;
  /** Meanings of columns that were kept before: for tables with just those columns. */
  readonly tableRecipes?: readonly TableRecipe[];
}

/** How a table was read: plain JSON, part of the data set's identity. */
export interface TableMapping {
  readonly file: string;
  readonly roles: Readonly<Record<string, ColumnRole>>;
  readonly separator: string | null;
  readonly boxOrder: BoxOrder;
  readonly boxUnit: BoxUnit;
}

/** A row as it stands, and what it was understood to say, in words; `fault` where it was refused. */
export interface ShownRow {
  readonly cells: readonly string[];
  readonly understood: string;
  readonly fault: boolean;
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
  readonly boxOrder: BoxOrder;
  readonly boxUnit: BoxUnit;
  /** Of a text whose encoding is not certain; null where there is no doubt. */
  readonly encoding: Encoding | null;
  /** Name of the recipe by which it was read; null where it was guessed or chosen. */
  readonly recipe: string | null;
  /** The first rows. */
  readonly rows: readonly ShownRow[];
  readonly rowCount: number;
}
