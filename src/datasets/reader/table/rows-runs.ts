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
  | { readonly kind: 'fault'; readonly column: number; readonly is: string; readonly remedy: string };

/**
 * The masks of a row as run lengths, one a column; no shape where a cell is empty or -1, which says that there is none.
 * @param label of the row's masks, where it has one of its own; else they are called after their columns.
 */
export function runsOfRow(
  columns: readonly { readonly name: string; readonly cell: string }[],
  table: Table,
  { runs: writing }: Pick<TableMapping, 'runs'>,
  label: string | undefined,
  at: string,
): RowRuns {
  if (columns.length === 0 || writing === null) return { kind: 'none' };
  const shapes: Shape[] = [];
  for (const [column, { name, cell }] of columns.entries()) {
    if (isNoMask(cell)) continue;
    const numbers = runsOfCell(cell);
    if (numbers === null)
      return {
        kind: 'fault',
        column,
        is: `is “${cell.length > 60 ? `${cell.slice(0, 60)}…` : cell}”, no pairs of whole numbers`,
        remedy: 'Write the runs of the mask, or leave the cell empty where there is none.',
      };
    try {
      countsOfRuns(numbers, writing);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return {
        kind: 'fault',
        column,
        is: `cannot be read: ${error.message}`,
        remedy: 'Correct it, or choose below the columns how run lengths are written.',
      };
    }
    shapes.push({ kind: 'run numbers', label: label ?? calledAfter(name), numbers, writing, at });
  }
  const size = sizeOfRuns(table, writing);
  return { kind: 'shapes', shapes, ...(size !== undefined && { size }) };
}

/** `tumour_rle` -> tumour; what says only that it is a mask names nothing. */
const calledAfter = (column: string): string =>
  column
    .replace(/rle|encod(?:ed|ing)|pixels|masks?|segmentations?|annotations?|run[-_ ]?lengths?/gi, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim() || 'object';
