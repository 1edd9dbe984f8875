import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, pairedDifferences, sampleVariance, sumOf, sumOfProducts } from './moments.ts';
import { median, sortedQuantile } from './quantile.ts';
import { ascendingOrder, midranks } from './ranks.ts';

describe('moments', () => {
  it('keeps what naive summing loses', () => {
    expect(sumOf([1, 1e100, 1, -1e100])).toBe(2);
    expect(sumOf([1e100, 1, -1e100, 1])).toBe(2);
    expect(sumOf([])).toBe(0);
  });

  it('mean, variance and products', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(sampleVariance([1, 2, 6])).toBe(7);
    expect(sumOfProducts([1, 2, 6], [2, 2, 5])).toBe(-2 * -1 + -1 * -1 + 3 * 2);
  });

  it('differences are of pairs', () => {
    expect([...pairedDifferences([3, 1], [1, 2])]).toEqual([2, -1]);
    expect(() => pairedDifferences([1], [1, 2])).toThrow('of one length, not 1 and 2');
  });
});

describe('quantile', () => {
  it('interpolates between the two beside its position', () => {
    const sorted = [1, 2, 4, 8, 16];
    expect([0, 0.25, 0.5, 0.9, 1].map((p) => sortedQuantile(sorted, p))).toEqual([1, 2, 4, 12.8, 16]);
    expect(sortedQuantile([3], 0.7)).toBe(3);
    expect(sortedQuantile([], 0.5)).toBeUndefined();
    for (const p of [-0.1, 1.1, NaN])
      expect(() => sortedQuantile(sorted, p)).toThrow('a quantile lies between');
  });

  it('median of even and odd numbers of values', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([5, 1, 3, 4])).toBe(3.5);
    expect(median([])).toBeUndefined();
  });
});

describe('ranks', () => {
  it('ties share the mean of their ranks', () => {
    const { ranks, tieTerm } = midranks([30, 10, 20, 20, 20, 10]);
    expect([...ranks]).toEqual([6, 1.5, 4, 4, 4, 1.5]);
    expect(tieTerm).toBe(24 + 6);
    expect(midranks([2, 1]).tieTerm).toBe(0);
  });

  it('sum to n (n + 1) / 2 and do not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
        const { ranks } = midranks(values);
        expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBe((values.length * (values.length + 1)) / 2);
        values.forEach((value, i) => {
          const below = values.filter((other) => other < value).length;
          const level = values.filter((other) => other === value).length;
          expect(ranks[i]).toBe(below + (level + 1) / 2);
        });
      }),
    );
  });

  it('order is ascending, equal ones as they stood', () => {
    expect([...ascendingOrder([2, 1, 2, 0])]).toEqual([3, 1, 0, 2]);
  });
});
