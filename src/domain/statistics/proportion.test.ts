import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialLower } from './distributions/binomial.ts';
import { clopperPearsonInterval, share, wilsonInterval } from './proportion.ts';

const counts = fc
  .integer({ min: 1, max: 3000 })
  .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));
const levels = fc.constantFrom(0.8, 0.9, 0.95, 0.99);

describe.each([
  ['Wilson', wilsonInterval],
  ['Clopper-Pearson', clopperPearsonInterval],
])('%s', (method, interval) => {
  it('holds the share, stays in [0, 1], and mirrors for failures', () => {
    fc.assert(
      fc.property(counts, levels, ([successes, trials], level) => {
        const { low, high } = interval(successes, trials, level);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(successes / trials);
        expect(high).toBeGreaterThanOrEqual(successes / trials);
        const mirrored = interval(trials - successes, trials, level);
        expect(mirrored.low).toBeCloseTo(1 - high, 11);
      }),
    );
  });

  it('widens with the level and narrows with the trials', () => {
    const width = (successes: number, trials: number, level: number) => {
      const { low, high } = interval(successes, trials, level);
      return high - low;
    };
    expect(width(7, 10, 0.99)).toBeGreaterThan(width(7, 10, 0.95));
    expect(width(70, 100, 0.95)).toBeLessThan(width(7, 10, 0.95));
  });

  it('says how it was made', () => {
    expect(interval(3, 10, 0.9)).toMatchObject({ method, level: 0.9 });
  });

  it('ends at 0 and 1 where nothing or everything succeeds', () => {
    expect(interval(0, 12, 0.95).low).toBe(0);
    expect(interval(12, 12, 0.95).high).toBe(1);
  });

  it('refuses what is no share', () => {
    expect(() => interval(1, 0, 0.95)).toThrow('a proportion of 1 in 0 has no interval');
    expect(() => interval(-1, 5, 0.95)).toThrow('has no interval');
    expect(() => interval(6, 5, 0.95)).toThrow('has no interval');
    for (const level of [0, 1, NaN])
      expect(() => interval(1, 5, level)).toThrow('a confidence level lies between');
  });
});

describe('Clopper-Pearson', () => {
  it('leaves half of what is beyond the level in each binomial tail', () => {
    const { low, high } = clopperPearsonInterval(7, 30, 0.9);
    expect(1 - binomialLower(6, 30, low)).toBeCloseTo(0.05, 12);
    expect(binomialLower(7, 30, high)).toBeCloseTo(0.05, 12);
  });
});

describe('share', () => {
  it('is undefined without trials', () => {
    expect(share({ successes: 0, trials: 0 })).toBeNull();
    expect(share({ successes: 1, trials: 4 })).toBe(0.25);
  });
});
