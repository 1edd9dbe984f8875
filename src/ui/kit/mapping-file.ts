import type { TableRecipe } from '../../domain/dataset/table-mapping.ts';

/** A mapping as a file: its name, and an address that holds it. */
export function mappingDownload(recipe: TableRecipe): { readonly name: string; readonly address: string } {
  const stem = recipe.name.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return {
    name: `${stem}.table-recipe.json`,
    address: `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(recipe, null, 2))}`,
  };
}
