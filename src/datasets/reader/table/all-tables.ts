import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import type { FileSource } from '../../container/source.ts';
import { decodeText } from '../encoding.ts';
import type { FileIndex } from '../file-index.ts';
import { refusedFile } from '../../refusal.ts';
import type { ReadingChoices } from './mapping.ts';
import { readTableFile } from './read-table.ts';
import { tableRecipeSchema, type TableRecipe } from './recipe.ts';
import type { ReadTables, Table } from './table.ts';

export interface AllTables {
  readonly tables: readonly Table[];
  /** Recipes that lie among the files. */
  readonly recipes: readonly TableRecipe[];
  readonly recipeFiles: readonly string[];
  readonly refused: readonly RefusedFile[];
}

/** What was read of each file: a person's corrections of columns read no file anew. */
const known = new WeakMap<FileSource, Map<string, Promise<ReadTables | Recipe>>>();

/** Every table among the files, and every recipe for tables. */
export async function readAllTables(files: FileIndex, choices: ReadingChoices): Promise<AllTables> {
  const all = {
    tables: new Array<Table>(),
    recipes: new Array<TableRecipe>(),
    recipeFiles: new Array<string>(),
    refused: new Array<RefusedFile>(),
  };
  for (const file of files.files) {
    const read = await once(file, choices.tables?.[file.path]?.encoding);
    if (read.kind === 'tables') all.tables.push(...read.tables);
    else if (read.kind === 'refused') all.refused.push(refusedFile(file.path, read));
    else if (read.kind === 'recipe') {
      all.recipes.push(read.recipe);
      all.recipeFiles.push(file.path);
    }
  }
  return all;
}

interface Recipe {
  readonly kind: 'recipe';
  readonly recipe: TableRecipe;
}

function once(file: FileSource, encoding: Parameters<typeof readTableFile>[1]): Promise<ReadTables | Recipe> {
  const readings = known.get(file) ?? new Map<string, Promise<ReadTables | Recipe>>();
  known.set(file, readings);
  const reading = readings.get(encoding ?? '') ?? readFile(file, encoding);
  readings.set(encoding ?? '', reading);
  return reading;
}

async function readFile(
  file: FileSource,
  encoding: Parameters<typeof readTableFile>[1],
): Promise<ReadTables | Recipe> {
  return /\.table-recipe\.json$/i.test(file.path) ? readRecipe(file) : readTableFile(file, encoding);
}

async function readRecipe(file: FileSource): Promise<ReadTables | Recipe> {
  let value: unknown;
  try {
    value = JSON.parse(decodeText(await file.read()));
  } catch (error) {
    return {
      kind: 'refused',
      reason: `it is no recipe: ${error instanceof Error ? error.message : String(error)}`,
      remedy: 'Save the recipe anew.',
    };
  }
  const read = tableRecipeSchema.safeParse(value);
  if (read.success) return { kind: 'recipe', recipe: read.data };
  const [issue] = read.error.issues;
  return {
    kind: 'refused',
    reason: `it is no recipe for a table: ${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`,
    remedy: 'Save the recipe anew.',
  };
}
