import type { BoxConvention } from '../../../domain/task/task.ts';
import type { Encoding } from '../encoding.ts';
import type { ColumnRole } from './columns.ts';

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

/** What a person may decide about a table; whatever she leaves out is guessed. */
export interface TableChoice {
  /** Role by name of column. */
  readonly mapping?: Readonly<Record<string, ColumnRole>>;
  /** What joins several labels in a cell; null: a cell is one label. */
  readonly separator?: string | null;
  /** Order of the four numbers, where they stand in one column. */
  readonly boxOrder?: BoxOrder;
  /** What boxes and points count in. */
  readonly boxUnit?: BoxUnit;
  readonly encoding?: Encoding;
}
