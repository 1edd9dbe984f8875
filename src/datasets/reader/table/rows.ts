import type { AttributeValue, RefusedFile, Split } from '../../../domain/dataset/dataset.ts';
import type { LabelledBox } from '../../../domain/dataset/truth.ts';
import { splitOfWord } from '../../names.ts';
import type { ColumnRole } from './columns.ts';
import type { TableMapping } from './mapping.ts';
import type { Table } from './parse.ts';

/** What one row says, by the mapping; what it leaves empty is absent. */
export interface RowFacts {
  readonly line: number;
  /** Cells that name a picture. */
  readonly images: readonly string[];
  readonly name?: string;
  readonly labels?: readonly string[];
  readonly split?: Split;
  readonly group?: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly findings?: string;
  readonly impression?: string;
  /** `[]`: the row's box is empty, the case is known to have none. */
  readonly boxes?: readonly LabelledBox[];
}

type RowOutcome =
  | { readonly kind: 'facts'; readonly facts: RowFacts }
  | { readonly kind: 'fault'; readonly fault: RefusedFile };

/** Reads a table's rows one by one; a cell that does not fit its role is a fault of that row, with its line and column. */
export function readRows(table: Table, mapping: TableMapping): RowOutcome[] {
  const columns = columnsByRole(table, mapping);
  return table.rows.map(({ line, cells }): RowOutcome => {
    const fault = (column: Column | undefined, is: string, remedy: string): RowOutcome => ({
      kind: 'fault',
      fault: { path: `${table.path}, row ${line}`, reason: `“${column?.name ?? ''}” ${is}`, remedy },
    });
    const cell = (role: ColumnRole): string => cells[columns(role)[0]?.at ?? -1] ?? '';

    const splitCell = cell('split');
    const split = splitCell === '' ? null : splitOfWord(splitCell);
    if (splitCell !== '' && split === null) {
      return fault(
        columns('split')[0],
        `is “${splitCell}”, no split that is known`,
        'Write train, validation or test, or ignore the column.',
      );
    }

    const oneHot = columns('one label, 0 or 1');
    const unclear = oneHot.find(({ at }) => truthOf(cells[at] ?? '') === null);
    if (unclear !== undefined) {
      return fault(
        unclear,
        `is “${cells[unclear.at] ?? ''}”, neither 0 nor 1`,
        'Write 0 or 1, or ignore the column.',
      );
    }
    const joined = columns('labels').flatMap(({ at }) => labelsOf(cells[at] ?? '', mapping.separator));
    const set = oneHot.filter(({ at }) => truthOf(cells[at] ?? '') === true).map(({ name }) => name);
    const labels = joined.length > 0 || oneHot.length > 0 ? [...new Set([...joined, ...set])] : undefined;

    const boxes = boxesOf(cells, columns);
    if (boxes === 'unclear') {
      return fault(
        columns('box x')[0],
        'and the other three columns of the box are not numbers of a box',
        'Write x, y, width and height in pixels, or leave all four empty.',
      );
    }
    return {
      kind: 'facts',
      facts: {
        line,
        images: columns('image')
          .map(({ at }) => cells[at] ?? '')
          .filter((value) => value !== ''),
        attributes: Object.fromEntries(
          columns('attribute')
            .map(({ name, at }) => [name, cells[at] ?? ''] as const)
            .filter(([, value]) => value !== '')
            .map(([name, value]) => [name, asValue(value)]),
        ),
        ...(cell('name') !== '' && { name: cell('name') }),
        ...(cell('group') !== '' && { group: cell('group') }),
        ...(cell('findings') !== '' && { findings: cell('findings') }),
        ...(cell('impression') !== '' && { impression: cell('impression') }),
        ...(split !== null && { split }),
        ...(labels !== undefined && { labels }),
        ...(boxes !== undefined && { boxes }),
      },
    };
  });
}

interface Column {
  readonly name: string;
  readonly at: number;
}
type Columns = (role: ColumnRole) => readonly Column[];

function columnsByRole(table: Table, { roles }: TableMapping): Columns {
  const byRole = new Map<ColumnRole, Column[]>();
  table.columns.forEach((name, at) => {
    const role = roles[name] ?? 'ignore';
    byRole.set(role, [...(byRole.get(role) ?? []), { name, at }]);
  });
  return (role) => byRole.get(role) ?? [];
}

const labelsOf = (cell: string, separator: string | null): string[] =>
  (separator === null ? [cell] : cell.split(separator))
    .map((label) => label.trim())
    .filter((label) => label !== '');

function truthOf(cell: string): boolean | null {
  if (/^(?:1(?:\.0*)?|true|yes)$/i.test(cell)) return true;
  return /^(?:0(?:\.0*)?|false|no)$/i.test(cell) ? false : null;
}

/** A number where it is written as one; `007` is a name. */
const asValue = (cell: string): AttributeValue =>
  /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(cell) ? Number(cell) : cell;

/** A box whose table gives it no label is still a box of something. */
const unnamedBox = 'object';

function boxesOf(cells: readonly string[], columns: Columns): LabelledBox[] | 'unclear' | undefined {
  const places = (['box x', 'box y', 'box width', 'box height'] as const).map((role) => columns(role)[0]?.at);
  if (places.some((at) => at === undefined)) return undefined;
  const values = places.map((at) => cells[at ?? -1] ?? '');
  if (values.every((value) => value === '')) return [];
  const [x = NaN, y = NaN, width = NaN, height = NaN] = values.map((value) =>
    value === '' ? NaN : Number(value),
  );
  if (![x, y, width, height].every(Number.isFinite) || x < 0 || y < 0 || width <= 0 || height <= 0)
    return 'unclear';
  const label = cells[columns('box label')[0]?.at ?? -1] ?? '';
  return [{ label: label === '' ? unnamedBox : label, x, y, width, height }];
}
