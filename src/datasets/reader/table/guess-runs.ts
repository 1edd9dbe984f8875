import type { Size } from '../../../domain/geometry/boxes.ts';
import { countsOfRuns, type RunWriting } from '../../../domain/geometry/run-lengths.ts';
import { baseName } from '../../container/path.ts';
import { plainName, type GuessedColumn } from './columns.ts';
import { guessed, isAbsent, type Column } from './guess-column.ts';
import type { Table } from './table.ts';

/** Cells of a table that are looked at to tell how their runs are written. */
const mostCells = 500;

/** A table that is known to be written so: by its columns, and where others have the same ones by what else tells. */
interface KnownRuns {
  readonly columns: readonly string[];
  readonly writing: RunWriting;
  /** Name of its file, where the columns do not tell enough. */
  readonly file?: RegExp;
  /** Of every picture that it is about. */
  readonly size?: Size;
}

const ofSiim = { columns: ['imageid', 'encodedpixels'], writing: 'relative-columns' } as const;
const siimFile = /^(?:train-rle|stage_2_train)/i;
const known: readonly KnownRuns[] = [
  // SIIM-ACR pneumothorax: every film of 1024 x 1024.
  { ...ofSiim, file: siimFile, size: { width: 1024, height: 1024 } },
  { ...ofSiim },
  // Data Science Bowl 2018 (nuclei) and others of Kaggle.
  { columns: ['imageid', 'encodedpixels'], writing: 'absolute-columns' },
  // Severstal.
  { columns: ['imageid', 'classid', 'encodedpixels'], writing: 'absolute-columns' },
  // UW-Madison GI tract.
  { columns: ['id', 'class', 'segmentation'], writing: 'absolute-rows' },
  // HuBMAP (kidney, and organs).
  { columns: ['id', 'encoding'], writing: 'absolute-columns' },
  { columns: ['id', 'organ', 'rle'], writing: 'absolute-columns' },
  // Sartorius (cells).
  { columns: ['id', 'annotation', 'width', 'height', 'celltype'], writing: 'absolute-rows' },
];

/** What says that a row has no mask. */
export const isNoMask = (cell: string): boolean => isAbsent(cell.trim()) || cell.trim() === '-1';

/** `387620 23 996 33`; null for anything else. */
export const runsOfCell = (cell: string): readonly number[] | null =>
  /^\s*\d+ +\d+(?: +\d+ +\d+)*\s*$/.test(cell) ? cell.trim().split(/ +/).map(Number) : null;

/** Whether a column holds masks as run lengths, by its name and all of its cells. */
export function holdsRuns({ plain, values }: Column): boolean {
  const said = values.filter((value) => !isNoMask(value));
  return (
    /rle|encod(?:ed|ing)|mask|segmentation|annotation|runlength/.test(plain) &&
    said.length > 0 &&
    said.every((value) => runsOfCell(value) !== null)
  );
}

const labelOfMask = /^(?:class|label|category|organ|cell)(?:id|type|name)?$/;

/** Beside masks as run lengths, labels are those of the masks: a row for each class is empty where the class is not there. */
export function besideRuns(guesses: readonly GuessedColumn[]): GuessedColumn[] {
  if (!guesses.some(({ role }) => role === 'mask as run lengths')) return [...guesses];
  const isLabel = ({ name, role }: GuessedColumn) =>
    role === 'labels' || ((role === 'ignore' || role === 'attribute') && labelOfMask.test(plainName(name)));
  const [label] = guesses.filter(isLabel);
  return guesses.map((column) =>
    column === label
      ? guessed(column.name, 'mask label', 'its name, beside masks as run lengths', 0.9)
      : column,
  );
}

/** How the runs of tables with the same columns are written; null where no known table tells, or where two that do fit both. */
export function guessRunWriting(
  tables: readonly Table[],
  columns: readonly GuessedColumn[],
): RunWriting | null {
  const places = columns.flatMap(({ role }, at) => (role === 'mask as run lengths' ? [at] : []));
  if (places.length === 0) return null;
  const cells = firstRuns(tables, places);
  const fitting = known.filter(
    (layout) => tables.every((table) => isSo(layout, table)) && cells.every((runs) => fits(runs, layout)),
  );
  const telling = fitting.filter(({ file }) => file !== undefined);
  const writings = new Set((telling.length > 0 ? telling : fitting).map(({ writing }) => writing));
  const [only, ...others] = writings;
  return only === undefined || others.length > 0 ? null : only;
}

function firstRuns(tables: readonly Table[], places: readonly number[]): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  for (const { rows } of tables)
    for (const { cells } of rows)
      for (const at of places) {
        const runs = runsOfCell(cells[at] ?? '');
        if (runs !== null) found.push(runs);
        if (found.length === mostCells) return found;
      }
  return found;
}

/** The size of the pictures that a known table of runs was drawn on. */
export const sizeOfRuns = (table: Pick<Table, 'columns' | 'path'>, writing: RunWriting): Size | undefined =>
  known.find((layout) => layout.size !== undefined && layout.writing === writing && isSo(layout, table))
    ?.size;

function isSo({ columns, file }: KnownRuns, table: Pick<Table, 'columns' | 'path'>): boolean {
  const names = new Set(table.columns.map(plainName));
  return (
    columns.every((name) => names.has(name)) &&
    // Two columns are too few to be told by where there are more.
    (columns.length > 2 || names.size === 2) &&
    (file === undefined || file.test(baseName(table.path)))
  );
}

function fits(runs: readonly number[], { writing, size }: KnownRuns): boolean {
  try {
    const end = countsOfRuns(runs, writing).reduce((sum, count) => sum + count, 0);
    return size === undefined || end <= size.width * size.height;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
