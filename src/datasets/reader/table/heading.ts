import { isPictureName } from '../../names.ts';
import { isNumber } from './guess-column.ts';
import type { TableRow } from './table.ts';

export interface Heading {
  /** Empty cells where a column has no name. */
  readonly names: readonly string[];
  readonly rows: readonly TableRow[];
  readonly note: string | null;
}

/** Rows looked at to tell whether the first one is a row like any other. */
const lookedAt = 50;

/**
 * The names of the columns, from the first row of a table: none where that row names a picture or a folder as those below it do, or is numbered like them, and two rows where a
 * cell stands over several columns that the next row names.
 */
export function headingOf(first: TableRow, rows: readonly TableRow[]): Heading {
  if (isRow(first, rows))
    return {
      names: [],
      rows: [first, ...rows],
      note: 'it has no heading: its columns are called by their place.',
    };
  const [second, ...others] = rows;
  const names =
    second === undefined || others.length === 0 ? null : joined(first.cells, second.cells, others);
  return names === null
    ? { names: first.cells, rows, note: null }
    : { names, rows: others, note: 'its heading has two rows: columns are called as the lower one says.' };
}

const isRow = ({ cells }: TableRow, rows: readonly TableRow[]): boolean =>
  cells.some((cell, at) => {
    const below = rows.slice(0, lookedAt).map((row) => row.cells[at] ?? '');
    const isMost = (isSuch: (other: string) => boolean) => below.filter(isSuch).length > below.length / 2;
    if (isPictureName(cell)) return isMost(isPictureName);
    return [rootOf, numberedForm].some(
      (of) => of(cell) !== null && isMost((other) => of(other) === of(cell)),
    );
  });

/** `ISIC_0000001` -> `ISIC_#`; null where it does not number anything so. */
const numberedForm = (cell: string): string | null =>
  /^(?=\P{L}*\p{L})\S*\d{3}\S*$/u.test(cell) ? cell.replace(/\d+/g, '#') : null;

/** `set/train/patient1/` -> `set`; null where it is no path of several folders. */
const rootOf = (cell: string): string | null => /^\.?\/?([^/\s]+)\/[^/]+\//.exec(cell)?.[1] ?? null;

/** Null where the second row is no part of the heading: it would name every column that has no name, and hold no number. */
function joined(
  upper: readonly string[],
  lower: readonly string[],
  rows: readonly TableRow[],
): readonly string[] | null {
  const count = Math.max(upper.length, lower.length);
  const unnamed = Array.from({ length: count }, (_, at) => at).filter(
    (at) => (upper[at] ?? '') === '' && at > 0,
  );
  const names = lower.filter((cell) => cell !== '');
  // Words over numbers, or a cell above that goes down over both rows: a row of words may as well be one of the table.
  const isUnlikeRows =
    upper.some((cell, at) => cell !== '' && (lower[at] ?? '') === '') ||
    unnamed.some((at) => {
      const below = rows.slice(0, lookedAt).map(({ cells }) => cells[at] ?? '');
      return below.filter(isNumber).length > below.length / 2;
    });
  const isHeading =
    isUnlikeRows &&
    unnamed.length > 0 &&
    unnamed.every((at) => (lower[at] ?? '') !== '') &&
    new Set(names).size === names.length &&
    !names.some((cell) => isNumber(cell) || isPictureName(cell));
  return isHeading ? Array.from({ length: count }, (_, at) => lower[at] || (upper[at] ?? '')) : null;
}
