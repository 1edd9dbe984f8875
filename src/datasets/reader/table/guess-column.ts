import type { ColumnRole } from '../../../domain/dataset/table-mapping.ts';
import type { GuessedColumn } from './columns.ts';

export interface Column {
  readonly name: string;
  readonly plain: string;
  /** Of the rows looked at, the cells that are not empty. */
  readonly values: readonly string[];
  /** Every cell. */
  readonly all: () => readonly string[];
}

export const guessed = (name: string, role: ColumnRole, why: string, confidence: number): GuessedColumn => ({
  name,
  role,
  why,
  confidence,
});

export const isNumber = (value: string): boolean => value !== '' && Number.isFinite(Number(value));

/** What programs write for a number that is not there. */
export const isAbsent = (value: string): boolean => /^(?:|nan|na|n\/a|null|none|-|\[\])$/i.test(value);

/** Why a label is ignored that is one of a place in space. */
export const aboutPlaces = 'it is about a place in a volume, and those are not read';
