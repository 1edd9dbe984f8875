/** Writes docs/recipes.md from the recipes that the app uses: `node scripts/recipe-docs.ts`. */
import { writeFile } from 'node:fs/promises';
import { recipes } from '../src/datasets/recipe/recipes.ts';
import { recipeDocs } from './recipe-docs-text.ts';

await writeFile(new URL('../docs/recipes.md', import.meta.url), await recipeDocs(recipes));
