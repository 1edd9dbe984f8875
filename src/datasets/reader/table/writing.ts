import type { ColumnRole } from '../../../domain/dataset/table-mapping.ts';
import type { TableChoice } from './choice.ts';
import type { GuessedColumn } from './columns.ts';
import { boxMode, guessBoxOrder, guessBoxUnit } from './guess-boxes.ts';
import { guessRunWriting } from './guess-runs.ts';
import { guessSeparator } from './guess.ts';
import type { TableWriting } from './mapping.ts';
import type { Table } from './table.ts';

/** What is said of a writing, but for what a person chose. */
export const chosenWriting = (said: TableWriting, chosen: TableChoice): TableWriting => ({
  separator: chosen.separator === undefined ? said.separator : chosen.separator,
  boxOrder: chosen.boxOrder ?? said.boxOrder,
  boxUnit: chosen.boxUnit ?? said.boxUnit,
  runs: chosen.runs ?? said.runs,
});

/** What the cells of tables with the same columns look like. */
export function writingOf(
  tables: readonly [Table, ...Table[]],
  columns: readonly GuessedColumn[],
): TableWriting {
  const cellsOf = (...roles: readonly ColumnRole[]) => {
    const at = columns.flatMap(({ role }, column) => (roles.includes(role) ? [column] : []));
    return tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => at.map((column) => cells[column] ?? '')));
  };
  const box = columns.find(({ role }) => role === 'box');
  return {
    separator: guessSeparator(cellsOf('labels')),
    boxOrder: box === undefined ? 'xywh' : (boxMode(tables) ?? guessBoxOrder(box.name, cellsOf('box'))),
    boxUnit: guessBoxUnit(
      cellsOf(
        'box',
        'box left',
        'box top',
        'box right',
        'box bottom',
        'box width',
        'box height',
        'box centre x',
        'box centre y',
        'point x',
        'point y',
      ),
    ),
    runs: guessRunWriting(tables, columns),
  };
}
