import type { BoxOrder, ColumnRole } from '../../../domain/dataset/table-mapping.ts';
import type { FourNumbers, Size } from '../../../domain/geometry/boxes.ts';
import type { Drawing, Shape } from '../drawing.ts';
import { plainName } from './columns.ts';
import { isAbsent } from './guess-column.ts';
import { listOfCell } from './list-cell.ts';
import type { TableMapping } from './mapping.ts';

/** A box whose table gives it no label is still a box of something. */
const unnamedBox = 'object';

const numberPattern = /-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?/gi;

/** By name, the numbers of a box that is written as an object; the first that are all there count. */
const membersOfBox = [
  ['xmin', 'ymin', 'xmax', 'ymax'],
  ['x1', 'y1', 'x2', 'y2'],
  ['left', 'top', 'right', 'bottom'],
  ['x', 'y', 'width', 'height'],
  ['x', 'y', 'w', 'h'],
  ['left', 'top', 'width', 'height'],
] as const;
const objectPattern = /\{[^{}]*\}/g;
const memberPattern = /["']?([a-z_]+\d?)["']?\s*:\s*(-?[\d.]+(?:e[-+]?\d+)?)/gi;

/** `{"x": 1, "y": 2, "width": 3, "height": 4}`, or several in a list, as JSON or Python has them; null for anything else. */
function objectsOfCell(cell: string): { readonly boxes: FourNumbers[]; readonly areCorners: boolean } | null {
  const objects = cell.match(objectPattern) ?? [];
  if (objects.length === 0 || cell.replace(objectPattern, '').replace(/[[\],\s]/g, '') !== '') return null;
  const boxes: FourNumbers[] = [];
  let areCorners = true;
  for (const object of objects) {
    const members = new Map(
      [...object.matchAll(memberPattern)].map(([, name = '', value]) => [plainName(name), Number(value)]),
    );
    const found = membersOfBox.find((names) => names.every((name) => members.has(name)));
    if (found === undefined) return null;
    areCorners &&= found[2] !== 'width' && found[2] !== 'w';
    const [a = NaN, b = NaN, c = NaN, d = NaN] = found.map((name) => members.get(name));
    boxes.push([a, b, c, d]);
  }
  return { boxes, areCorners };
}

/** The order that a cell's box states by the names of its numbers; null where it names none. */
export function statedOrder(cell: string): BoxOrder | null {
  const objects = objectsOfCell(cell);
  return objects === null ? null : objects.areCorners ? 'xyxy' : 'xywh';
}

/** The boxes of a cell: four numbers, or several times four, in any brackets, or objects of four; null where it holds anything else. */
export function numbersOfCell(cell: string): FourNumbers[] | null {
  const objects = objectsOfCell(cell);
  if (objects !== null) return objects.boxes;
  if (cell.replace(numberPattern, '').replace(/[[\](){},;\s]/g, '') !== '') return null;
  const numbers = (cell.match(numberPattern) ?? []).map(Number);
  if (numbers.length === 0 || numbers.length % 4 !== 0) return null;
  return Array.from({ length: numbers.length / 4 }, (_, box): FourNumbers => {
    const [a = 0, b = 0, c = 0, d = 0] = numbers.slice(box * 4, box * 4 + 4);
    return [a, b, c, d];
  });
}

/** The order in which columns of those roles, in the order given, make a box. */
const columnSets: readonly {
  readonly order: BoxOrder;
  readonly roles: readonly [ColumnRole, ColumnRole, ColumnRole, ColumnRole];
}[] = [
  { order: 'xyxy', roles: ['box left', 'box top', 'box right', 'box bottom'] },
  { order: 'xywh', roles: ['box left', 'box top', 'box width', 'box height'] },
  { order: 'cxcywh', roles: ['box centre x', 'box centre y', 'box width', 'box height'] },
];

export type RowBoxes =
  /** The table has no boxes. */
  | { readonly kind: 'none' }
  | { readonly kind: 'shapes'; readonly shapes: readonly Shape[] }
  | { readonly kind: 'fault'; readonly role: ColumnRole; readonly is: string; readonly remedy: string };

/** The boxes of a row; no shape where its box is empty, which says that there is none. */
export function boxesOfRow(
  cell: (role: ColumnRole) => string | undefined,
  { boxOrder, boxUnit }: Pick<TableMapping, 'boxOrder' | 'boxUnit'>,
  at: string,
): RowBoxes {
  const label = cell('box label') || unnamedBox;
  const shape = (numbers: FourNumbers, order: BoxOrder, own = label): Shape => ({
    kind: 'box',
    label: own,
    numbers,
    convention: { order, unit: boxUnit },
    at,
  });
  const whole = cell('box');
  if (whole !== undefined) {
    if (isAbsent(whole)) return { kind: 'shapes', shapes: [] };
    const boxes = numbersOfCell(whole);
    if (boxes === null)
      return {
        kind: 'fault',
        role: 'box',
        is: `is “${whole}”, not four numbers`,
        remedy: 'Write the four numbers of the box, or leave it empty.',
      };
    const labels = labelsOfBoxes(label, boxes.length);
    return labels === null
      ? {
          kind: 'fault',
          role: 'box label',
          is: `is “${label}”, which are not as many labels as the row has boxes (${boxes.length})`,
          remedy: 'Write a label for each box, or one for all.',
        }
      : {
          kind: 'shapes',
          shapes: boxes.flatMap((numbers, at) =>
            (labels[at] ?? []).map((own) => shape(numbers, boxOrder, own)),
          ),
        };
  }
  for (const { order, roles } of columnSets) {
    const values = roles.map(cell);
    const present = values.filter((value) => value !== undefined);
    if (present.length < 4) continue;
    if (present.every(isAbsent)) return { kind: 'shapes', shapes: [] };
    const [a = NaN, b = NaN, c = NaN, d = NaN] = present.map((value) =>
      isAbsent(value) ? NaN : Number(value),
    );
    if (![a, b, c, d].every(Number.isFinite))
      return {
        kind: 'fault',
        role: roles[0],
        is: 'and the other three columns of the box are not numbers of a box',
        remedy: 'Write all four in numbers, or leave all four empty.',
      };
    const [own = []] = labelsOfBoxes(label, 1) ?? [];
    return { kind: 'shapes', shapes: own.map((each) => shape([a, b, c, d], order, each)) };
  }
  return { kind: 'none' };
}

/** The labels of each box of a row: a list of as many, one for all, or several of one box. Null where they are of another number. */
function labelsOfBoxes(cell: string, count: number): readonly (readonly string[])[] | null {
  const list = listOfCell(cell) ?? (cell.includes('|') ? cell.split('|').map((label) => label.trim()) : null);
  const [first, ...others] = list ?? [cell];
  if (others.length > 0)
    return count === 1 ? [list ?? []] : list?.length === count ? list.map((label) => [label]) : null;
  return Array.from({ length: count }, () => [first || unnamedBox]);
}

/** The roles of a mapping that speak of boxes and do not make one together; empty where they do, or where there are none. */
export function incompleteBox(roles: readonly ColumnRole[]): readonly ColumnRole[] {
  const parts = roles.filter((role) => /^box (?:left|top|right|bottom|width|height|centre [xy])$/.test(role));
  if (parts.length === 0 || roles.includes('box')) return [];
  return columnSets.some((set) => set.roles.every((role) => parts.includes(role))) ? [] : parts;
}

/** Shapes of a table's row as a drawing on its picture. */
export function drawingOf(
  file: string,
  shapes: readonly Shape[],
  size: Size | undefined,
): readonly Drawing[] {
  return shapes.length === 0 ? [] : [{ file, ...(size !== undefined && { drawnOn: size }), shapes }];
}
