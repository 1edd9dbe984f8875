import { describe, expect, test } from 'vitest';
import { specialties } from '../../domain/dataset/dataset.ts';
import { columnRoles } from '../../domain/dataset/table-mapping.ts';
import { taskIds } from '../../domain/task/task-id.ts';
import { matcher, marks, type DatasetRecipe, type RecipeLabel } from './recipe.ts';
import { recipes } from './recipes.ts';

const sentence = /^[\p{Lu}\d“].*[.)]$/u;

test('every id and name is of one recipe, and every data set of the study has one', () => {
  expect(new Set(recipes.map(({ id }) => id)).size).toBe(recipes.length);
  expect(new Set(recipes.map(({ name }) => name)).size).toBe(recipes.length);
  const of = (mark: string) => recipes.filter((recipe) => recipe.mark === mark).map(({ id }) => id);
  expect(of('named in the paper')).toEqual(['refuge', 'chest-xray-2017', 'skin-cancer-isic', 'ham10000']);
  expect(of('inferred from the paper')).toEqual(['mimic-cxr', 'open-i', 'sxy']);
  expect(of('companion')).toHaveLength(13);
});

describe.each(recipes.map((recipe) => [recipe.id, recipe] as const))('%s', (_, recipe: DatasetRecipe) => {
  test('says what it is, where it is from and what to beware of', () => {
    expect(recipe.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(marks).toContain(recipe.mark);
    expect(specialties).toContain(recipe.specialty);
    expect(recipe.description).toMatch(sentence);
    expect(recipe.tasks.length).toBeGreaterThan(0);
    for (const task of recipe.tasks) expect(taskIds).toContain(task);
    expect(recipe.traps.length).toBeGreaterThan(0);
    for (const trap of recipe.traps) expect(trap).toMatch(sentence);
    if ('url' in recipe.source) expect(new URL(recipe.source.url).protocol).toBe('https:');
    for (const text of [recipe.license, recipe.citation])
      if (text !== undefined) expect(text.trim()).toBe(text);
    if (recipe.citation !== undefined) expect(recipe.citation).toMatch(/\b(?:19|20)\d\d\b/);
  });

  test('has patterns that can be read, and whose texts refer to their groups', () => {
    for (const { signs } of recipe.layouts)
      for (const sign of signs) if (sign.kind === 'paths') expect(sign.least).toBeGreaterThan(0);
    const patterns = [
      ...recipe.layouts.flatMap(({ signs }) =>
        signs.flatMap((sign) => ('pattern' in sign ? [sign.pattern] : [])),
      ),
      ...(recipe.masks ?? []).map(({ pattern }) => pattern),
      ...(recipe.leftAside ?? []).flatMap(({ pattern, where = '' }) => [pattern, where]),
      ...(recipe.drawnIn ?? []).map(({ pattern }) => pattern),
      ...(recipe.lists ?? []).map(({ pattern }) => pattern),
      ...(recipe.texts ?? []).flatMap(({ pattern, attributes, findings = '' }) => [
        pattern,
        findings,
        ...Object.values(attributes),
      ]),
    ];
    for (const pattern of patterns) expect(() => matcher(pattern)).not.toThrow();
    for (const { pattern, label = '', group = '', attributes = {} } of recipe.paths ?? []) {
      const groups = new RegExp(`${pattern}|`, 'iu').exec('')?.length ?? 0;
      for (const text of [label, group, ...Object.values(attributes)])
        for (const [, n] of text.matchAll(/\$(\d)/g)) expect(Number(n)).toBeLessThan(groups);
    }
    for (const { columns, others = {} } of recipe.tables ?? [])
      for (const role of Object.values({ ...others, ...columns })) expect(columnRoles).toContain(role);
  });

  test('has labels that nothing confuses', () => {
    for (const labels of [recipe.labels ?? [], recipe.drawn ?? []]) {
      const owners = new Map<string, string>();
      const ways = ({ name, synonyms, written = [] }: RecipeLabel) => [name, ...synonyms, ...written];
      for (const label of labels) {
        for (const way of new Set(ways(label).map((text) => text.toLowerCase()))) {
          expect([way, owners.get(way)]).toEqual([way, undefined]);
          owners.set(way, label.name);
        }
      }
    }
    const drawn = new Set((recipe.drawn ?? []).map(({ name }) => name));
    for (const { rule } of recipe.masks ?? [])
      if (rule.kind === 'values') for (const { label } of rule.areas) expect(drawn).toContain(label);
    for (const { label } of recipe.drawnIn ?? []) expect(drawn).toContain(label);
  });
});
