import type { TableChoices } from '../reader/table/mapping.ts';

/** What a person decided in the preview; whatever she leaves out is as the source says or as it was guessed. */
export interface ImportChoices extends TableChoices {
  readonly name?: string;
}
