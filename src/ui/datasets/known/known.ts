import type { DatasetRecipe, RecipeSource } from '../../../datasets/recipe/recipe.ts';
import { specialties, type Dataset, type Specialty } from '../../../domain/dataset/dataset.ts';
import { taskIds, type TaskId } from '../../../domain/task/task-id.ts';
import { addressOf } from '../../kit/address.ts';

/** Which of the known data sets are shown. */
export interface KnownFilter {
  readonly specialty?: Specialty;
  readonly task?: TaskId;
  /** Id of one that is shown alone. */
  readonly recipe?: string;
}

export function readKnownFilter(query: string): KnownFilter {
  const values = new URLSearchParams(query);
  const specialty = specialties.find((known) => known === values.get('specialty'));
  const task = taskIds.find((known) => known === values.get('task'));
  const recipe = values.get('recipe');
  return {
    ...(specialty !== undefined && { specialty }),
    ...(task !== undefined && { task }),
    ...(recipe !== null && { recipe }),
  };
}

export const knownAddress = (filter: KnownFilter): string => addressOf('/datasets/known', { ...filter });

export const shown = (
  recipes: readonly DatasetRecipe[],
  { specialty, task, recipe }: KnownFilter,
): readonly DatasetRecipe[] =>
  recipes.filter(
    (each) =>
      (specialty === undefined || each.specialty === specialty) &&
      (task === undefined || each.tasks.includes(task)) &&
      (recipe === undefined || each.id === recipe),
  );

/** The data sets here that were read by a recipe, newest first as they are listed. */
export const importedOf = (id: string, datasets: readonly Dataset[]): readonly Dataset[] =>
  datasets.filter(({ recipe }) => recipe === id);

export const accessWords: Readonly<Record<RecipeSource['access'], string>> = {
  open: 'open to anyone',
  'with an account': 'with a free account',
  'on application': 'on application, after a training and a signed agreement',
  'not public': 'not public',
};

/** `classification, report generation` */
export const taskWords = (tasks: readonly TaskId[]): string =>
  tasks.map((task) => task.replaceAll('-', ' ')).join(', ');
