import type { ColumnRole } from '../../../domain/dataset/table-mapping.ts';
import type { Size } from '../../../domain/geometry/boxes.ts';
import { countsOfRuns } from '../../../domain/geometry/run-lengths.ts';
import type { Shape } from '../drawing.ts';
import { isNoMask, runsOfCell, sizeOfRuns } from './guess-runs.ts';
import type { TableMapping } from './mapping.ts';
import type { Table } from './table.ts';

export type RowRuns =
  /** The table has no masks as run lengths, or nobody said how they are written. */
  | { readonly kind: 'none' }
  /** `size`: of the picture, where the table is known. */
  | { readonly kind: 'shapes'; readonly shapes: readonly Shape[]; readonly size?: Size }
  | { readonly kind: 'fault'; readonly is: string; readonly remedy: string };

/** The mask of a row as run lengths; no shape where its cell is empty or -1, which says that there is none. */
export function runsOfRow(
  cell: (role: ColumnRole) => string | undefined,
  table: Table,
  { runs: writing }: Pick<TableMapping, 'runs'>,
  labels: readonly string[] | undefined,
  at: string,
): RowRuns {
  const text = cell('mask as run lengths');
  if (text === undefined || writing === null) return { kind: 'none' };
  if (isNoMask(text)) return { kind: 'shapes', shapes: [] };
  const numbers = runsOfCell(text);
  if (numbers === null)
    return {
      kind: 'fault',
      is: `is “${text.length > 60 ? `${text.slice(0, 60)}…` : text}”, no pairs of whole numbers`,
      remedy: 'Write the runs of the mask, or leave the cell empty where there is none.',
    };
  try {
    countsOfRuns(numbers, writing);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      kind: 'fault',
      is: `cannot be read: ${error.message}`,
      remedy: 'Correct it, or choose below the columns how run lengths are written.',
    };
  }
  const [own, ...more] = labels ?? [];
  const label = cell('mask label') || (more.length === 0 ? own : undefined) || 'object';
  const size = sizeOfRuns(table, writing);
  return {
    kind: 'shapes',
    shapes: [{ kind: 'run numbers', label, numbers, writing, at }],
    ...(size !== undefined && { size }),
  };
}
