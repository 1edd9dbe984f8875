import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../statistics/proportion.ts';
import { valueOf } from '../test-value.ts';
import { wordingResults } from './wording-results.ts';

const options = { resamples: 300, seed: 7, level: 0.95 };

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
