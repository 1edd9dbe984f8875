import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betaQuantile,
  fisherUpper,
  incompleteBeta,
  studentTwoSided,
  studentTwoSidedQuantile,
  studentUpper,
} from './beta.ts';
import { binomialLower, binomialMass } from './binomial.ts';
import { chiSquaredUpper, incompleteGamma } from './gamma.ts';
import { normalDensity, normalLower, normalQuantile, normalTwoSided, normalUpper } from './normal.ts';
import { logGamma } from './stirling.ts';
import { studentizedRangeUpper } from './studentized-range.ts';

/** Reference values: mpmath at 30 to 40 digits. Tolerance relative, so that far tails count. */
function expectClose(actual: number, expected: number, tolerance = 1e-12): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('normal', () => {
  it.each([
    [-10, 7.619853024160525e-24],
    [-3, 0.0013498980316300946],
    [-1, 0.15865525393145705],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [2, 0.9772498680518208],
    [6, 0.9999999990134123],
  ])('lower tail at %d', (z, expected) => {
    expectClose(normalLower(z), expected);
    expectClose(normalUpper(-z), expected);
  });

  it.each([
    [0.975, 1.9599639845400543],
    [0.001, -3.0902323061678136],
    [1e-10, -6.361340902404057],
    [0.3, -0.5244005127080408],
    [0.999, 3.0902323061678136],
  ])('quantile at %d', (p, expected) => {
    expectClose(normalQuantile(p), expected);
  });

  it('quantile at the ends and the middle', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(Math.abs(normalQuantile(0.5))).toBeLessThan(1e-15);
    for (const p of [-0.1, 1.1, NaN])
      expect(() => normalQuantile(p)).toThrow('a probability lies between 0 and 1');
  });

  it('quantile undoes the lower tail', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (p) => {
        expectClose(normalLower(normalQuantile(p)), p, 1e-11);
      }),
    );
  });

  it('both sides, and the density', () => {
    expectClose(normalTwoSided(1.9599639845400543), 0.05);
    expectClose(normalTwoSided(-1.9599639845400543), 0.05);
    expect(normalTwoSided(0)).toBe(1);
    expectClose(normalDensity(1), Math.exp(-0.5) / Math.sqrt(2 * Math.PI));
  });
});

describe('gamma', () => {
  it.each([
    [0.5, 0.1, 0.654720846018577],
    [0.5, 1.5, 0.0832645166635504],
    [0.5, 200, 5.5072482372124675e-89],
    [1, 3, 0.049787068367863944],
    [2.5, 0.2, 0.9953295932358704],
    [10, 9, 0.5874082443319414],
    [10, 30, 7.121750862815577e-6],
    [1000, 1010, 0.3723210552630053],
    [50000, 50500, 0.01286884037723367],
  ])('upper tail of shape %d at %d', (shape, x, expected) => {
    const { lower, upper } = incompleteGamma(shape, x);
    expectClose(upper, expected);
    expectClose(lower + upper, 1);
    expectClose(chiSquaredUpper(2 * x, 2 * shape), expected);
  });

  it('at the ends', () => {
    expect(incompleteGamma(2, 0)).toEqual({ lower: 0, upper: 1 });
    expect(incompleteGamma(2, Infinity)).toEqual({ lower: 1, upper: 0 });
    expect(chiSquaredUpper(-1, 3)).toBe(1);
    expect(chiSquaredUpper(0, 3)).toBe(1);
    expect(() => incompleteGamma(0, 1)).toThrow('incomplete gamma of shape 0');
    expect(() => incompleteGamma(1, -1)).toThrow('at -1');
  });

  it.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [3.7, 1.4280723266653879],
    [50, 144.5657439463449],
    [1e5, 1051287.7089736569],
  ])('log-gamma of %d', (z, expected) => {
    expectClose(logGamma(z), expected, 1e-13);
  });
});

describe('beta', () => {
  it.each([
    [0.5, 0.5, 0.3, 0.36901011956554536],
    [2, 3, 0.4, 0.5248],
    [1, 0.5, 1e-12, 5.00000000000125e-13],
    [10, 200, 0.01, 5.807789831248461e-5],
    [500, 600, 0.5, 0.9987291941553817],
    [0.5, 20, 0.001, 0.1575838139836385],
    [3.5, 0.5, 0.999, 0.9356322688440225],
    [90, 11, 0.8, 0.005696380955793505],
  ])('incomplete of %d, %d at %d', (a, b, x, expected) => {
    const { lower, upper } = incompleteBeta(a, b, x);
    expectClose(lower, expected, 2e-12);
    expectClose(lower + upper, 1);
    expectClose(incompleteBeta(b, a, 1 - x, x).upper, expected, 1e-9);
  });

  it('at the ends, and what it refuses', () => {
    expect(incompleteBeta(2, 3, 0)).toEqual({ lower: 0, upper: 1 });
    expect(incompleteBeta(2, 3, 1)).toEqual({ lower: 1, upper: 0 });
    expect(() => incompleteBeta(0, 1, 0.5)).toThrow('incomplete beta of 0, 1');
    expect(() => incompleteBeta(1, 1, 1.5)).toThrow('at 1.5');
    expect(betaQuantile(0, 2, 3)).toBe(0);
    expect(betaQuantile(1, 2, 3)).toBe(1);
    expect(() => betaQuantile(-0.5, 2, 3)).toThrow('a probability lies between 0 and 1');
  });

  it.each([
    [0.025, 7, 4, 0.3475471499400027],
    [0.975, 54, 8, 0.9416394941602595],
    [0.1, 1, 10, 0.010480741793785607],
    [0.975, 0.5, 0.5, 0.998458666866564],
    [0.5, 2, 2, 0.5],
  ])('quantile at %d of %d, %d', (p, a, b, expected) => {
    expectClose(betaQuantile(p, a, b), expected);
  });

  it('quantile undoes the lower tail', () => {
    const shape = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), shape, shape, (p, a, b) => {
        expectClose(incompleteBeta(a, b, betaQuantile(p, a, b)).lower, p, 1e-8);
      }),
    );
  });
});

describe('Student, Fisher, binomial', () => {
  it.each([
    [2, 5, 0.10193947882985836],
    [0.1, 1, 0.9365489651388929],
    [30, 10, 3.961792342031324e-11],
    [1.96, 1e6, 0.04999606758526979],
  ])('both sides beyond t = %d with %d degrees of freedom', (t, freedom, expected) => {
    expectClose(studentTwoSided(t, freedom), expected, 1e-10);
    expectClose(studentTwoSided(-t, freedom), expected, 1e-10);
    expectClose(studentUpper(t, freedom), expected / 2, 1e-10);
    expectClose(studentUpper(-t, freedom), 1 - expected / 2, 1e-10);
    expectClose(studentTwoSidedQuantile(expected, freedom), t, 1e-9);
  });

  it('t at the ends', () => {
    expect(studentTwoSided(Infinity, 3)).toBe(0);
    expect(studentTwoSided(0, 3)).toBe(1);
    expect(studentTwoSidedQuantile(1, 3)).toBe(0);
  });

  it.each([
    [3, 2, 10, 0.095367431640625],
    [0.2, 5, 7, 0.9524164502214275],
    [50, 1, 30, 7.319404864841288e-8],
  ])('upper tail of F at %d with %d and %d', (f, numerator, denominator, expected) => {
    expectClose(fisherUpper(f, numerator, denominator), expected);
    expect(fisherUpper(0, numerator, denominator)).toBe(1);
  });

  it.each([
    [3, 10, 0.5, 0.1171875, 0.171875],
    [0, 20, 0.01, 0.8179069375972309, 0.8179069375972309],
    [40, 1000, 0.05, 0.020821694204787827, 0.08063657325669116],
    [700, 1000, 0.5, 5.065988280449261e-38, 1],
  ])('%d successes in %d at %d', (k, n, p, mass, lower) => {
    expectClose(binomialMass(k, n, p), mass);
    expectClose(binomialLower(k, n, p), lower);
  });

  it('binomial at the ends', () => {
    expect([binomialMass(0, 5, 0), binomialMass(1, 5, 0)]).toEqual([1, 0]);
    expect([binomialMass(5, 5, 1), binomialMass(4, 5, 1)]).toEqual([1, 0]);
    expectClose(binomialMass(5, 5, 0.3), 0.3 ** 5);
    expect([binomialLower(-1, 5, 0.5), binomialLower(5, 5, 0.5)]).toEqual([0, 1]);
  });
});

describe('studentized range', () => {
  it.each([
    [1, 2, 0.4795001221869535],
    [3.3145, 3, 0.04999938759606143],
    [2.5, 10, 0.7556974420786213],
    [8, 4, 9.235490150444873e-8],
    [12, 3, 6.45591637756902e-17],
  ])('beyond %d of %d groups', (q, groups, expected) => {
    expectClose(studentizedRangeUpper(q, groups), expected, 1e-11);
  });

  it('is sure at 0, and of at least two', () => {
    expect(studentizedRangeUpper(0, 4)).toBe(1);
    expect(studentizedRangeUpper(-1, 4)).toBe(1);
    expectClose(studentizedRangeUpper(1e-9, 4), 1, 1e-8);
    for (const groups of [1, 2.5])
      expect(() => studentizedRangeUpper(1, groups)).toThrow('a range is of 2 or more');
  });
});
