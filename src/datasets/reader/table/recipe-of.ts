import type { GuessedColumn } from './columns.ts';
import type { TableMapping } from './mapping.ts';
import type { TableRecipe } from './recipe.ts';

/** What is kept of a table's columns; apart from the schema, so that a screen needs no zod. */
export const tableRecipeOf = (
  name: string,
  columns: readonly Pick<GuessedColumn, 'name' | 'role'>[],
  { separator, boxOrder, boxUnit }: Pick<TableMapping, 'separator' | 'boxOrder' | 'boxUnit'>,
): TableRecipe => ({
  format: 'reading-room/table-recipe',
  version: 1,
  name,
  columns: columns.map((column) => ({ name: column.name, role: column.role })),
  separator,
  boxOrder,
  boxUnit,
});
