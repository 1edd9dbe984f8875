import type { TableRecipe } from '../../../domain/dataset/table-mapping.ts';
import type { GuessedColumn } from './columns.ts';
import type { TableWriting } from './mapping.ts';

/** What is kept of a table's columns; apart from the schema, so that a screen needs no zod. */
export const tableRecipeOf = (
  name: string,
  columns: readonly Pick<GuessedColumn, 'name' | 'role'>[],
  { separator, boxOrder, boxUnit, runs }: TableWriting,
): TableRecipe => ({
  format: 'reading-room/table-recipe',
  version: 1,
  name,
  columns: columns.map((column) => ({ name: column.name, role: column.role })),
  separator,
  boxOrder,
  boxUnit,
  ...(runs !== null && { runs }),
});
