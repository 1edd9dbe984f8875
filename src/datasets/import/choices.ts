import type { ReadingChoices } from '../reader/table/mapping.ts';

/** What a person decided in the preview; whatever she leaves out is as the source says or as it was guessed. */
export interface ImportChoices extends ReadingChoices {
  readonly name?: string;
}
