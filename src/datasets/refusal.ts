import type { RefusedFile } from '../domain/dataset/dataset.ts';

/** Why something was not taken, and what a person can do about it; the caller adds the path. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: string;
  readonly remedy: string;
}

export const refusal = (reason: string, remedy: string): Refusal => ({ kind: 'refused', reason, remedy });

export const refusedFile = (path: string, { reason, remedy }: Omit<Refusal, 'kind'>): RefusedFile => ({
  path,
  reason,
  remedy,
});
