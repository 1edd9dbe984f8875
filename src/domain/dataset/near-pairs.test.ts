import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookDistance, lookOf } from './look.ts';
import { nearPairs, type LookedAt } from './near-pairs.ts';

const grey = fc.uint8Array({ minLength: 289, maxLength: 289 });

describe('a look', () => {
  test('does not change with brightness, and hardly with one pixel', () => {
    fc.assert(
      fc.property(grey, fc.integer({ min: 1, max: 100 }), fc.nat({ max: 288 }), (values, lift, at) => {
        const doubled = [...values].map((value) => value / 2);
        const look = lookOf(doubled);
        expect(lookDistance(look, lookOf(doubled.map((value) => value + lift)))).toBe(0);
        const changed = doubled.map((value, n) => (n === at ? 255 : value));
        expect(lookDistance(look, lookOf(changed))).toBeLessThanOrEqual(4);
      }),
    );
  });

  test('of a mirrored picture is another', () => {
    const slope = Array.from({ length: 289 }, (_, at) => (at % 17) * 10);
    expect(lookDistance(lookOf(slope), lookOf(slope.map((value) => 200 - value)))).toBe(256);
  });

  test('sees nothing in noise of two grey levels', () => {
    expect([...lookOf(Array.from({ length: 289 }, (_, at) => at % 3))]).toEqual(Array(16).fill(0));
    expect(() => lookOf([1])).toThrow(RangeError);
  });
});

/** Looks that are near one another: a few, with some bits turned. */
const pictures: fc.Arbitrary<readonly LookedAt[]> = fc
  .array(
    fc.record({
      base: fc.nat({ max: 3 }),
      turned: fc.array(fc.nat({ max: 127 }), { maxLength: 5 }),
      of: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    }),
    { maxLength: 24 },
  )
  .map((drafts) =>
    drafts.map(({ base, turned, of }) => {
      const bits = Uint32Array.of(base * 0x11111111, base * 0x01234567, 7, base);
      for (const at of turned) bits[at >> 5] = (bits[at >> 5] ?? 0) ^ (1 << (at & 31));
      return { of, bits };
    }),
  );

describe('near pairs', () => {
  test('are near, of different cases, each once; and no two near looks are missed', () => {
    fc.assert(
      fc.property(pictures, fc.integer({ min: 0, max: 12 }), (list, threshold) => {
        const { pairs, found } = nearPairs(list, threshold);
        expect(found).toBe(pairs.length);
        expect(pairs.map(({ distance }) => distance)).toEqual(
          pairs.map(({ distance }) => distance).sort((a, b) => a - b),
        );
        const keys = pairs.map(({ a, b }) => `${a} ${b}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { a, b, distance } of pairs) {
          const [one, other] = [list[a], list[b]];
          if (one === undefined || other === undefined) throw new Error('no such picture');
          expect(one.of).not.toBe(other.of);
          expect(lookDistance(one.bits, other.bits)).toBe(distance);
          expect(distance).toBeLessThanOrEqual(threshold);
        }
        // Whatever two pictures of different cases are near, their looks are paired, if not they themselves.
        const looks = new Set(pairs.map(({ a, b }) => lookKey(list, a, b)));
        for (let a = 0; a < list.length; a += 1)
          for (let b = a + 1; b < list.length; b += 1) {
            const [one, other] = [list[a], list[b]];
            if (one === undefined || other === undefined || one.of === other.of) continue;
            if (lookDistance(one.bits, other.bits) <= threshold) expect(looks).toContain(lookKey(list, a, b));
          }
      }),
    );
  });

  test('of a thousand blank pictures are 999', () => {
    const blank = Array.from({ length: 1000 }, (_, at) => ({ of: String(at), bits: new Uint32Array(4) }));
    expect(nearPairs(blank, 8).pairs).toHaveLength(999);
  });

  test('are the nearest of all where only some are wanted, and all are counted', () => {
    fc.assert(
      fc.property(pictures, fc.integer({ min: 0, max: 12 }), fc.nat({ max: 9 }), (list, threshold, most) => {
        const all = nearPairs(list, threshold);
        const some = nearPairs(list, threshold, most);
        expect(some.found).toBe(all.found);
        const distances = all.pairs.map(({ distance }) => distance);
        expect(some.pairs.map(({ distance }) => distance)).toEqual(distances.slice(0, most));
        const keys = new Set(all.pairs.map((pair) => JSON.stringify(pair)));
        for (const pair of some.pairs) expect(keys).toContain(JSON.stringify(pair));
      }),
    );
  });

  test('are told of while they are sought, from none of the looks to all; and may be given up', () => {
    const list = Array.from({ length: 200 }, (_, at) => ({ of: String(at), bits: Uint32Array.of(at, ~at) }));
    const told: (readonly [number, number])[] = [];
    nearPairs(list, 1, 5, (done, total) => told.push([done, total]));
    expect(told[0]).toEqual([0, 200]);
    expect(told.at(-1)).toEqual([200, 200]);
    expect(told.length).toBeGreaterThan(2);
    const stop = () => {
      throw new Error('given up');
    };
    expect(() => nearPairs(list, 1, 5, stop)).toThrow('given up');
  });
});

const lookKey = (list: readonly LookedAt[], a: number, b: number): string =>
  [list[a]?.bits.join(' ') ?? '', list[b]?.bits.join(' ') ?? ''].sort().join(' | ');
