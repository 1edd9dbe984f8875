import { describe, expect, it } from 'vitest';
import { valueOf } from '../test-value.ts';
import { kappaOfRatings, raterResults } from './rater-results.ts';

const options = { resamples: 300, seed: 7, level: 0.95 };

describe('raterResults', () => {
  const ratings = [
    [0, 0],
    [1, 1],
    [0, 1],
    [2, 2],
    [1, 1],
    [0, 0],
  ];

  it('has for two raters all four, with intervals', () => {
    const results = raterResults(ratings, undefined, options);
    expect([...results.keys()]).toEqual([
      'percent-agreement',
      'krippendorff-alpha',
      'fleiss-kappa',
      'cohen-kappa',
    ]);
    expect(valueOf(results.get('percent-agreement'))).toMatchObject({ value: 5 / 6, n: 6 });
    expect(valueOf(results.get('cohen-kappa')).interval?.method).toContain('by case');
    expect(results.get('cohen-kappa')?.signature.options).toEqual({ weights: 'none' });
    expect(results.get('krippendorff-alpha')?.signature.options).toEqual({ measurement: 'nominal' });
  });

  it('has those alone that are wanted, and the same', () => {
    const all = raterResults(ratings, undefined, options);
    const only = raterResults(ratings, undefined, { ...options, only: ['cohen-kappa'] });
    expect([...only]).toEqual([['cohen-kappa', all.get('cohen-kappa')]]);
  });

  it('weighs ordered categories and has no kappa of measured values', () => {
    const ordinal = raterResults(ratings, undefined, { ...options, measurement: 'ordinal' });
    expect(ordinal.get('cohen-kappa')?.signature.options).toEqual({ weights: 'quadratic' });
    expect(raterResults(ratings, undefined, { ...options, measurement: 'interval' }).has('cohen-kappa')).toBe(
      false,
    );
  });

  it("leaves out Fleiss' kappa where ratings are missing, and Cohen's with three", () => {
    const three = raterResults(
      [
        [0, 0, 1],
        [1, 1, null],
      ],
      undefined,
      options,
    );
    expect([...three.keys()]).toEqual(['percent-agreement', 'krippendorff-alpha']);
    expect([...raterResults([], undefined, options).keys()]).toEqual([
      'percent-agreement',
      'krippendorff-alpha',
    ]);
    expect(raterResults([], undefined, options).get('percent-agreement')).toMatchObject({
      kind: 'undefined',
      reason: 'no item has two ratings',
      n: 0,
    });
  });

  it('counts the items that can be compared, and says why a figure is undefined', () => {
    const partly = [...ratings, [0, null], [null, null]];
    expect(valueOf(raterResults(partly, undefined, options).get('percent-agreement')).n).toBe(6);
    const alike = raterResults(
      [
        [1, 1],
        [1, 1],
      ],
      undefined,
      options,
    );
    expect([...alike.values()].map((result) => (result.kind === 'undefined' ? result.reason : ''))).toEqual([
      '',
      'nothing can be compared, or all ratings are the same',
      'all ratings are of one category',
      'both gave one category throughout',
    ]);
    const once = raterResults(
      [
        [0, null],
        [null, 1],
      ],
      undefined,
      options,
    );
    expect(once.has('fleiss-kappa')).toBe(false);
    const [first = []] = ratings;
    expect(raterResults([first, [0, 0, null]], undefined, options).has('cohen-kappa')).toBe(false);
  });

  it('kappa of ratings by hand: 5 of 6 agreed, 13 of 36 expected', () => {
    expect(kappaOfRatings(ratings, 'none')()).toBeCloseTo(17 / 23, 12);
  });

  it('kappa of ratings takes categories in the order of their numbers, not of their occurrence', () => {
    const turned = [
      [2, 2],
      [0, 0],
      [1, 0],
      [1, 1],
      [2, 2],
    ];
    const sorted = turned.toSorted(([a = 0], [b = 0]) => a - b);
    expect(kappaOfRatings(turned, 'quadratic')()).toBeCloseTo(
      kappaOfRatings(sorted, 'quadratic')() ?? NaN,
      12,
    );
    // Rows 1 2 2, columns 2 1 2; squared distances 1 and 4: 1 + 8 + 4 + 4 + 16 + 2 expected of 5.
    expect(kappaOfRatings(turned, 'quadratic')()).toBeCloseTo(1 - 1 / (35 / 5), 12);
  });

  it('kappa of ratings leaves out items without both', () => {
    expect(kappaOfRatings([...ratings, [0, null], [null, 2]], 'none')()).toBeCloseTo(
      kappaOfRatings(ratings, 'none')() ?? NaN,
      12,
    );
    expect(kappaOfRatings(ratings, 'none')(Uint32Array.of(1, 1, 0, 1, 1, 1))).toBe(1);
  });

  it('resamples groups', () => {
    const results = raterResults(ratings, ['a', 'a', 'b', 'b', 'c', 'c'], options);
    expect(valueOf(results.get('percent-agreement')).interval?.method).toContain('by group');
  });
});
