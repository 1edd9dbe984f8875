import { canonicalJson } from '../../../domain/plan/identity.ts';
import { baseName, withoutExtension } from '../../container/path.ts';
import { FileUnreadableError } from '../../container/source.ts';
import type { RefusedFile, Split } from '../../../domain/dataset/dataset.ts';
import { isTableName, splitOfWord } from '../../names.ts';
import { refusedFile } from '../../refusal.ts';
import type { FileIndex } from '../file-index.ts';
import { unsaid, type Reader, type Reading } from '../reading.ts';
import { CaseCollector } from './cases.ts';
import type { ColumnRole, GuessedColumn } from './columns.ts';
import { guessColumns, guessSeparator } from './guess.ts';
import type { TableChoices, TableMapping } from './mapping.ts';
import { parseTable, type Table } from './parse.ts';

/** Rows of a table shown beside its mapping. */
const shownRows = 8;

/**
 * CSV or TSV: a row names a picture and says what is true of it. Of several tables, the one about the most pictures
 * is the main one; those with the same columns belong to it (`train.csv`, `test.csv`); one of boxes about the same
 * pictures adds them.
 */
export const tables: Reader = {
  name: 'Table (CSV)',
  async read(files, choices) {
    const { guessed, refused } = await readTables(files);
    const main = chooseMain(guessed, files, choices);
    if (main === null) return null;
    const columns = main.columns.map((column) => chosen(column, choices));
    const mapping = mappingOf(main.table, columns, choices);
    const own = guessed.filter(({ table }) => sameColumns(table, main.table));
    const others = guessed.filter((each) => !own.includes(each));
    const collector = new CaseCollector(files);
    for (const { table } of own)
      collector.add(table, { ...mapping, file: table.path }, splitOfTable(table.path));
    const boxTables = others.filter((each) => has(each.columns, 'box x') && has(each.columns, 'image'));
    for (const { table, columns: theirs } of boxTables)
      collector.addBoxes(table, mappingOf(table, theirs, {}));
    const { cases, notes, refused: rowFaults } = collector.finish();
    const leftAside = others
      .filter((each) => !boxTables.includes(each))
      .map(({ table }) => baseName(table.path));
    return {
      ...unsaid,
      reader: this.name,
      understood: understoodOf(own, boxTables, cases.length, has(columns, 'image')),
      labels: labelsOf(cases).map((name) => ({ name, synonyms: [] })),
      notes: [
        ...notes,
        ...(leftAside.length > 0 ? [`Left aside, being about something else: ${leftAside.join(', ')}.`] : []),
      ],
      cases,
      refused: [...refused, ...rowFaults],
      unnamed: {
        reason: `no row of ${own.map(({ table }) => baseName(table.path)).join(' or ')} names it`,
        remedy: 'Add a row for it, if it is meant.',
      },
      used: guessed.map(({ table }) => table.path),
      key: [canonicalJson({ ...mapping, texts: [...own, ...boxTables].map(({ table }) => table.text) })],
      table: {
        file: main.table.path,
        columns,
        separator: mapping.separator,
        rows: main.table.rows.slice(0, shownRows).map(({ cells }) => cells),
      },
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

/** Null where no table names a picture or holds reports, and a person has not said which column does. */
function chooseMain(
  guessed: readonly GuessedTable[],
  files: FileIndex,
  { mapping }: TableChoices,
): GuessedTable | null {
  const fitting = guessed.filter(({ table }) =>
    Object.keys(mapping ?? {}).every((name) => table.columns.includes(name)),
  );
  const ranked = fitting
    .map((each) => ({
      each,
      pictures: picturesNamed(each, files),
      text: hasText(each.columns) ? each.table.rows.length : 0,
    }))
    .sort(
      (a, b) =>
        b.pictures - a.pictures ||
        Number(has(a.each.columns, 'box x')) - Number(has(b.each.columns, 'box x')) ||
        b.text - a.text,
    );
  const best = ranked[0];
  if (best === undefined) return null;
  return best.pictures > 0 || best.text > 0 || mapping !== undefined ? best.each : null;
}

const has = (columns: readonly GuessedColumn[], role: ColumnRole): boolean =>
  columns.some((column) => column.role === role);
const hasText = (columns: readonly GuessedColumn[]): boolean =>
  has(columns, 'findings') || has(columns, 'impression');

function picturesNamed({ table, columns }: GuessedTable, files: FileIndex): number {
  const at = columns.flatMap(({ role }, column) => (role === 'image' ? [column] : []));
  const found = new Set<string>();
  for (const { cells } of table.rows) {
    for (const column of at) {
      const match = files.findPicture(cells[column] ?? '');
      if (match.kind === 'found') found.add(match.path);
    }
  }
  return found.size;
}

const chosen = (column: GuessedColumn, { mapping }: TableChoices): GuessedColumn => {
  const role = mapping?.[column.name];
  return role === undefined || role === column.role
    ? column
    : { name: column.name, role, why: 'chosen by hand', confidence: 1 };
};

function mappingOf(
  table: Table,
  columns: readonly GuessedColumn[],
  { separator }: TableChoices,
): TableMapping {
  const labels = columns.findIndex(({ role }) => role === 'labels');
  return {
    file: table.path,
    roles: Object.fromEntries(columns.map(({ name, role }) => [name, role])),
    separator:
      separator === undefined
        ? guessSeparator(table.rows.map(({ cells }) => cells[labels] ?? ''))
        : separator,
  };
}

const sameColumns = (a: Table, b: Table): boolean =>
  a === b || (a.columns.length === b.columns.length && a.columns.every((name, at) => name === b.columns[at]));

/** `train_labels.csv` -> train. */
function splitOfTable(path: string): Split {
  for (const word of withoutExtension(baseName(path)).split(/[^\p{L}\p{N}]+/u)) {
    const split = splitOfWord(word);
    if (split !== null) return split;
  }
  return 'none';
}

const collator = new Intl.Collator('en', { numeric: true });
/** Labels of the cases; where they have none, those of their boxes. */
function labelsOf(cases: Reading['cases']): string[] {
  const labels = new Set(cases.flatMap(({ truth }) => truth.labels ?? []));
  const found =
    labels.size > 0
      ? labels
      : new Set(cases.flatMap(({ truth }) => (truth.boxes ?? []).map(({ label }) => label)));
  return [...found].sort((a, b) => collator.compare(a, b));
}

function understoodOf(
  own: readonly GuessedTable[],
  boxes: readonly GuessedTable[],
  cases: number,
  pictures: boolean,
): string {
  const names = own.map(({ table }) => baseName(table.path)).join(', ');
  if (cases === 0) {
    return pictures
      ? `${names} names no picture that is here.`
      : `No column of ${names} names the pictures: choose the one that does.`;
  }
  const added =
    boxes.length === 0
      ? ''
      : `, with boxes from ${boxes.map(({ table }) => baseName(table.path)).join(', ')}`;
  return `${names} describes ${cases} ${cases === 1 ? 'case' : 'cases'} that ${cases === 1 ? 'is' : 'are'} here${added}.`;
}
