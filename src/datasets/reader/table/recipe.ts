import { z } from 'zod';
import { boxOrders, boxUnits, columnRoles, type TableRecipe } from '../../../domain/dataset/table-mapping.ts';
import { runWritings } from '../../../domain/geometry/run-lengths.ts';
import { decodeText } from '../encoding.ts';

export const isTableRecipeName = (path: string): boolean => /\.table-recipe\.json$/i.test(path);

export type ReadRecipe =
  | { readonly kind: 'recipe'; readonly recipe: TableRecipe }
  | { readonly kind: 'refused'; readonly reason: string; readonly remedy: string };

/** What a file says of a table's columns, or at which place it says nothing that can be read. */
export function readTableRecipe(bytes: Uint8Array): ReadRecipe {
  let value: unknown;
  try {
    value = JSON.parse(decodeText(bytes));
  } catch (error) {
    return refused(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = tableRecipeSchema.safeParse(value);
  if (read.success) return { kind: 'recipe', recipe: read.data };
  const [issue] = read.error.issues;
  const place =
    issue === undefined || issue.path.length === 0 ? '' : `at ${issue.path.map(String).join('.')}: `;
  return refused(`it is no mapping of a table: ${place}${issue?.message ?? ''}`);
}

const refused = (reason: string): ReadRecipe => ({
  kind: 'refused',
  reason,
  remedy: 'Correct it there, or save the mapping anew in the preview of an import.',
});

const role = z.enum(columnRoles, {
  error: ({ input }) => `${said(input)} is nothing that a column can mean here`,
});

const tableRecipeSchema = z
  .strictObject({
    format: z.literal('reading-room/table-recipe'),
    version: z.literal(1, { error: ({ input }) => `version ${said(input)} is not known, 1 is` }),
    name: z.string().trim().min(1, 'the mapping has no name'),
    columns: z
      .array(z.strictObject({ name: z.string(), role }).readonly())
      .min(1, 'there is no column')
      .superRefine((columns, context) => {
        const twice = columns.findIndex(
          ({ name }, at) => columns.findIndex((each) => each.name === name) < at,
        );
        if (twice >= 0)
          context.addIssue({
            code: 'custom',
            path: [twice, 'name'],
            message: `“${columns[twice]?.name ?? ''}” is named before`,
          });
      })
      .readonly(),
    separator: z.string().min(1).nullable(),
    boxOrder: z.enum(boxOrders),
    boxUnit: z.enum(boxUnits),
    runs: z.enum(runWritings).exactOptional(),
  })
  .readonly();

const said = (input: unknown): string => {
  if (input === undefined) return 'what is left out';
  return typeof input === 'string' ? `“${input}”` : JSON.stringify(input);
};
