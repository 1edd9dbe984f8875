import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import type { FileSource } from '../../container/source.ts';
import type { FileIndex } from '../file-index.ts';
import { refusedFile } from '../../refusal.ts';
import type { ReadingChoices } from './mapping.ts';
import { isCalledTable, readTableFile } from './read-table.ts';
import { isTableRecipeName, readTableRecipe, type ReadRecipe } from './recipe.ts';
import type { OfferedMappings } from './sources.ts';
import type { ReadTables, Table } from './table.ts';

export interface AllTables {
  readonly tables: readonly Table[];
  /** Mappings that lie among the files. */
  readonly recipes: OfferedMappings['files'];
  readonly refused: readonly RefusedFile[];
}

/** What was read of each file: a person's corrections of columns read no file anew. */
const known = new WeakMap<FileSource, Map<string, Promise<ReadTables | ReadRecipe>>>();

/** Every table among the files, and every mapping for tables. */
export async function readAllTables(files: FileIndex, choices: ReadingChoices): Promise<AllTables> {
  const all = {
    tables: new Array<Table>(),
    recipes: new Array<OfferedMappings['files'][number]>(),
    refused: new Array<RefusedFile>(),
  };
  for (const file of files.files) {
    if (!isCalledTable(file.path) && !isTableRecipeName(file.path)) continue;
    const read = await once(file, choices.tables?.[file.path]?.encoding);
    if (read.kind === 'tables') all.tables.push(...read.tables);
    else if (read.kind === 'refused') all.refused.push(refusedFile(file.path, read));
    else if (read.kind === 'recipe') all.recipes.push({ file: file.path, recipe: read.recipe });
  }
  return all;
}

function once(
  file: FileSource,
  encoding: Parameters<typeof readTableFile>[1],
): Promise<ReadTables | ReadRecipe> {
  const readings = known.get(file) ?? new Map<string, Promise<ReadTables | ReadRecipe>>();
  known.set(file, readings);
  const reading = readings.get(encoding ?? '') ?? readFile(file, encoding);
  readings.set(encoding ?? '', reading);
  return reading;
}

async function readFile(
  file: FileSource,
  encoding: Parameters<typeof readTableFile>[1],
): Promise<ReadTables | ReadRecipe> {
  return isTableRecipeName(file.path) ? readTableRecipe(await file.read()) : readTableFile(file, encoding);
}
