import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fleissKappa } from './fleiss-kappa.ts';
import { weightedItems } from './test-ratings.ts';

describe("Fleiss' kappa", () => {
  it('is 1 where all agree, below 0 where none does', () => {
    expect(
      fleissKappa([
        [0, 0],
        [1, 1],
      ])(),
    ).toBe(1);
    expect(
      fleissKappa([
        [0, 1],
        [1, 0],
      ])(),
    ).toBe(-1);
  });

  it('with weights is that of the items written out', () => {
    fc.assert(
      fc.property(weightedItems(3), (items) => {
        const weights = Uint32Array.from(items, ([, weight]) => weight);
        const written = items.flatMap(([row, weight]) => Array.from({ length: weight }, () => row));
        const [actual, expected] = [fleissKappa(items.map(([row]) => row))(weights), fleissKappa(written)()];
        if (actual === null || expected === null) expect(actual).toBe(expected);
        else expect(actual).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('is undefined for one category or no items, and wants as many ratings of all', () => {
    expect(
      fleissKappa([
        [1, 1],
        [1, 1],
      ])(),
    ).toBeNull();
    expect(fleissKappa([])()).toBeNull();
    expect(
      fleissKappa([
        [0, 0],
        [1, 1],
      ])(Uint32Array.of(0, 0)),
    ).toBeNull();
    expect(() =>
      fleissKappa([
        [0, 1],
        [0, null],
      ]),
    ).toThrow('item 1 has 1 ratings');
    expect(() => fleissKappa([[0], [0]])).toThrow('at least 2');
  });
});
