import { isAbsent, isNumber } from './guess-column.ts';
import type { TableRow } from './table.ts';

const withComma = /^[-+]?\d+,\d+$/;
const ofLabels = /label|class|categor|tooth|teeth|finding|diagnos|grade|target/i;
const thousands = /^[-+]?[1-9]\d{0,2},\d{3}$/;

/**
 * Rows with points in their numbers where a spreadsheet wrote commas (`55,5`): in columns that hold numbers and nothing else, none with a
 * point. In a table whose cells are not parted by semicolons, `1,234` may as well be a thousand, and is left.
 */
export function withDecimalPoints(
  rows: readonly TableRow[],
  columns: readonly string[],
  delimiter: string,
): { readonly rows: readonly TableRow[]; readonly note: string | null } {
  const found = columns.flatMap((name, at) => {
    // Two labels that are numbers (teeth, grades) look the same.
    const example = ofLabels.test(name) ? null : exampleIn(rows, at, delimiter);
    return example === null ? [] : [{ name, at, example }];
  });
  const [first] = found;
  if (first === undefined) return { rows, note: null };
  const at = new Set(found.map((column) => column.at));
  return {
    rows: rows.map(({ line, cells }) => ({
      line,
      cells: cells.map((cell, column) =>
        at.has(column) && withComma.test(cell) ? cell.replace(',', '.') : cell,
      ),
    })),
    note: `the comma in numbers like ${first.example} of “${found.map(({ name }) => name).join('”, “')}” is read as a decimal point.`,
  };
}

/** A number of the column with a decimal comma; null where it has none, or holds anything else. */
function exampleIn(rows: readonly TableRow[], at: number, delimiter: string): string | null {
  let example: string | null = null;
  let isClear = delimiter === ';';
  for (const { cells } of rows) {
    const cell = cells[at] ?? '';
    if (withComma.test(cell)) {
      example ??= cell;
      isClear ||= !thousands.test(cell);
    } else if (!isAbsent(cell) && (!isNumber(cell) || cell.includes('.'))) return null;
  }
  return isClear ? example : null;
}
