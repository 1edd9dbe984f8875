import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recipes } from '../src/datasets/recipe/recipes.ts';
import { recipeDocs } from './recipe-docs-text.ts';

test('docs/recipes.md is what the recipes say now; if not: node scripts/recipe-docs.ts', async () => {
  expect(readFileSync(new URL('../docs/recipes.md', import.meta.url), 'utf8')).toBe(
    await recipeDocs(recipes),
  );
});
