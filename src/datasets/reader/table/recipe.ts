import { z } from 'zod';
import { columnRoles, type ColumnRole } from './columns.ts';
import { boxOrders, boxUnits, type TableChoice } from './choice.ts';

const role = z.enum(columnRoles);

/** A file that keeps what a person said of a table's columns, to be read again with tables that have just these. */
export const tableRecipeSchema = z
  .strictObject({
    format: z.literal('reading-room/table-recipe'),
    version: z.literal(1),
    name: z.string().min(1),
    /** In the order of the table. */
    columns: z
      .array(z.strictObject({ name: z.string(), role }).readonly())
      .min(1)
      .readonly(),
    separator: z.string().min(1).nullable(),
    boxOrder: z.enum(boxOrders),
    boxUnit: z.enum(boxUnits),
  })
  .readonly();

export type TableRecipe = z.infer<typeof tableRecipeSchema>;

/** The recipe for a table: the last of those with its columns, in whatever order these stand. */
export const recipeFor = (
  columns: readonly string[],
  recipes: readonly TableRecipe[],
): TableRecipe | undefined =>
  recipes.findLast(
    (recipe) =>
      recipe.columns.length === columns.length && recipe.columns.every(({ name }) => columns.includes(name)),
  );

/** What a recipe says, as if a person had chosen it; what she chooses now goes before. */
export const choiceOf = (recipe: TableRecipe, chosen: TableChoice): TableChoice => ({
  separator: recipe.separator,
  boxOrder: recipe.boxOrder,
  boxUnit: recipe.boxUnit,
  ...chosen,
  mapping: { ...rolesOf(recipe), ...chosen.mapping },
});

const rolesOf = ({ columns }: TableRecipe): Readonly<Record<string, ColumnRole>> =>
  Object.fromEntries(columns.map(({ name, role: what }) => [name, what]));
