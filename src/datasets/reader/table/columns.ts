import type { ColumnRole } from '../../../domain/dataset/table-mapping.ts';

export interface GuessedColumn {
  readonly name: string;
  readonly role: ColumnRole;
  /** Why it was taken for that, in words. */
  readonly why: string;
  /** 0 (a stab) to 1 (no doubt). */
  readonly confidence: number;
}

/** `Patient_ID` and `patientId` -> `patientid`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
