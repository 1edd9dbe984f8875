import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../statistics/proportion.ts';
import type { MetricResult } from '../metric.ts';
import { cohenKappa } from './cohen-kappa.ts';
import { fleissKappa } from './fleiss-kappa.ts';
import { krippendorffAlpha } from './krippendorff-alpha.ts';
import { percentAgreement } from './percent-agreement.ts';
import { kappaOfRatings, raterResults } from './rater-results.ts';
import { repeatResults } from './repeat-results.ts';
import { wordingResults } from './wording-results.ts';

const options = { resamples: 300, seed: 7, level: 0.95 };

function valueOf(result: MetricResult | undefined) {
  if (result?.kind !== 'value') throw new Error(result ? result.reason : 'no such metric');
  return result;
}

const rating = fc.integer({ min: 0, max: 3 });
const weightedItems = (raters: number) =>
  fc.array(
    fc.tuple(fc.array(rating, { minLength: raters, maxLength: raters }), fc.integer({ min: 0, max: 3 })),
    {
      minLength: 1,
      maxLength: 12,
    },
  );

describe("Cohen's kappa", () => {
  it('by hand: 0.7 agreed, 0.5 expected', () => {
    expect(cohenKappa([20, 5, 10, 15], 2, 2, 'none')).toBeCloseTo(0.4, 12);
  });

  it('weighs by distance', () => {
    // Items at distance 1 and 2, one each, and 8 that agree.
    const cells = [3, 1, 0, 0, 3, 0, 1, 0, 2];
    const [rows, columns] = [[4, 3, 3] as const, [4, 4, 2] as const];
    const expected = (power: number) => {
      const chances = rows.flatMap((row, i) =>
        columns.map((column, j) => (row * column * Math.abs(i - j) ** power) / 10),
      );
      return 1 - (1 + 2 ** power) / chances.reduce((sum, chance) => sum + chance, 0);
    };
    expect(cohenKappa(cells, 3, 3, 'linear')).toBeCloseTo(expected(1), 12);
    expect(cohenKappa(cells, 3, 3, 'quadratic')).toBeCloseTo(expected(2), 12);
  });

  it('takes no answer as far from everything as the ends are from each other', () => {
    // Two classes and a column without an answer: 2 right, 1 wrong, 1 without.
    const unanswered = cohenKappa([1, 1, 0, 0, 1, 1], 2, 3, 'linear');
    // Expected disagreement: sum of row x column / 4 off the diagonal: (2 2 + 2 1 + 2 1 + 2 1) / 4
    expect(unanswered).toBeCloseTo(1 - 2 / (10 / 4), 12);
    // Three classes: distance 2, and 4 when squared.
    const apart = (weights: 'linear' | 'quadratic') =>
      cohenKappa([1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0], 3, 4, weights);
    expect(apart('linear')).toBeCloseTo(1 - 2 / ((5 + 2 * 4 + 5) / 4), 12);
    expect(apart('quadratic')).toBeCloseTo(1 - 4 / ((9 + 2 * 6 + 9) / 4), 12);
  });

  it('is undefined where no disagreement is expected', () => {
    expect(cohenKappa([5, 0, 0, 0], 2, 2, 'none')).toBeNull();
    expect(cohenKappa([0, 0, 0, 0], 2, 2, 'linear')).toBeNull();
  });
});

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

describe("Krippendorff's alpha", () => {
  // Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section C and E: four observers, missing values.
  const published = [
    [1, 1, null, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [null, 5, 5, 5],
    [null, null, 1, 1],
    [null, null, 3, null],
  ];

  it.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
    ['ratio', 0.797],
  ] as const)('%s, as published', (level, expected) => {
    expect(krippendorffAlpha(published, level)()).toBeCloseTo(expected, 3);
  });

  it('with weights is that of the items written out', () => {
    const items = fc.array(
      fc.tuple(fc.array(fc.option(rating), { minLength: 3, maxLength: 3 }), fc.integer({ min: 0, max: 3 })),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(
        items,
        fc.constantFrom('nominal' as const, 'ordinal' as const, 'interval' as const),
        (rows, level) => {
          const weights = Uint32Array.from(rows, ([, weight]) => weight);
          const written = rows.flatMap(([row, weight]) => Array.from({ length: weight }, () => row));
          const actual = krippendorffAlpha(
            rows.map(([row]) => row),
            level,
          )(weights);
          const expected = krippendorffAlpha(written, level)();
          if (actual === null || expected === null) expect(actual).toBe(expected);
          else expect(actual).toBeCloseTo(expected, 10);
        },
      ),
    );
  });

  it('nominal does not depend on what the categories are called, nor raters on their order', () => {
    fc.assert(
      fc.property(weightedItems(3), (items) => {
        const rows = items.map(([row]) => row);
        const turned = rows.map((row) => row.map((value) => (value + 1) % 4).toReversed());
        const [actual, expected] = [
          krippendorffAlpha(turned, 'nominal')(),
          krippendorffAlpha(rows, 'nominal')(),
        ];
        if (actual === null || expected === null) expect(actual).toBe(expected);
        else expect(actual).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('is undefined where nothing can be compared', () => {
    expect(
      krippendorffAlpha(
        [
          [1, null],
          [null, 2],
        ],
        'nominal',
      )(),
    ).toBeNull();
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        'interval',
      )(),
    ).toBeNull();
  });
});

describe('per cent agreement', () => {
  it('is the mean over items of agreeing pairs', () => {
    const agreement = percentAgreement([
      [0, 0, 1],
      [2, 2, null],
      [1, null, null],
    ]);
    expect(agreement()).toBeCloseTo((1 / 3 + 1) / 2, 12);
    expect(agreement(Uint32Array.of(3, 1, 5))).toBeCloseTo(2 / 4, 12);
    expect(percentAgreement([[1]])()).toBeNull();
  });
});

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

describe('repeatResults', () => {
  const answers = [
    ['mass', 'mass', 'mass'],
    ['mass', 'normal', 'mass'],
    [null, null],
    ['mass'],
    [null, 'mass'],
  ];

  it('counts no answer as an answer of its own kind', () => {
    const results = repeatResults(answers, undefined, options);
    expect(valueOf(results.get('unanimity'))).toMatchObject({
      value: 2 / 4,
      n: 4,
      interval: wilsonInterval(2, 4, 0.95),
    });
    expect(valueOf(results.get('consistency')).value).toBeCloseTo((1 + 1 / 3 + 1 + 0) / 4, 12);
    expect(results.get('consistency')?.signature.options).toEqual({ repeats: '2 to 3' });
    expect(repeatResults([['a', 'a']], undefined, options).get('unanimity')?.signature.options).toEqual({
      repeats: '2',
    });
  });

  it('is undefined where no case was repeated', () => {
    const none = repeatResults([['a'], []], undefined, options);
    expect(none.get('unanimity')).toMatchObject({ kind: 'undefined', reason: 'no case was repeated', n: 0 });
    expect(none.get('consistency')?.signature.options).toEqual({ repeats: 'none' });
  });

  it('resamples the groups of repeated cases', () => {
    const results = repeatResults(answers, ['a', 'a', 'b', 'b', 'c'], options);
    expect(valueOf(results.get('unanimity')).interval?.method).toContain('by group');
    const alone = repeatResults(answers, ['a', 'd', 'b', 'b', 'c'], options);
    expect(valueOf(alone.get('unanimity')).interval?.method).toBe('Wilson');
  });
});

describe('wordingResults', () => {
  const scores = [
    [1, 0, 1],
    [1, 1, 1],
    [0, 0, 1],
    [1, 0, 0],
    [1, null, 1],
    [0, 1],
  ];

  it('compares variants over the cases that all of them have', () => {
    const { means, results, leftOut } = wordingResults(scores, undefined, options);
    expect(means).toEqual([0.75, 0.25, 0.75]);
    expect(leftOut).toBe(2);
    expect(valueOf(results.get('wording-range'))).toMatchObject({ value: 0.5, n: 4 });
    expect(valueOf(results.get('wording-variance')).value).toBeCloseTo(1 / 12, 12);
    expect(valueOf(results.get('wording-consistency'))).toMatchObject({
      value: 0.25,
      interval: wilsonInterval(1, 4, 0.95),
    });
    expect(results.get('wording-range')?.signature.options).toEqual({ variants: 3 });
  });

  it('is undefined with one variant or none', () => {
    for (const rows of [[[1], [0]], [], [[null, 1]]]) {
      const { results } = wordingResults(rows, undefined, options);
      for (const result of results.values()) {
        expect(result).toMatchObject({
          kind: 'undefined',
          reason: 'it takes at least two variants and a case that all of them scored',
        });
      }
    }
    expect(wordingResults([], undefined, options).means).toEqual([]);
    expect(wordingResults([[null, 1]], undefined, options).means).toEqual([null, null]);
  });

  it('resamples the groups of common cases', () => {
    const { results } = wordingResults(scores, ['a', 'b', 'b', 'b', 'c', 'c'], options);
    expect(valueOf(results.get('wording-range')).interval?.method).toContain('by group');
    // Those who share a group with a case that is left out are alone.
    const alone = wordingResults(scores, ['a', 'b', 'c', 'd', 'a', 'b'], options).results;
    expect(valueOf(alone.get('wording-range')).interval?.method).toContain('by case');
  });

  it('compares two', () => {
    const { means, results } = wordingResults(
      scores.map((row) => row.slice(0, 2)),
      undefined,
      options,
    );
    expect(means).toEqual([3 / 5, 2 / 5]);
    expect(valueOf(results.get('wording-range')).value).toBeCloseTo(1 / 5, 12);
    expect(valueOf(results.get('wording-consistency')).value).toBeCloseTo(2 / 5, 12);
  });
});
