import type { FileIndex } from '../file-index.ts';
import { settle, type PictureSets } from '../picture-sets.ts';
import type { GuessedColumn } from './columns.ts';
import { guessed, type Column } from './guess-column.ts';

/** What a row says at all of its pictures. */
const tellingRoles = ['labels', 'attribute', 'split', 'findings', 'impression', 'report', 'question'];
/** Names of columns that hold folders, or what patients and their studies are called by. */
const setNames =
  /(?:patient|subject|person|case|study|series|exam|examination|visit|session|scan|accession|folder|dir|directory|path|location|uid|id|ids|no|nr|number|编号|序号)$|^(?:patients?|subjects?|persons?|cases?|stud(?:y|ies)|key|pid)/;

/**
 * Where no column names pictures (but by numbers that happen to), one (or a patient's and that of her study) may name folders that are here, or what names of folders or
 * files begin with: a row is then about every picture of it.
 */
export function setColumns(
  guesses: readonly GuessedColumn[],
  columns: readonly Column[],
  files: FileIndex,
  file: string,
): GuessedColumn[] {
  const isNumber = (at: number) => columns[at]?.values.every((value) => /^\d{1,4}$/.test(value)) === true;
  const isByChance = ({ role, why }: GuessedColumn, at: number) =>
    role === 'image' && isNumber(at) && !why.startsWith('its name');
  if (guesses.some((guess, at) => guess.role === 'image' && !isByChance(guess, at))) return [...guesses];
  const candidates = columns.flatMap((column, at) => {
    const role = guesses[at]?.role;
    if ((role !== 'group' && role !== 'ignore') || column.values.length === 0) return [];
    const claim = claimOf(column, files.sets);
    return claim === null ? [] : [{ at, ...claim }];
  });
  const [first, ...others] = candidates.toSorted(
    (a, b) => Number(b.isTold) - Number(a.isTold) || b.share - a.share || a.at - b.at,
  );
  const isSaid = guesses.some(
    ({ role }, at) =>
      tellingRoles.includes(role) || (role === 'ignore' && isBinary(columns[at]?.values ?? [])),
  );
  if (first === undefined || !isSaid) return [...guesses];
  const cellsOf = (at: number) => columns[at]?.all() ?? [];
  const narrowing = others.find(
    ({ at, isTold }) => isTold && narrows(cellsOf(first.at), cellsOf(at), files.sets, file),
  );
  return guesses.map((column, at) =>
    at === first.at || at === narrowing?.at
      ? guessed(column.name, 'folder or id', 'its cells name folders, or what names begin with', 0.8)
      : isByChance(column, at)
        ? guessed(
            column.name,
            'ignore',
            `its numbers may name pictures, but “${columns[first.at]?.name ?? ''}” does plainly`,
            0.6,
          )
        : column,
  );
}

/** Fewer numbers may be classes, by which folders are called too (`0`, `1`). */
const fewestNumbers = 10;

/** How far the cells of a column name sets; null where they may do so by chance. */
function claimOf(
  { plain, all }: Column,
  sets: PictureSets,
): { readonly isTold: boolean; readonly share: number } | null {
  const cells = all().filter((cell) => cell !== '');
  const distinct = [...new Set(cells)];
  const naming = distinct.filter((cell) => sets.meant(cell).length > 0);
  if (naming.length === 0) return null;
  const share = naming.length / distinct.length;
  const isTold = setNames.test(plain) && !/class|categor|label/.test(plain);
  const claim = { isTold, share };
  const isOnce = distinct.length === cells.length;
  // A word may be that of a class, after which a folder is called too.
  if (!naming.every((cell) => /[\d/\\]/.test(cell)))
    return isOnce && share === 1 && /^(?:patients?|subjects?|persons?)(?:id)?$/.test(plain) ? claim : null;
  if (naming.every((cell) => /^(?:\d{1,2}|[1-9]\d{2,3})$/.test(cell))) {
    const mayBeClasses = /^(?:id|no|nr|number|key)$/.test(plain) && naming.length < fewestNumbers;
    return isTold && share >= 0.5 && !mayBeClasses ? claim : null;
  }
  return isTold || (isOnce && share >= 0.5) ? claim : null;
}

/** Whether cells of a second column tell pictures of the first apart, in nearly every row that is about pictures here. */
function narrows(
  first: readonly string[],
  second: readonly string[],
  sets: PictureSets,
  file: string,
): boolean {
  let [rows, told, narrower] = [0, 0, 0];
  first.forEach((cell, at) => {
    const other = second[at] ?? '';
    const alone = settle(sets, [cell], file, 'none');
    if (alone.kind === 'missing' || other === '') return;
    rows += 1;
    const both = settle(sets, [cell, other], file, 'none');
    if (both.kind !== 'found') return;
    told += 1;
    if (alone.kind === 'ambiguous' || both.set.pictures.length < alone.set.pictures.length) narrower += 1;
  });
  return narrower > 0 && told >= rows * 0.9;
}

const isBinary = (values: readonly string[]): boolean =>
  values.length > 0 && values.every((value) => /^-?[01](?:\.0*)?$|^(?:true|false)$/i.test(value));
