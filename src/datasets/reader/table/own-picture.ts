import { baseName, withoutExtension } from '../../container/path.ts';
import type { FileIndex } from '../file-index.ts';
import { plainName } from './columns.ts';
import { uniqueNames, type Table } from './table.ts';

/** What the column is called that the name of a file becomes. */
const column = 'file name';
/** What makes a box, however its columns are called. */
const ofBox = /^(?:bbox|xmin|ymin|xmax|ymax|x1|y1|x2|y2|x|y|w|h|width|height)$/;

/**
 * Tables of which each is about the picture of its name (`bbox/cju0qkwl35piu0993l0dewei2.csv` of Kvasir-SEG): the name becomes a column. So where
 * most tables with the same columns are called after pictures here, and no cell names one; of a single table, only where it is of boxes.
 */
export function withOwnPictures(tables: readonly Table[], files: FileIndex): readonly Table[] {
  const own = new Set<Table>();
  for (const alike of Map.groupBy(tables, ({ columns }) => JSON.stringify(columns)).values()) {
    const called = alike.filter((table) => isPicture(nameOf(table), table, files));
    const isOfBoxes = alike.some(
      ({ columns }) => columns.filter((name) => ofBox.test(plainName(name))).length > 3,
    );
    const enough = called.length > alike.length / 2 && (alike.length > 1 || isOfBoxes);
    if (enough && !alike.some((table) => namesOthers(table, files)))
      for (const table of alike) own.add(table);
  }
  return tables.map((table) => (own.has(table) ? withName(table) : table));
}

const nameOf = ({ path }: Table): string => withoutExtension(baseName(path));
const isPicture = (cell: string, { file }: Table, files: FileIndex): boolean =>
  files.findPicture(cell, file).kind !== 'missing';

/** Whether its first row names a picture in words; numbers do so by chance. */
const namesOthers = (table: Table, files: FileIndex): boolean =>
  table.rows[0]?.cells.some((cell) => /\p{L}/u.test(cell) && isPicture(cell, table, files)) === true;

function withName(table: Table): Table {
  const columns = uniqueNames([...table.columns, column], table.columns.length + 1);
  const name = nameOf(table);
  return {
    ...table,
    columns,
    rows: table.rows.map(({ line, cells }) => ({ line, cells: [...cells, name] })),
  };
}
