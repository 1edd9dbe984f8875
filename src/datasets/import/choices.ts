import type { RecipeChoices } from '../recipe/read.ts';

/** What a person decided in the preview; whatever she leaves out is as the source says or as it was guessed. */
export interface ImportChoices extends RecipeChoices {
  readonly name?: string;
  /** Which of several data sets that were dropped together: a key of `parts` of the preview. */
  readonly part?: string;
}
