import { canonicalJson } from '../../../domain/plan/identity.ts';
import { baseName } from '../../container/path.ts';
import { FileUnreadableError } from '../../container/source.ts';
import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import { isTableName, splitOfFile } from '../../names.ts';
import { refusedFile } from '../../refusal.ts';
import type { FileIndex } from '../file-index.ts';
import { labelsOfCases } from '../draft-labels.ts';
import { mergeDrafts } from '../merge/drafts.ts';
import { unsaid, type CaseDraft, type Reader, type Reading } from '../reading.ts';
import type { ColumnRole, GuessedColumn } from './columns.ts';
import { draftsOf, noteAbsent, tellAbsent } from './drafts.ts';
import { guessColumns, guessSeparator } from './guess.ts';
import type { ReadingChoices, TableChoice, TableMapping, TableReading } from './mapping.ts';
import { parseTable, type Table } from './parse.ts';

/** Rows of a table shown beside its mapping. */
const shownRows = 8;

/**
 * CSV or TSV: a row names a picture and says what is true of it. Tables with the same columns are read alike (`train.csv`,
 * `test.csv`); what several tables say of the same cases is merged. A table about nothing that is here is left aside.
 */
export const tables: Reader = {
  name: 'Table (CSV)',
  part: 'truth',
  async read(files, choices) {
    const { guessed, refused } = await readTables(files);
    if (guessed.length === 0 && refused.length === 0) return null;
    const kinds = kindsOf(guessed).map((kind) => mapped(kind, files, choices));
    const [main, ...others] = kinds.filter(({ inUse }) => inUse).sort(byWeight);
    const read = [...(main === undefined ? [] : [main]), ...others].map((kind) => ({
      kind,
      drafts: kind.tables.map((table) => ({
        table,
        found: draftsOf(table, kind.mapping, splitOfFile(table.path), files),
      })),
    }));
    const found = read.flatMap(({ drafts }) => drafts);
    const merged = mergeDrafts(found.flatMap((each) => each.found.drafts));
    const labels = labelsOfCases(merged.cases);
    const leftAside = kinds.filter(({ inUse }) => !inUse);
    return {
      ...unsaid,
      reader: this.name,
      understood: understoodOf(
        read.map(({ kind }) => kind),
        kinds,
        merged.cases.length,
      ),
      labels: labels.map((name) => ({ name, synonyms: [] })),
      notes: [
        ...read.flatMap(({ kind, drafts }) =>
          kind === main ? [] : drafts.flatMap((each) => noteAbsent(each.table, each.found)),
        ),
        ...languagesOf(merged.cases),
        ...(leftAside.length > 0 && merged.cases.length > 0
          ? [`Left aside, being about something else: ${namesOf(leftAside)}.`]
          : []),
      ],
      cases: merged.cases,
      refused: [
        ...refused,
        ...found.flatMap((each) => each.found.refused),
        ...read.flatMap(({ kind, drafts }) =>
          kind === main ? drafts.flatMap((each) => tellAbsent(each.table, each.found)) : [],
        ),
        ...merged.refused,
      ],
      unnamed: {
        reason: `no row of ${main === undefined ? 'a table' : namesOf([main]).replaceAll(', ', ' or ')} names it`,
        remedy: 'Add a row for it, if it is meant.',
      },
      used: guessed.map(({ table }) => table.path),
      key: read.map(({ kind }) =>
        canonicalJson({ ...kind.mapping, texts: kind.tables.map(({ text }) => text) }),
      ),
      tables: [...read.map(({ kind }) => kind), ...leftAside].map(readingOf),
    } satisfies Reading;
  },
};

interface GuessedTable {
  readonly table: Table;
  readonly columns: readonly GuessedColumn[];
}

async function readTables(files: FileIndex): Promise<{ guessed: GuessedTable[]; refused: RefusedFile[] }> {
  const guessed: GuessedTable[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files.files.filter(({ path }) => isTableName(path))) {
    try {
      const table = parseTable(file.path, await file.read());
      if (table !== null) guessed.push({ table, columns: guessColumns(table, files) });
      else
        refused.push({
          path: file.path,
          reason: 'the table has no rows',
          remedy: 'Check that it was saved in full.',
        });
    } catch (error) {
      if (!(error instanceof FileUnreadableError)) throw error;
      refused.push(refusedFile(file.path, { reason: error.message, remedy: error.remedy }));
    }
  }
  return { guessed, refused };
}

/** Tables with the same columns. */
interface TableKind {
  readonly tables: readonly [Table, ...Table[]];
  readonly columns: readonly GuessedColumn[];
}

interface MappedKind extends TableKind {
  readonly mapping: TableMapping;
  readonly inUse: boolean;
  /** Pictures here that it names. */
  readonly pictures: number;
}

/** Of several guesses for the same columns the surest counts: one table may be about more of the pictures than another. */
function kindsOf(guessed: readonly GuessedTable[]): TableKind[] {
  const kinds: { tables: [Table, ...Table[]]; columns: readonly GuessedColumn[] }[] = [];
  for (const { table, columns } of guessed) {
    const kind = kinds.find(({ tables: [first] }) => sameColumns(first, table));
    if (kind === undefined) kinds.push({ tables: [table], columns });
    else {
      kind.tables.push(table);
      if (has(columns, 'image') && !has(kind.columns, 'image')) kind.columns = columns;
    }
  }
  return kinds;
}

function mapped(kind: TableKind, files: FileIndex, choices: ReadingChoices): MappedKind {
  const choice = choices.tables?.[kind.tables[0].path] ?? {};
  const columns = kind.columns.map((column) => chosen(column, choice));
  const pictures = picturesNamed(kind.tables, columns, files);
  return {
    ...kind,
    columns,
    mapping: mappingOf(kind.tables, columns, choice),
    pictures,
    inUse: pictures > 0 || (hasText(columns) && !has(columns, 'image')) || choice.mapping !== undefined,
  };
}

const byWeight = (a: MappedKind, b: MappedKind): number =>
  b.pictures - a.pictures ||
  Number(has(a.columns, 'box x')) - Number(has(b.columns, 'box x')) ||
  rowsOf(b) - rowsOf(a);

const rowsOf = ({ tables: all }: TableKind): number => all.reduce((sum, { rows }) => sum + rows.length, 0);

const has = (columns: readonly GuessedColumn[], role: ColumnRole): boolean =>
  columns.some((column) => column.role === role);
const hasText = (columns: readonly GuessedColumn[]): boolean =>
  has(columns, 'findings') || has(columns, 'impression');

function picturesNamed(all: readonly Table[], columns: readonly GuessedColumn[], files: FileIndex): number {
  const at = columns.flatMap(({ role }, column) => (role === 'image' ? [column] : []));
  const found = new Set<string>();
  for (const { path, rows } of all) {
    for (const { cells } of rows) {
      for (const column of at) {
        const match = files.findPicture(cells[column] ?? '', path);
        if (match.kind === 'found') found.add(match.path);
      }
    }
  }
  return found.size;
}

const chosen = (column: GuessedColumn, { mapping }: TableChoice): GuessedColumn => {
  const role = mapping?.[column.name];
  return role === undefined || role === column.role
    ? column
    : { name: column.name, role, why: 'chosen by hand', confidence: 1 };
};

function mappingOf(
  [first, ...others]: readonly [Table, ...Table[]],
  columns: readonly GuessedColumn[],
  { separator }: TableChoice,
): TableMapping {
  const labels = columns.findIndex(({ role }) => role === 'labels');
  return {
    file: first.path,
    roles: Object.fromEntries(columns.map(({ name, role }) => [name, role])),
    separator:
      separator === undefined
        ? guessSeparator(
            [first, ...others].flatMap(({ rows }) => rows.map(({ cells }) => cells[labels] ?? '')),
          )
        : separator,
  };
}

const readingOf = ({ tables: [first, ...alike], columns, mapping, inUse }: MappedKind): TableReading => ({
  file: first.path,
  alike: alike.map(({ path }) => path),
  inUse,
  columns,
  separator: mapping.separator,
  rows: first.rows.slice(0, shownRows).map(({ cells }) => cells),
});

const sameColumns = (a: Table, b: Table): boolean =>
  a === b || (a.columns.length === b.columns.length && a.columns.every((name, at) => name === b.columns[at]));

const namesOf = (kinds: readonly TableKind[]): string =>
  kinds.flatMap(({ tables: all }) => all.map(({ path }) => baseName(path))).join(', ');

function languagesOf(cases: readonly CaseDraft[]): string[] {
  const languages = new Set(
    cases.flatMap(({ truth }) => (truth.report === undefined ? [] : [truth.report.language])),
  );
  return languages.size === 0
    ? []
    : [`Language of the reports, told by their script: ${[...languages].join(', ')}.`];
}

function understoodOf(read: readonly MappedKind[], all: readonly MappedKind[], cases: number): string {
  const [main, ...others] = read;
  if (main === undefined || cases === 0) {
    const named = all.filter(({ columns }) => has(columns, 'image'));
    return named.length > 0
      ? `${namesOf(named)} names no picture that is here.`
      : `No column of ${namesOf(all)} names the pictures: choose the one that does.`;
  }
  const added = others.length === 0 ? '' : `, with what ${namesOf(others)} adds`;
  return `${namesOf([main])} describes ${cases} ${cases === 1 ? 'case' : 'cases'} that ${cases === 1 ? 'is' : 'are'} here${added}.`;
}
