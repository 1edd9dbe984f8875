import type { BoxOrder, BoxUnit, ColumnRole } from '../../../domain/dataset/table-mapping.ts';
import type { RunWriting } from '../../../domain/geometry/run-lengths.ts';
import type { Encoding } from '../encoding.ts';

/** What a person may decide about a table; whatever she leaves out is as a mapping for its columns says, or guessed. */
export interface TableChoice {
  /** Key of the source (`sourceKey`) by which its columns are read; without it the first of those that fit. */
  readonly source?: string;
  /** Role by name of column. */
  readonly mapping?: Readonly<Record<string, ColumnRole>>;
  /** What joins several labels in a cell; null: a cell is one label. */
  readonly separator?: string | null;
  /** Order of the four numbers, where they stand in one column. */
  readonly boxOrder?: BoxOrder;
  /** What boxes and points count in. */
  readonly boxUnit?: BoxUnit;
  /** How masks are written as run lengths. */
  readonly runs?: RunWriting;
  readonly encoding?: Encoding;
}
