import type { FileIndex } from '../file-index.ts';
import { uniqueNames, type Table } from './table.ts';

/** What the column is called that names the pictures. */
const column = 'picture';

/**
 * Slices by the number of their patient, day and place (`case123_day20_slice_0001` of UW-Madison GI tract), which no file is called: they lie in folders
 * (`case123/case123_day20/scans/slice_0001_266_266_1.50_1.50.png`). A column with their paths is added where some are here.
 */
export function withSlicePictures(tables: readonly Table[], files: FileIndex): readonly Table[] {
  const named = tables.map((table) => sliceColumn(table));
  if (named.every((at) => at < 0)) return tables;
  const paths = new Map<string, string>();
  for (const { path } of files.files) {
    const [, series, slice] =
      /(?:^|\/)(case\d+_day\d+)\/(?:[^/]+\/)?(slice_\d+)_[^/]*\.png$/i.exec(path) ?? [];
    if (series !== undefined && slice !== undefined) paths.set(`${series}_${slice}`.toLowerCase(), path);
  }
  return paths.size === 0 ? tables : tables.map((table, at) => withColumn(table, named[at] ?? -1, paths));
}

function sliceColumn({ rows }: Table): number {
  const [first] = rows;
  return first === undefined ? -1 : first.cells.findIndex((cell) => /^case\d+_day\d+_slice_\d+$/i.test(cell));
}

function withColumn(table: Table, at: number, paths: ReadonlyMap<string, string>): Table {
  if (at < 0) return table;
  return {
    ...table,
    columns: uniqueNames([...table.columns, column], table.columns.length + 1),
    rows: table.rows.map(({ line, cells }) => {
      const id = cells[at] ?? '';
      return { line, cells: [...cells, paths.get(id.toLowerCase()) ?? id] };
    }),
  };
}
