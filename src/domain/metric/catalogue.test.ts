import { describe, expect, it } from 'vitest';
import { catalogue, definitionOf } from './catalogue.ts';

describe('catalogue', () => {
  it('has one definition an id', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it.each(catalogue.map((definition) => [definition.id, definition] as const))(
    'explains %s wholly',
    (id, definition) => {
      const { name, plain, formula, convention, emptyCase, reference, peer, range } = definition;
      for (const text of [name, plain, formula, convention, emptyCase, reference, peer]) {
        expect(text.trim()).toBe(text);
        expect(text).not.toBe('');
        expect(text).not.toMatch(/undefined {2}|\bNaN\b|TODO/);
      }
      expect(plain).toMatch(/[.?]$/);
      if (range[0] !== null && range[1] !== null) expect(range[0]).toBeLessThan(range[1]);
      expect(definitionOf(id)).toBe(definition);
    },
  );

  it('lists every definition that the domain exports', () => {
    const modules = import.meta.glob<Readonly<Record<string, unknown>>>(
      ['../**/*.ts', '!../**/*.test.ts', '!../**/*.worker.ts'],
      { eager: true },
    );
    const exported = Object.values(modules)
      .flatMap((exports) => Object.values(exports))
      .filter(isDefinition)
      .map(({ id }) => id);
    expect(exported.length).toBeGreaterThan(50);
    expect([...new Set(exported)].filter((id) => definitionOf(id) === undefined)).toEqual([]);
  });

  it('knows nothing of other names', () => {
    expect(definitionOf('no such metric')).toBeUndefined();
  });
});

function isDefinition(value: unknown): value is { readonly id: string } {
  return (
    typeof value === 'object' && value !== null && 'id' in value && 'emptyCase' in value && 'peer' in value
  );
}
