import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededSample, seededShuffle } from './sample.ts';

const items = Array.from({ length: 20 }, (_, i) => `case ${i}`);

describe('seededSample', () => {
  it('takes so many, each once, in the order in which they stood', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer(), (size, seed) => {
        const sample = seededSample(items, size, seed);
        expect(sample).toHaveLength(size);
        expect(sample).toEqual(items.filter((item) => sample.includes(item)));
      }),
    );
  });

  it('is contained in a larger sample of the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 19 }), fc.integer(), (size, seed) => {
        const larger = seededSample(items, size + 1, seed);
        expect(larger).toEqual(expect.arrayContaining(seededSample(items, size, seed)));
      }),
    );
  });

  it('takes every item equally often', () => {
    const taken = new Map<string, number>();
    for (let seed = 0; seed < 4000; seed++) {
      for (const item of seededSample(items, 5, seed)) taken.set(item, (taken.get(item) ?? 0) + 1);
    }
    // 1,000 expected, standard deviation 27.
    expect([...taken.values()].every((count) => Math.abs(count - 1000) < 130)).toBe(true);
    expect(taken.size).toBe(20);
  });

  it('refuses a size that there is not', () => {
    for (const size of [-1, 21, 1.5])
      expect(() => seededSample(items, size, 1)).toThrow(`cannot take ${size} of 20 items`);
  });
});

describe('seededShuffle', () => {
  it('keeps every item and depends on the seed alone', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const shuffled = seededShuffle(items, seed);
        expect([...shuffled].sort()).toEqual([...items].sort());
        expect(seededShuffle(items, seed)).toEqual(shuffled);
      }),
    );
  });

  it('gives each of the six orders of three equally often', () => {
    const orders = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const order = seededShuffle(['a', 'b', 'c'], seed).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    // 1,000 expected, standard deviation 29.
    expect([...orders.values()].every((count) => Math.abs(count - 1000) < 140)).toBe(true);
  });
});
