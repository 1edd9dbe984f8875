import type { RunWriting } from '../geometry/run-lengths.ts';
import type { BoxConvention } from '../task/task.ts';

/** What may stand in a column of a table, by what it is about. */
export const rolesByTopic = {
  // A folder, a patient or a study: the row is about every picture of it.
  'The case': ['image', 'folder or id', 'name', 'group', 'split', 'attribute'],
  // −1: uncertain; empty: not mentioned (as in CheXpert and MIMIC-CXR).
  Labels: ['labels', 'one label, 0 or 1', 'one finding, 1, 0 or -1'],
  Boxes: [
    'box',
    'box left',
    'box top',
    'box right',
    'box bottom',
    'box width',
    'box height',
    'box centre x',
    'box centre y',
    'box label',
    'picture width',
    'picture height',
  ],
  'Points and masks': [
    'point x',
    'point y',
    'mask',
    'mask left',
    'mask top',
    'mask as run lengths',
    'mask label',
  ],
  Texts: ['findings', 'impression', 'report', 'other section'],
  Questions: ['question', 'answer', 'option', 'options', 'question kind'],
  Nothing: ['ignore'],
} as const;

export type ColumnRole = (typeof rolesByTopic)[keyof typeof rolesByTopic][number];
export const columnRoles: readonly ColumnRole[] = Object.values(rolesByTopic).flat();

export const boxOrders = [
  'xyxy',
  'xywh',
  'cxcywh',
  'yxyx',
] as const satisfies readonly BoxConvention['order'][];
export type BoxOrder = (typeof boxOrders)[number];
export const boxUnits = [
  'pixels-source',
  'fraction',
  'per-cent',
  'per-thousand',
] as const satisfies readonly BoxConvention['unit'][];
export type BoxUnit = (typeof boxUnits)[number];

/** What a person said of a table's columns, for tables that have just these: as it lies in a file, and as it is kept. */
export interface TableRecipe {
  readonly format: 'reading-room/table-recipe';
  readonly version: 1;
  readonly name: string;
  /** In the order of the table; each name once. */
  readonly columns: readonly { readonly name: string; readonly role: ColumnRole }[];
  /** What joins several labels in a cell; null: a cell is one label. */
  readonly separator: string | null;
  readonly boxOrder: BoxOrder;
  readonly boxUnit: BoxUnit;
  /** How masks are written as run lengths; left out where it has none, or where nobody said. */
  readonly runs?: RunWriting;
}

/** A mapping that is kept on the device under its name. */
export interface KeptMapping {
  /** Milliseconds since the epoch. */
  readonly keptAt: number;
  readonly recipe: TableRecipe;
}
