import type { FileIndex, Match } from '../file-index.ts';
import { baseName } from '../../container/path.ts';
import { settle, type SetNames } from '../picture-sets.ts';
import type { ColumnRole, TableRecipe } from '../../../domain/dataset/table-mapping.ts';
import { plainName, type GuessedColumn } from './columns.ts';
import { guessed } from './guess-column.ts';
import { steadyOnly } from './guess-labels.ts';
import { guessColumns, mayNumberCases } from './guess.ts';
import type { TableChoice } from './choice.ts';
import { linkedByTables } from './linked-tables.ts';
import type { ReadingChoices, TableMapping, TableWriting } from './mapping.ts';
import { candidatesFor, sourceKey, type MappingSource, type OfferedMappings } from './sources.ts';
import type { Table } from './table.ts';
import { chosenWriting, writingOf } from './writing.ts';

/** Tables with the same columns, which are read alike. */
export interface TableKind {
  readonly tables: readonly [Table, ...Table[]];
  readonly columns: readonly GuessedColumn[];
  readonly mapping: TableMapping;
  /** What its cells look like, whatever a mapping or a person says. */
  readonly guess: TableWriting;
  readonly source: MappingSource;
  readonly sources: readonly MappingSource[];
  /** Whether a person has changed what the source says. */
  readonly changed: boolean;
  /** Whether anything in it is about what is here. */
  readonly inUse: boolean;
  /** Pictures here that it names. */
  readonly pictures: number;
  /** What a folder or an id in it stands for. */
  readonly sets: SetNames;
}

interface Guess {
  readonly tables: readonly [Table, ...Table[]];
  readonly columns: readonly GuessedColumn[];
  /** Where another table says which pictures are of what. */
  readonly sets?: SetNames;
}

/** The kinds of tables, each with what its columns mean by guess, by a mapping and by choice; those about the most pictures first. */
export function kindsOf(
  tables: readonly Table[],
  files: FileIndex,
  choices: ReadingChoices,
  offered: OfferedMappings,
): TableKind[] {
  const reports = linked(withSameColumns(tables, files)).map((guess) => ofStudies(guess, files));
  const guesses = linkedByTables(reports, files);
  return guesses.map((guess) => mapped(guess, files, choices, offered)).sort(byWeight);
}

const byWeight = (a: TableKind, b: TableKind): number =>
  Number(b.inUse) - Number(a.inUse) ||
  b.pictures - a.pictures ||
  Number(hasText(b.columns)) - Number(hasText(a.columns)) ||
  Number(hasBoxes(a.columns)) - Number(hasBoxes(b.columns)) ||
  rowsOf(b) - rowsOf(a);

const rowsOf = ({ tables }: TableKind): number => tables.reduce((sum, { rows }) => sum + rows.length, 0);

export const has = (columns: readonly GuessedColumn[], ...roles: readonly ColumnRole[]): boolean =>
  columns.some(({ role }) => roles.includes(role));
export const namesPictures = (columns: readonly GuessedColumn[]): boolean =>
  has(columns, 'image', 'folder or id');
const hasBoxes = (columns: readonly GuessedColumn[]): boolean =>
  has(columns, 'box', 'box left', 'box centre x');
const hasText = (columns: readonly GuessedColumn[]): boolean =>
  has(columns, 'findings', 'impression', 'report');

/** Of several guesses for the same columns, one that finds pictures counts: one table may be about more of them than another. */
function withSameColumns(tables: readonly Table[], files: FileIndex): Guess[] {
  const kinds = new Map<string, { tables: [Table, ...Table[]]; columns: readonly GuessedColumn[] }>();
  for (const table of tables) {
    const key = JSON.stringify([isSubmission(table.file), table.columns]);
    const kind = kinds.get(key);
    const needed = kind === undefined || !namesPictures(kind.columns);
    const columns = needed ? guessColumns(table, files) : kind.columns;
    if (kind === undefined) kinds.set(key, { tables: [table], columns });
    else {
      kind.tables.push(table);
      if (namesPictures(columns)) kind.columns = columns;
    }
  }
  return [...kinds.values()].map((kind) => withEmpty(kind, files));
}

/** A column that is empty in the table that was looked at (labels kept back) and filled in another with the same columns: all rows together tell. */
function withEmpty(kind: Guess, files: FileIndex): Guess {
  const [first, ...others] = kind.tables;
  const isFilled = ({ rows }: Table, at: number) => rows.some(({ cells }) => (cells[at] ?? '') !== '');
  const lacks = first.columns.some(
    (_, at) => others.some((table) => isFilled(table, at)) && !isFilled(first, at),
  );
  if (!lacks) return kind;
  const columns = guessColumns({ ...first, rows: kind.tables.flatMap(({ rows }) => rows) }, files);
  return namesPictures(columns) || !namesPictures(kind.columns) ? { ...kind, columns } : kind;
}

/**
 * Reports and their pictures in two tables share a column that numbers the cases (`uid`): it then names the case in both. A table of reports
 * alone is named by its numbers too, where each stands once.
 */
function linked(guesses: readonly Guess[]): Guess[] {
  const named = new Map<Guess, string>();
  for (const reports of guesses) {
    if (!hasText(reports.columns) || has(reports.columns, 'image', 'name')) continue;
    for (const { name, role } of reports.columns) {
      if (!mayNumberCases(name) || !['ignore', 'group', 'folder or id'].includes(role)) continue;
      const values = valuesOf(reports, name);
      if (values === null || values.size !== reports.tables.reduce((sum, { rows }) => sum + rows.length, 0))
        continue;
      // A case is not called after a person.
      if (plainName(name) === 'name' && [...values].filter(isPersonal).length > values.size / 2) continue;
      const partners = guesses.filter((other) => {
        const column = columnLike(other, name);
        if (other === reports || column === undefined || hasText(other.columns)) return false;
        const theirs = [...(valuesOf(other, column) ?? [])];
        return theirs.filter((value) => values.has(value)).length > theirs.length / 2;
      });
      // Nor after its number in a hospital, where nothing needs that.
      if (partners.length === 0 && (role !== 'ignore' || plainName(name).startsWith('accession'))) continue;
      named.set(reports, name);
      for (const partner of partners) named.set(partner, columnLike(partner, name) ?? name);
      break;
    }
  }
  return guesses.map((guess) => {
    const key = named.get(guess);
    if (key === undefined) return guess;
    const columns = guess.columns.map((column) =>
      column.name === key ? guessed(key, 'name', 'it numbers the cases', 0.85) : column,
    );
    return { ...guess, columns: guess.tables.reduce(steadyOnly, columns) };
  });
}

/** What a competition offers as a pattern for answers (`sample_submission.csv`): its labels are made up. */
const isSubmission = (file: string): boolean => /^sample[-_ ]?submission/i.test(baseName(file));

/** `Jane Doe`, `Doe, Jane`, `Doe^Jane`, `张伟`: two names of letters, or two to four Chinese characters. */
const isPersonal = (text: string): boolean =>
  /^\p{L}[\p{L}'.-]+(?:\s*[,^]\s*|\s+)\p{L}[\p{L}'. ^-]*$/u.test(text) || /^\p{Script=Han}{2,4}$/u.test(text);

/** Of MIMIC-CXR's studies (`mimic-cxr-2.0.0-chexpert.csv`): the number of the study is that in the name of its report. */
function ofStudies(guess: Guess, files: FileIndex): Guess {
  const { columns } = guess;
  const study = columns.find(({ name }) => plainName(name) === 'studyid')?.name;
  if (study === undefined || has(columns, 'image', 'name') || hasText(columns)) return guess;
  const reports = files.studies;
  if (![...(valuesOf(guess, study) ?? [])].some((value) => reports.has(value))) return guess;
  return {
    ...guess,
    columns: columns.map((column) =>
      column.name === study
        ? guessed(study, 'name', 'it numbers the studies whose reports are here', 0.9)
        : column,
    ),
  };
}

const columnLike = ({ columns }: Guess, name: string): string | undefined =>
  columns.find((column) => plainName(column.name) === plainName(name))?.name;

/** The values of a column, null where some are empty. */
function valuesOf({ tables, columns }: Guess, name: string): ReadonlySet<string> | null {
  const at = columns.findIndex((column) => column.name === name);
  const values = new Set<string>();
  for (const { rows } of tables)
    for (const { cells } of rows) {
      const value = cells[at] ?? '';
      if (value === '') return null;
      values.add(value);
    }
  return values;
}

function mapped(
  { tables, columns: guesses, sets: linkedSets }: Guess,
  files: FileIndex,
  choices: ReadingChoices,
  offered: OfferedMappings,
): TableKind {
  const [first] = tables;
  const sets = linkedSets ?? files.sets;
  const chosen = choices.tables?.[first.path] ?? {};
  const candidates = candidatesFor(first.columns, offered);
  const { source, recipe } =
    candidates.find((candidate) => sourceKey(candidate.source) === chosen.source) ?? candidates[0];
  const columns = guesses.map((column) => withChoice(withRecipe(column, recipe), chosen));
  const pictures = picturesNamed(tables, columns, files, sets);
  const guess = writingOf(tables, columns);
  const said: TableWriting = recipe === null ? guess : { ...recipe, runs: recipe.runs ?? guess.runs };
  const writing = chosenWriting(said, chosen);
  return {
    tables,
    columns,
    mapping: {
      file: first.path,
      roles: Object.fromEntries(columns.map(({ name, role }) => [name, role])),
      ...writing,
    },
    guess,
    source,
    sources: candidates.map((candidate) => candidate.source),
    changed:
      columns.some(({ role }, at) => {
        const column = guesses[at];
        return column !== undefined && role !== withRecipe(column, recipe).role;
      }) ||
      writing.separator !== said.separator ||
      writing.boxOrder !== said.boxOrder ||
      writing.boxUnit !== said.boxUnit ||
      writing.runs !== said.runs,
    pictures,
    sets,
    inUse:
      chosen.mapping !== undefined ||
      (!isSubmission(first.file) &&
        (pictures > 0 || ((hasText(columns) || has(columns, 'name')) && !namesPictures(columns)))),
  };
}

function withRecipe(column: GuessedColumn, recipe: TableRecipe | null): GuessedColumn {
  const role = recipe?.columns.find(({ name }) => name === column.name)?.role;
  if (role === undefined) return column;
  const guess = role === column.role ? '' : `; guessed: ${column.role} (${column.why})`;
  return { name: column.name, role, why: `as in the mapping${guess}`, confidence: 1 };
}

function withChoice(column: GuessedColumn, { mapping }: TableChoice): GuessedColumn {
  const role = mapping?.[column.name];
  return role === undefined || role === column.role
    ? column
    : { name: column.name, role, why: 'chosen by hand', confidence: 1 };
}

/** What is ambiguous is told where rows are read: the table is about pictures here all the same. A number may mean anything. */
const pathsOf = (match: Match, cell: string): readonly string[] =>
  match.kind === 'found'
    ? [match.path]
    : match.kind === 'ambiguous' && /\D/.test(cell.trim())
      ? match.paths
      : [];

function picturesNamed(
  tables: readonly Table[],
  columns: readonly GuessedColumn[],
  files: FileIndex,
  sets: SetNames,
): number {
  const [single, together] = (['image', 'folder or id'] as const).map((own) =>
    columns.flatMap(({ role }, at) => (role === own ? [at] : [])),
  );
  const found = new Set<string>();
  for (const { file, rows } of tables)
    for (const { cells } of rows) {
      for (const at of single ?? [])
        for (const cell of (cells[at] ?? '').split('|')) {
          const match = files.findPicture(cell, file);
          for (const path of pathsOf(match, cell)) found.add(path);
        }
      const named = (together ?? []).map((at) => cells[at] ?? '').filter((cell) => cell !== '');
      const match = named.length === 0 ? null : settle(sets, named, file, 'none');
      const meant = match?.kind === 'found' ? [match.set] : match?.kind === 'ambiguous' ? match.sets : [];
      for (const { pictures } of meant) for (const path of pictures) found.add(path);
    }
  return found.size;
}
