import { describe, expect, it } from 'vitest';
import { families } from './families/registry.ts';
import { missesOf, parseGoldenFile } from './golden-file.ts';

describe('a golden case', () => {
  const golden = { name: 'one', input: 2, expected: { square: 4 }, tolerance: 0 };

  it('holds, or names where it does not', () => {
    expect(missesOf(golden, (input) => ({ square: Number(input) ** 2 }))).toEqual([]);
    expect(missesOf(golden, () => ({ square: 5 }))).toEqual(['square: expected 4, got 5']);
  });

  it('is missed, not fatal, where our code throws', () => {
    const broken = () => {
      throw new RangeError('no such thing');
    };
    expect(missesOf(golden, broken)).toEqual(['threw no such thing']);
  });

  it('comes from a file that has all that a case needs', () => {
    expect(() => parseGoldenFile('{"family": "text"}')).toThrow(/about/);
    expect(() => parseGoldenFile('{"family":"text","about":"","cases":[{"name":"a"}]}')).toThrow(/tolerance/);
  });

  it('is of one of seven families', () => {
    expect(Object.keys(families)).toHaveLength(7);
  });
});
