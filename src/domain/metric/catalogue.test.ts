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

  it('knows nothing of other names', () => {
    expect(definitionOf('no such metric')).toBeUndefined();
  });
});
