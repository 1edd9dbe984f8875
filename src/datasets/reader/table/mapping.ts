import type {
  BoxOrder,
  BoxUnit,
  ColumnRole,
  KeptMapping,
  TableRecipe,
} from '../../../domain/dataset/table-mapping.ts';
import type { RunWriting } from '../../../domain/geometry/run-lengths.ts';
import type { Encoding } from '../encoding.ts';
import type { TableChoice } from './choice.ts';
import type { GuessedColumn } from './columns.ts';
import type { MappingSource } from './sources.ts';

/** What a person may decide about how files are read. */
export interface ReadingChoices {
  /** By the path of the table; one of several with the same columns stands for all of them. */
  readonly tables?: Readonly<Record<string, TableChoice>>;
  /** For tables with just their columns; a mapping that lies among the files goes before these. */
  readonly keptMappings?: readonly KeptMapping[];
  /** What the recipe of a known data set says of columns; a mapping that was kept goes before these. */
  readonly tableRecipes?: readonly TableRecipe[];
}

/** How labels are joined, and boxes and masks written in a table. */
export interface TableWriting {
  readonly separator: string | null;
  readonly boxOrder: BoxOrder;
  readonly boxUnit: BoxUnit;
  /** Null where nothing tells: masks as run lengths are then not read. */
  readonly runs: RunWriting | null;
}

/** How a table was read: plain JSON, part of the data set's identity. */
export interface TableMapping extends TableWriting {
  readonly file: string;
  readonly roles: Readonly<Record<string, ColumnRole>>;
}

/** A row as it stands, and what it was understood to say, in words; `fault` where it was refused. */
export interface ShownRow {
  readonly cells: readonly string[];
  readonly understood: string;
  readonly fault: boolean;
}

/** A table and its mapping, to be shown and corrected. */
export interface TableReading extends TableWriting {
  readonly file: string;
  /** Other tables with the same columns, which are read in the same way. */
  readonly alike: readonly string[];
  /** False where nothing in it is about what is here: it is left aside. */
  readonly inUse: boolean;
  readonly columns: readonly GuessedColumn[];
  /** What its cells look like, whatever a mapping or a person says. */
  readonly guess: TableWriting;
  /** Of a text whose encoding is not certain; null where there is no doubt. */
  readonly encoding: Encoding | null;
  /** What says how its columns are read. */
  readonly source: MappingSource;
  /** All that fit its columns, the most telling first; the guess last. */
  readonly sources: readonly MappingSource[];
  /** Whether the person has changed what the source says. */
  readonly changed: boolean;
  /** The first rows. */
  readonly rows: readonly ShownRow[];
  readonly rowCount: number;
}
