import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceInterval } from './difference-interval.ts';
import { wilsonInterval } from './proportion.ts';

const share = (right: number, n: number) => ({
  value: right / n,
  interval: wilsonInterval(right, n, 0.95),
});

describe('the interval of a difference', () => {
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %i/%i and %i/%i is that of Newcombe 1998, table II', (a, m, b, n, low, high) => {
    const interval = differenceInterval(share(a, m), share(b, n));
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('holds the difference, lies in [-1, 1] for shares, and turns with them', () => {
    const shares = fc
      .integer({ min: 1, max: 60 })
      .chain((n) => fc.integer({ min: 0, max: n }).map((right) => share(right, n)));
    fc.assert(
      fc.property(shares, shares, (first, second) => {
        const { low, high } = differenceInterval(first, second);
        const difference = first.value - second.value;
        expect(low).toBeLessThanOrEqual(difference);
        expect(high).toBeGreaterThanOrEqual(difference);
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(high).toBeLessThanOrEqual(1 + 1e-12);
        const turned = differenceInterval(second, first);
        expect(turned.low).toBeCloseTo(-high, 12);
        expect(turned.high).toBeCloseTo(-low, 12);
      }),
    );
  });
});
