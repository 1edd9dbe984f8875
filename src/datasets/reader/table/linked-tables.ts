import type { FileIndex } from '../file-index.ts';
import type { SetNames } from '../picture-sets.ts';
import { plainName, type GuessedColumn } from './columns.ts';
import { guessed } from './guess-column.ts';
import type { Table } from './table.ts';

interface Guess {
  readonly tables: readonly [Table, ...Table[]];
  readonly columns: readonly GuessedColumn[];
  readonly sets?: SetNames;
}

const telling = ['labels', 'attribute', 'split', 'one label, 0 or 1', 'one finding, 1, 0 or -1'];

/**
 * A table of patients beside one that says which pictures are whose (`patients.csv: patient_id, diagnosis`; `images.csv: image, patient_id`): a
 * row is about every picture that the other table gives its patient. One other table must do so, by a column of the same name.
 */
export function linkedByTables<One extends Guess>(guesses: readonly One[], files: FileIndex): One[] {
  return guesses.map((guess) => {
    const { columns } = guess;
    const isNamed = columns.some(({ role }) =>
      ['image', 'folder or id', 'name', 'report', 'findings'].includes(role),
    );
    if (isNamed || !columns.some(({ role }) => telling.includes(role))) return guess;
    const links = columns.flatMap(({ name, role }) => {
      if (role !== 'group' && !(role === 'ignore' && /(?:id|uid|no|number)$/.test(plainName(name))))
        return [];
      return guesses.flatMap((other) => {
        const sets = other === guess ? null : setsOf(other, name, files);
        return sets !== null && areMostly(guess, name, sets) ? [{ name, sets }] : [];
      });
    });
    // The patient before what else two tables have in common.
    const link =
      links.find(({ name }) => columns.some((column) => column.name === name && column.role === 'group')) ??
      links[0];
    const rivals = links.filter(({ name }) => name === link?.name);
    if (link === undefined || rivals.length > 1) return guess;
    return {
      ...guess,
      sets: link.sets,
      columns: columns.map((column) =>
        column.name === link.name
          ? guessed(column.name, 'folder or id', 'another table says which pictures are of it', 0.8)
          : column,
      ),
    };
  });
}

/** The pictures that a table with a column of that name gives each of its values; null where it has none, or names no pictures. */
function setsOf({ tables, columns }: Guess, name: string, files: FileIndex): SetNames | null {
  const key = columns.find((column) => plainName(column.name) === plainName(name))?.name;
  const image = columns.find(({ role }) => role === 'image')?.name;
  if (key === undefined || image === undefined || key === image) return null;
  const pictures = new Map<string, Set<string>>();
  for (const { file, columns: names, rows } of tables) {
    const [at, of] = [names.indexOf(image), names.indexOf(key)];
    for (const { cells } of rows)
      for (const cell of (cells[at] ?? '').split('|')) {
        const match = files.findPicture(cell, file);
        const value = folded(cells[of] ?? '');
        if (match.kind !== 'found' || value === '') continue;
        pictures.set(value, (pictures.get(value) ?? new Set()).add(match.path));
      }
  }
  if (pictures.size === 0) return null;
  return {
    meant: (cell) => {
      const own = pictures.get(folded(cell));
      return own === undefined ? [] : [{ at: cell, pictures: [...own] }];
    },
  };
}

/** Whether a column tells rows apart, and enough of its values have pictures: tables that only number their rows alike are not linked. */
function areMostly({ tables }: Guess, name: string, sets: SetNames): boolean {
  const cells = tables.flatMap(({ columns, rows }) =>
    rows.map((row) => row.cells[columns.indexOf(name)] ?? ''),
  );
  const distinct = new Set(cells);
  const linked = [...distinct].filter((cell) => sets.meant(cell).length > 0).length;
  return distinct.size === cells.length && linked > 0 && linked >= distinct.size / 2;
}

const folded = (text: string): string => text.trim().toLowerCase();
