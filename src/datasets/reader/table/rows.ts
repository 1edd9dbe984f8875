import type { ColumnRole } from '../../../domain/dataset/table-mapping.ts';
import type { AttributeValue, RefusedFile, Split } from '../../../domain/dataset/dataset.ts';
import type { Finding, FindingStatus, Question, ReportText } from '../../../domain/dataset/truth.ts';
import type { Size } from '../../../domain/geometry/boxes.ts';
import { splitOfWord } from '../../names.ts';
import type { Shape } from '../drawing.ts';
import { reportOf, splitSections, type Section } from '../report/sections.ts';
import { isAbsent } from './guess-column.ts';
import { listOfCell } from './list-cell.ts';
import type { TableMapping } from './mapping.ts';
import { boxesOfRow } from './rows-boxes.ts';
import { optionsOfCell, questionOf } from './rows-questions.ts';
import { runsOfRow } from './rows-runs.ts';
import { emptyList, type Table } from './table.ts';

/** What one row says, by the mapping; what it leaves empty is absent. */
export interface RowFacts {
  readonly line: number;
  /** `row 12` */
  readonly place: string;
  /** Cells that name a picture. */
  readonly images: readonly string[];
  /** Cells that name a folder, a patient or a study, whose pictures are meant. */
  readonly sets: readonly string[];
  readonly masks: readonly string[];
  /** Where the upper left corner of a mask lies that is smaller than its picture, in pixels. */
  readonly maskCorner?: { readonly x: number; readonly y: number };
  readonly name?: string;
  readonly labels?: readonly string[];
  readonly findings?: readonly Finding[];
  readonly split?: Split;
  readonly group?: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly report?: ReportText;
  readonly question?: Question;
  /** `[]`: the row's box is empty, the case is known to have none. */
  readonly boxes?: readonly Shape[];
  readonly points: readonly Shape[];
  /** `[]`: the row's mask is empty, the case is known to have none. */
  readonly runs?: readonly Shape[];
  readonly size?: Size;
}

export type RowOutcome =
  | { readonly kind: 'facts'; readonly facts: RowFacts }
  | { readonly kind: 'fault'; readonly fault: RefusedFile };

/** Reads a table's rows one by one; a cell that does not fit its role is a fault of that row, with its line and column. */
export function* readRows(table: Table, mapping: TableMapping): Generator<RowOutcome, void, undefined> {
  const columns = columnsByRole(table, mapping);
  for (const { line, cells } of table.rows) yield readRow(table, mapping, columns, line, cells);
}

function readRow(
  table: Table,
  mapping: TableMapping,
  columns: Columns,
  line: number,
  raw: readonly string[],
): RowOutcome {
  const cells = raw.includes(emptyList) ? raw.map((text) => (text === emptyList ? '' : text)) : raw;
  const place = `${table.rowWord} ${line}`;
  const fault = (column: Column | undefined, is: string, remedy: string): RowOutcome => ({
    kind: 'fault',
    fault: { path: `${table.path}, ${place}`, reason: `“${column?.name ?? ''}” ${is}`, remedy },
  });
  const given = (role: ColumnRole): string | undefined => {
    const at = columns(role)[0]?.at;
    return at === undefined ? undefined : (cells[at] ?? '');
  };
  const cell = (role: ColumnRole): string => given(role) ?? '';

  const splitCell = cell('split');
  const split = splitCell === '' ? null : splitOfWord(splitCell);
  if (splitCell !== '' && split === null)
    return fault(
      columns('split')[0],
      `is “${splitCell}”, no split that is known`,
      'Write train, validation or test, or ignore the column.',
    );

  const oneHot = columns('one label, 0 or 1');
  const isTrue = ({ at, isMarked }: Column): boolean | null =>
    isMarked && (cells[at] ?? '') === '' ? false : truthOf(cells[at] ?? '');
  const unclear = oneHot.find((column) => isTrue(column) === null);
  if (unclear !== undefined)
    return fault(
      unclear,
      `is “${cells[unclear.at] ?? ''}”, neither 0 nor 1`,
      'Write 0 or 1, or ignore the column.',
    );
  const said = columns('labels').flatMap(({ at }) => labelsOf(raw[at] ?? '', mapping.separator) ?? []);
  const set = oneHot.filter((column) => isTrue(column) === true).map(({ name }) => name);
  const findings: Finding[] = [];
  for (const column of columns('one finding, 1, 0 or -1')) {
    const status = findingStatus(cells[column.at] ?? '');
    if (status === null)
      return fault(
        column,
        `is “${cells[column.at] ?? ''}”, not 1, 0 or -1`,
        'Write 1, 0, -1 or nothing, or ignore the column.',
      );
    findings.push({ observation: column.name, status });
  }
  const present = findings.filter(({ status }) => status === 'present').map(({ observation }) => observation);
  const isSaid =
    findings.length > 0 ||
    oneHot.length > 0 ||
    columns('labels').some(({ at }) => labelsOf(raw[at] ?? '', mapping.separator) !== null);
  const labels = isSaid ? [...new Set([...said, ...set, ...present])] : undefined;

  const boxes = boxesOfRow(given, mapping, place);
  if (boxes.kind === 'fault') return fault(columns(boxes.role)[0], boxes.is, boxes.remedy);
  const points = pointsOf(cells, columns, mapping, place);
  if ('fault' in points)
    return fault(points.fault, 'is no number', 'Write both coordinates in numbers, or leave both empty.');
  const runColumns = columns('mask as run lengths');
  const runs = runsOfRow(
    runColumns.map(({ name, at }) => ({ name, cell: cells[at] ?? '' })),
    table,
    mapping,
    cell('mask label') || (labels?.length === 1 ? labels[0] : undefined),
    place,
  );
  if (runs.kind === 'fault') return fault(runColumns[runs.column], runs.is, runs.remedy);
  const size =
    sizeOf(cell('picture width'), cell('picture height')) ?? (runs.kind === 'shapes' ? runs.size : undefined);
  const corner = cornerOf(cell('mask left'), cell('mask top'));

  const question =
    cell('question') === '' || cell('answer') === '' ? null : questionOfRow(cells, columns, cell);
  if (question?.kind === 'fault') return fault(columns('answer')[0], question.is, question.remedy);
  const report = reportOfRow(cells, columns);
  const filled = (role: ColumnRole) =>
    columns(role)
      .map(({ at }) => cells[at] ?? '')
      .filter((value) => value !== '');
  return {
    kind: 'facts',
    facts: {
      line,
      place,
      images: filled('image').flatMap((value) => value.split('|').filter((each) => each.trim() !== '')),
      sets: filled('folder or id'),
      masks: filled('mask'),
      ...(corner !== undefined && { maskCorner: corner }),
      attributes: Object.fromEntries(
        columns('attribute')
          .map(({ name, at }) => [name, cells[at] ?? ''] as const)
          .filter(([, value]) => value !== '')
          .map(([name, value]) => [name, asValue(value)]),
      ),
      points: points.shapes,
      ...(cell('name') !== '' && { name: cell('name') }),
      ...(cell('group') !== '' && { group: cell('group') }),
      ...(report !== undefined && { report }),
      ...(question !== null && { question: question.question }),
      ...(split !== null && { split }),
      ...(labels !== undefined && { labels }),
      ...(findings.length > 0 && { findings }),
      ...(boxes.kind === 'shapes' && { boxes: boxes.shapes }),
      ...(runs.kind === 'shapes' && { runs: runs.shapes }),
      ...(size !== undefined && { size }),
    },
  };
}

interface Column {
  readonly name: string;
  readonly at: number;
  /** With an X where it is true, and nothing where it is not. */
  readonly isMarked: boolean;
}
type Columns = (role: ColumnRole) => readonly Column[];

function columnsByRole(table: Table, { roles }: TableMapping): Columns {
  const hasMark = (at: number) => table.rows.some(({ cells }) => /^x$/i.test(cells[at] ?? ''));
  const byRole = new Map<ColumnRole, Column[]>();
  table.columns.forEach((name, at) => {
    const role = roles[name] ?? 'ignore';
    const isMarked = role === 'one label, 0 or 1' && hasMark(at);
    byRole.set(role, [...(byRole.get(role) ?? []), { name, at, isMarked }]);
  });
  return (role) => byRole.get(role) ?? [];
}

/** Null where the cell says nothing; an empty list says that there is none. */
function labelsOf(cell: string, separator: string | null): readonly string[] | null {
  const list = listOfCell(cell);
  const labels = (list ?? (separator === null ? [cell] : cell.split(separator)))
    .map((label) => wholeNumber(label.trim()))
    .filter((label) => label !== '' && !/^(?:not applicable|not available)$/i.test(label));
  return labels.length > 0 || list?.length === 0 ? labels : null;
}

/** A grade is `2.0` where a program that knows no empty whole numbers wrote the table (pandas): it is 2. */
const wholeNumber = (label: string): string => /^(\d+)\.0$/.exec(label)?.[1] ?? label;

function truthOf(cell: string): boolean | null {
  if (/^(?:1(?:\.0*)?|true|yes|x)$/i.test(cell)) return true;
  return /^(?:0(?:\.0*)?|false|no)$/i.test(cell) ? false : null;
}

/** As CheXpert writes them: 1 positive, 0 negative, -1 uncertain, empty not mentioned. Null for anything else. */
function findingStatus(cell: string): FindingStatus | null {
  if (isAbsent(cell)) return 'not mentioned';
  switch (Number(cell)) {
    case 1:
      return 'present';
    case 0:
      return 'absent';
    case -1:
      return 'uncertain';
    default:
      return null;
  }
}

/** A number where it is written as one, or as an age in years by DICOM (`058Y`); `007` is a name. */
const asValue = (cell: string): AttributeValue =>
  /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(cell)
    ? Number(cell)
    : /^\d{3}Y$/.test(cell)
      ? Number.parseInt(cell, 10)
      : cell;

function sizeOf(width: string, height: string): Size | undefined {
  const size = { width: Number(width), height: Number(height) };
  return size.width > 0 && size.height > 0 ? size : undefined;
}

const cornerOf = (left: string, top: string): { readonly x: number; readonly y: number } | undefined =>
  left !== '' && top !== '' && Number.isFinite(Number(left)) && Number.isFinite(Number(top))
    ? { x: Number(left), y: Number(top) }
    : undefined;

/** Pairs of columns, in their order; a point is called after its column: `Fovea_X` is the Fovea. */
function pointsOf(
  cells: readonly string[],
  columns: Columns,
  { boxUnit }: TableMapping,
  at: string,
): { readonly shapes: readonly Shape[] } | { readonly fault: Column } {
  const ys = columns('point y');
  const shapes: Shape[] = [];
  for (const [n, column] of columns('point x').entries()) {
    const partner = ys[n];
    if (partner === undefined) continue;
    const [x = '', y = ''] = [cells[column.at], cells[partner.at]];
    if (isAbsent(x) && isAbsent(y)) continue;
    if (isAbsent(x) || isAbsent(y) || !Number.isFinite(Number(x)) || !Number.isFinite(Number(y)))
      return { fault: column };
    const label = column.name.replace(/[-_ .]?x(?:[-_ ]?coord(?:inate)?)?$/i, '') || 'point';
    shapes.push({ kind: 'point', label, x: Number(x), y: Number(y), unit: boxUnit, at });
  }
  return { shapes };
}

/** Sections by column; a whole report is split into its own. */
function reportOfRow(cells: readonly string[], columns: Columns): ReportText | undefined {
  const sections: Pick<Section, 'heading' | 'kind' | 'text'>[] = [];
  for (const { at } of columns('report')) sections.push(...splitSections(cells[at] ?? ''));
  for (const { at, name } of columns('findings'))
    sections.push({ heading: name, kind: 'findings', text: cells[at] ?? '' });
  for (const { at, name } of columns('impression'))
    sections.push({ heading: name, kind: 'impression', text: cells[at] ?? '' });
  const main = reportOf(sections);
  if (main === undefined) return undefined;
  for (const { at, name } of columns('other section'))
    sections.push({ heading: name, kind: 'other', text: cells[at] ?? '' });
  return reportOf(sections);
}

function questionOfRow(cells: readonly string[], columns: Columns, cell: (role: ColumnRole) => string) {
  const lettered = columns('option').flatMap(({ name, at }, place) => {
    const text = cells[at] ?? '';
    const letter = /([A-J])$/i.exec(name.trim())?.[1]?.toUpperCase() ?? 'ABCDEFGHIJ'.charAt(place);
    return text === '' || /^nan$/i.test(text) ? [] : [{ letter, text }];
  });
  const options = lettered.length > 0 ? lettered : optionsOfCell(cell('options'));
  return questionOf(cell('question'), cell('answer'), options, cell('question kind'));
}
