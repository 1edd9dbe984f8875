import type { ColumnRole } from '../../../domain/dataset/table-mapping.ts';
import { baseName, extensionOf } from '../../container/path.ts';
import { isPictureName } from '../../names.ts';
import type { GuessedColumn } from './columns.ts';
import { guessed, type Column } from './guess-column.ts';

/**
 * Of several columns that name pictures, those that name no other: a path beside a name, the same in another format, or the pictures of a
 * patient in each of the rows about one of them.
 */
export function differentPictures(
  guesses: readonly GuessedColumn[],
  columns: readonly Column[],
): GuessedColumn[] {
  let settled = [...guesses];
  for (const role of ['image', 'mask'] as const) settled = withoutSame(settled, columns, role);
  return withoutOthersOfPatient(settled, columns);
}

const withRole = (guesses: readonly GuessedColumn[], role: ColumnRole): readonly number[] =>
  guesses.flatMap((column, at) => (column.role === role ? [at] : []));

function withoutSame(
  guesses: readonly GuessedColumn[],
  columns: readonly Column[],
  role: ColumnRole,
): GuessedColumn[] {
  const kept: number[] = [];
  const again = new Map<number, number>();
  for (const at of withRole(guesses, role)) {
    const like = kept.find((other) => inMost(columns[at], columns[other], sameName));
    if (like === undefined) kept.push(at);
    // A path says more than a name.
    else if (
      sizeOf(columns[at], '/') > sizeOf(columns[like], '/') &&
      inMost(columns[at], columns[like], sameFormat)
    ) {
      again.set(like, at);
      kept[kept.indexOf(like)] = at;
    } else again.set(at, like);
  }
  return guesses.map((column, at) => {
    const like = again.get(at);
    return like === undefined
      ? column
      : guessed(column.name, 'ignore', `“${guesses[like]?.name ?? ''}” names the same files`, 0.8);
  });
}

/** Each row has a picture of its own, which another column names too, among those of the patient. */
function withoutOthersOfPatient(
  guesses: readonly GuessedColumn[],
  columns: readonly Column[],
): GuessedColumn[] {
  const images = withRole(guesses, 'image');
  const cellsOf = (at: number) => columns[at]?.all() ?? [];
  const own = images.find((at) => {
    const others = images.filter((other) => other !== at);
    const cells = cellsOf(at);
    return (
      others.length > 1 &&
      new Set(cells).size === cells.length &&
      cells.every((cell, row) => others.some((other) => sameName(cell, cellsOf(other)[row] ?? '')))
    );
  });
  if (own === undefined) return [...guesses];
  return guesses.map((column, at) =>
    column.role === 'image' && at !== own
      ? guessed(
          column.name,
          'ignore',
          `a row is about the picture that “${guesses[own]?.name ?? ''}” names`,
          0.7,
        )
      : column,
  );
}

const stemOf = (cell: string): string => {
  const name = baseName(cell.trim().replaceAll('\\', '/')).toLowerCase();
  return isPictureName(name) ? name.slice(0, name.length - extensionOf(name).length - 1) : name;
};
const sameName = (a: string, b: string): boolean => stemOf(a) === stemOf(b);
const sameFormat = (a: string, b: string): boolean => extensionOf(a) === extensionOf(b);

/** Whether nearly all rows that fill in both have it so. */
function inMost(
  a: Column | undefined,
  b: Column | undefined,
  isSo: (one: string, other: string) => boolean,
): boolean {
  const others = b?.all() ?? [];
  let [both, so] = [0, 0];
  for (const [row, cell] of (a?.all() ?? []).entries()) {
    const other = others[row] ?? '';
    if (cell === '' || other === '') continue;
    both += 1;
    if (isSo(cell, other)) so += 1;
  }
  return both > 0 && so >= both * 0.9;
}

const sizeOf = (column: Column | undefined, mark: string): number =>
  (column?.values ?? []).reduce((sum, value) => sum + value.split(mark).length - 1, 0);
