import { figures } from '../../figures.ts';
import { canonicalJson } from '../../../domain/plan/identity.ts';
import { baseName } from '../../container/path.ts';
import { splitOfFile } from '../../names.ts';
import { labelsOfCases } from '../draft-labels.ts';
import { encodingNote } from '../encoding.ts';
import type { FileIndex } from '../file-index.ts';
import { mergeDrafts } from '../merge/drafts.ts';
import { languageNote } from '../report/languages.ts';
import { unsaid, type CaseDraft, type Reader, type Reading } from '../reading.ts';
import { readAllTables } from './all-tables.ts';
import { contradictions } from './contradictions.ts';
import { draftsOf, noteAbsent, tellAbsent } from './drafts.ts';
import { withOwnPictures } from './own-picture.ts';
import { has, kindsOf, namesPictures, type TableKind } from './kinds.ts';
import type { TableMapping, TableReading } from './mapping.ts';
import { numbersOf } from './numbers.ts';
import { incompleteBox } from './rows-boxes.ts';
import { notesOfRuns } from './run-words.ts';
import { severalReaders } from './several-readers.ts';
import { withSlicePictures } from './slice-pictures.ts';
import type { Table } from './table.ts';
import { shownRows } from './understood.ts';
import { notesOfZeroAndOne } from './visit-words.ts';

/** Rows of a table shown beside its mapping. */
const mostShown = 8;

/**
 * CSV, TSV, JSON, JSONL, XLSX, Parquet: a row names a picture (or holds it, or a report) and says what is true of it. Tables with the same
 * columns are read alike (`train.csv`, `test.csv`); what several tables say of the same cases is merged. A table about nothing that is here
 * is left aside.
 */
export const tables: Reader = {
  name: 'Table',
  part: 'truth',
  async read(given, choices) {
    const all = await readAllTables(given, choices);
    if (all.tables.length === 0 && all.refused.length === 0) return null;
    const embedded = all.tables.flatMap((table) => table.embedded);
    const files = given.with(embedded);
    const kinds = kindsOf(withSlicePictures(withOwnPictures(all.tables, files), files), files, choices, {
      files: all.recipes,
      kept: choices.keptMappings ?? [],
      known: choices.tableRecipes ?? [],
    });
    const used = kinds.filter(({ inUse }) => inUse);
    const leftAside = kinds.filter(({ inUse }) => !inUse);
    const [main] = used;
    const found = used.flatMap((kind) =>
      kind.tables.map((table) => ({
        kind,
        table,
        said: draftsOf(table, kind, splitOfFile(table.path), files),
      })),
    );
    const merged = mergeDrafts(
      found.flatMap(({ kind, said }) => {
        // A patient's folder is her group where no other table says another.
        const isSaid = used.some((other) => other !== kind && has(other.columns, 'group'));
        return isSaid && has(kind.columns, 'folder or id')
          ? said.drafts.map(({ group: _group, ...draft }) => draft)
          : said.drafts;
      }),
    );
    const told = merged.cases.filter(isAnything).length;
    return {
      ...unsaid,
      reader: used.length === 0 ? this.name : readerName(used),
      understood: understoodOf(
        used,
        kinds,
        told,
        files.files.some(({ path }) => files.isPicture(path)),
      ),
      labels: [...new Set([...labelsOfCases(merged.cases), ...used.flatMap(classesOf)])].map((name) => ({
        name,
        synonyms: [],
      })),
      notes: [
        ...found.flatMap(({ kind, table, said }) => (kind === main ? [] : noteAbsent(table, said))),
        ...used.flatMap(incomplete),
        ...used.flatMap(uncertain),
        ...used.flatMap(notesOfRuns),
        ...used.flatMap(notesOfZeroAndOne),
        ...used.flatMap(ofSets),
        ...used.flatMap((kind) =>
          severalReaders(
            kind,
            found.flatMap((each) => (each.kind === kind ? each.said.drafts : [])),
          ),
        ),
        ...used.flatMap(contradictions),
        ...used.flatMap(({ tables: theirs }) => theirs.flatMap(notesOf)),
        ...languagesOf(merged.cases),
        ...(leftAside.length === 0
          ? []
          : told > 0
            ? [`Left aside, being about something else: ${namesOf(leftAside)}.`]
            : [`Left aside, since no cell names what is here: ${namesOf(leftAside)}.`]),
      ],
      cases: merged.cases,
      refused: [
        ...all.refused,
        ...found.flatMap(({ said }) => said.refused),
        ...found.flatMap(({ kind, table, said }) => (kind === main ? tellAbsent(table, said) : [])),
        ...merged.refused,
      ],
      unnamed: unnamedBy(
        main,
        found.some(({ said }) => said.refused.length > 0),
      ),
      used: [...new Set([...all.tables.map(({ file }) => file), ...all.recipes.map(({ file }) => file)])],
      key: used.map((kind) =>
        canonicalJson({ ...keyOf(kind.mapping), hashes: kind.tables.map(({ path, hash }) => [path, hash]) }),
      ),
      tables: kinds.map((kind) => readingOf(kind, files)),
      numbers: used.flatMap(numbersOf),
      embedded,
    } satisfies Reading;
  },
};

/** What is not said is left out: a data set that was imported before it could be said is the same. */
const keyOf = ({ runs, ...mapping }: TableMapping) => ({ ...mapping, ...(runs !== null && { runs }) });

/** Columns of 0 and 1 name what pictures are told apart by, whether any here has it or not. */
const classesOf = ({ columns }: TableKind): readonly string[] =>
  columns.flatMap(({ name, role }) => (role === 'one label, 0 or 1' ? [name] : []));

/** A row that was refused may well have named it. */
const unnamedBy = (main: TableKind | undefined, refused: boolean): Reading['unnamed'] => ({
  reason: `no row of ${main === undefined ? 'a table' : namesOf([main]).replaceAll(', ', ' or ')} ${refused ? 'that could be read ' : ''}names it`,
  remedy: refused
    ? 'Correct its row if that was refused, or add one, if it is meant.'
    : 'Add a row for it, if it is meant.',
});

const isAnything = ({ images, truth }: CaseDraft): boolean => images.length > 0 || truth.report !== undefined;

const endings: Readonly<Record<string, string>> = {
  tab: 'TSV',
  ndjson: 'JSONL',
  xlsx: 'Excel',
  xlsm: 'Excel',
  parquet: 'Parquet',
};
function readerName(kinds: readonly TableKind[]): string {
  const found = kinds.flatMap(({ tables: theirs }) =>
    theirs.map(({ file }) => file.slice(file.lastIndexOf('.') + 1).toLowerCase()),
  );
  return `Table (${[...new Set(found.map((ending) => endings[ending] ?? ending.toUpperCase()))].join(', ')})`;
}

const readingOf = (kind: TableKind, files: FileIndex): TableReading => {
  const {
    tables: [first, ...alike],
    columns,
    mapping,
    guess,
    inUse,
    source,
    sources,
    changed,
  } = kind;
  return {
    file: first.path,
    alike: alike.map(({ path }) => path),
    inUse,
    columns,
    separator: mapping.separator,
    boxOrder: mapping.boxOrder,
    boxUnit: mapping.boxUnit,
    runs: mapping.runs,
    encoding:
      first.encoding === null || first.encoding.certainty === 'certain' ? null : first.encoding.encoding,
    guess,
    source,
    sources,
    changed,
    rows: shownRows(first, kind, files, mostShown),
    rowCount: first.rows.length,
  };
};

const mostNames = 4;
function namesOf(kinds: readonly TableKind[]): string {
  const names = kinds.flatMap(({ tables: theirs }) => theirs.map(({ path }) => baseName(path)));
  return names.length <= mostNames
    ? names.join(', ')
    : `${names.slice(0, mostNames - 1).join(', ')} and ${figures(names.length - mostNames + 1)} more`;
}

const incomplete = ({ columns, tables: [first] }: TableKind): string[] => {
  const parts = incompleteBox(columns.map(({ role }) => role));
  return parts.length === 0
    ? []
    : [
        `The columns of ${baseName(first.path)} that are of a box (${parts.join(', ')}) do not make one together: no box is read.`,
      ];
};

const uncertain = ({ columns, tables: [first] }: TableKind): string[] =>
  has(columns, 'one finding, 1, 0 or -1')
    ? [
        `${baseName(first.path)}: findings that are 1 are labels of their case; 0 (absent), -1 (uncertain) and empty cells (not mentioned) are kept as findings and are none.`,
      ]
    : [];

const ofSets = ({ columns, tables: [{ path }] }: TableKind): string[] => {
  const named = columns.filter(({ role }) => role === 'folder or id').map(({ name }) => `“${name}”`);
  if (named.length === 0) return [];
  const isLabelled = has(columns, 'labels', 'one label, 0 or 1', 'one finding, 1, 0 or -1');
  return [
    `${baseName(path)}: a row is about every picture of what ${named.join(' and ')} names.${isLabelled ? ' Its labels are true of them together: a picture alone may not show them.' : ''}`,
  ];
};

function notesOf({ path, encoding, notes }: Table): string[] {
  const doubt = encoding === null ? null : encodingNote(baseName(path), encoding);
  return [...(doubt === null ? [] : [doubt]), ...notes.map((note) => `${baseName(path)}: ${note}`)];
}

function languagesOf(cases: readonly CaseDraft[]): string[] {
  const languages = new Set(
    cases.flatMap(({ truth }) => (truth.report === undefined ? [] : [truth.report.language])),
  );
  return languages.size === 0 ? [] : [`${languageNote}their script: ${[...languages].join(', ')}.`];
}

const noneNamed = (all: readonly TableKind[]): string =>
  `No column of ${namesOf(all)} names pictures, or folders of them, that are here: choose the one that should, or add one with the path of each picture.`;

/** A table with a row for each patient or case, where nothing here is called after these. */
function ofAbsentPatients({ columns, tables: [{ path, columns: names, rows }] }: TableKind): string | null {
  const group = columns.find(({ role }) => role === 'group')?.name;
  const cell = rows[0]?.cells[names.indexOf(group ?? '')];
  return group === undefined || cell === undefined || cell === ''
    ? null
    : `${baseName(path)} has rows for each “${group}”, the first “${cell}”, and no folder or picture here has a name that is or begins so: call the folders so, or add a column with the path of each picture.`;
}

function understoodOf(
  used: readonly TableKind[],
  all: readonly TableKind[],
  cases: number,
  hasPictures: boolean,
): string {
  const [main, ...others] = used;
  if (main === undefined || cases === 0) {
    if (all.length === 0) return 'The tables cannot be read as they are.';
    if (!hasPictures)
      return `${namesOf(all)} can be read, but no picture is here: drop the folder of the pictures together with ${all.length === 1 && all[0]?.tables.length === 1 ? 'it' : 'them'}.`;
    const named = all.filter(({ columns }) => namesPictures(columns));
    if (named.length > 0) return `${namesOf(named)} names no picture that is here.`;
    return all.map(ofAbsentPatients).find((words) => words !== null) ?? noneNamed(all);
  }
  const added = others.length === 0 ? '' : `, with what ${namesOf(others)} adds`;
  const describe = main.tables.length === 1 ? 'describes' : 'describe';
  return `${namesOf([main])} ${describe} ${figures(cases)} ${cases === 1 ? 'case' : 'cases'} that ${cases === 1 ? 'is' : 'are'} here${added}.`;
}
