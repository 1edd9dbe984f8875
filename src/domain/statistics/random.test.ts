import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';

const seeds = fc.maxSafeInteger();

describe('seededRandom', () => {
  it('gives these numbers for this seed, on every device and in every version', () => {
    const random = seededRandom(7);
    expect([random.int(1000), random.int(1000), random.int(1000)]).toEqual([355, 910, 124]);
    expect(random.uniform()).toBe(0.31374281166304785);
  });

  it('gives other numbers for another seed or stream, however near', () => {
    const first = (seed: number, stream?: number) => seededRandom(seed, stream).int(2 ** 32);
    const draws = [
      first(0),
      first(1),
      first(-1),
      first(2 ** 32),
      first(0, 1),
      first(1, 1),
      first(0, 2 ** 32),
    ];
    expect(new Set(draws).size).toBe(draws.length);
    expect(first(0, 0)).toBe(first(0));
  });

  it('stays in range', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 }), (seed, n) => {
        const random = seededRandom(seed);
        const [drawn, share] = [random.int(n), random.uniform()];
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < n).toBe(true);
        expect(share >= 0 && share < 1).toBe(true);
      }),
    );
  });

  it('draws many from the halves of the words of the generator', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 1, max: 2 ** 16 }),
        fc.integer({ min: 0, max: 50 }),
        (seed, n, draws) => {
          const [many, single] = [seededRandom(seed), seededRandom(seed)];
          const counts = new Uint32Array(n);
          many.countDraws(draws, counts);
          const expected: number[] = [];
          while (expected.length < draws) {
            const bits = single.int(2 ** 32) - 2 ** 31;
            for (const half of [bits >>> 16, bits & 0xffff]) {
              const favoured = (half * n) % 2 ** 16 < 2 ** 16 % n;
              if (!favoured && expected.length < draws) expected.push(Math.floor((half * n) / 2 ** 16));
            }
          }
          expect(drawnOf(counts)).toEqual(expected.sort((a, b) => a - b));
          expect(many.uniform()).toBe(single.uniform());
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([2 ** 16 + 1, 2 ** 21 + 1])('draws many of %d as it draws one', (size) => {
    const counts = new Uint32Array(size);
    const [many, single] = [seededRandom(3), seededRandom(3)];
    many.countDraws(4, counts);
    const drawn = [1, 2, 3, 4].map(() => single.int(size));
    expect(drawnOf(counts)).toEqual(drawn.sort((a, b) => a - b));
  });

  it('is uniform: means and spread over 60,000 draws', () => {
    const random = seededRandom(11);
    const counts = new Uint32Array(6);
    random.countDraws(60_000, counts);
    // Chi-squared with 5 degrees of freedom is above 20.5 once in a thousand seeds.
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquared).toBeLessThan(20.5);
    const mean = Array.from({ length: 10_000 }, () => random.uniform()).reduce((a, b) => a + b) / 10_000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
  });

  it('refuses what it cannot draw from', () => {
    const random = seededRandom(1);
    for (const n of [0, -1, 1.5, NaN, 2 ** 32 + 1]) expect(() => random.int(n)).toThrow('cannot draw from');
    expect(() => random.countDraws(1, new Uint32Array(0))).toThrow('cannot draw from 0');
    expect(() => seededRandom(0.5)).toThrow('the seed must be a whole number, not 0.5');
    expect(() => seededRandom(1, NaN)).toThrow('the stream must be a whole number');
  });
});

/** The integers drawn, in their order. */
function drawnOf(counts: Uint32Array): number[] {
  const drawn: number[] = [];
  counts.forEach((count, i) => {
    for (let time = 0; time < count; time++) drawn.push(i);
  });
  return drawn;
}
