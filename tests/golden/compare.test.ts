import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';

describe('compare', () => {
  it('takes the tolerance as absolute up to 1 and as relative above', () => {
    expect(compare(0.5, 0.5 + 9e-4, 1e-3)).toEqual([]);
    expect(compare(0.5, 0.5 + 2e-3, 1e-3)).toEqual(['value: expected 0.5, got 0.502']);
    expect(compare(1000, 1000.9, 1e-3)).toEqual([]);
    expect(compare(-1000, -1002, 1e-3)).toHaveLength(1);
  });

  it('names the path of each miss', () => {
    expect(compare({ a: [1, { b: 2 }], c: 'x' }, { a: [1, { b: 3 }], c: 'y' }, 0)).toEqual([
      'a[1].b: expected 2, got 3',
      'c: expected "x", got "y"',
    ]);
  });

  it('wants lists of one length and ignores further keys', () => {
    expect(compare([1, 2], [1], 0)).toEqual(['value: expected 2 entries, got 1']);
    expect(compare({ a: 1 }, { a: 1, b: 2 }, 0)).toEqual([]);
    expect(compare([1, 2], new Float64Array([1, 2]), 0)).toEqual([]);
  });

  it('meets null with null or nothing, never with a number or NaN', () => {
    expect(compare({ a: null }, {}, 0)).toEqual([]);
    expect(compare({ a: null }, { a: 0 }, 0)).toHaveLength(1);
    expect(compare({ a: 0 }, { a: null }, 0)).toHaveLength(1);
    expect(compare({ a: 0 }, { a: NaN }, 1)).toHaveLength(1);
    expect(compare({ a: 0 }, {}, 1)).toHaveLength(1);
  });
});
