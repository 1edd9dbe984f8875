import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { krippendorffAlpha } from './krippendorff-alpha.ts';
import { rating, weightedItems } from './test-ratings.ts';

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
