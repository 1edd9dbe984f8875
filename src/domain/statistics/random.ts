import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers that depends on nothing but its seed: the same on every device. */
export interface SeededRandom {
  /** A number in [0, 1), a multiple of 2^-53. */
  uniform(): number;
  /** An integer in [0, n), each equally likely; `n` from 1 to 2^32. */
  int(n: number): number;
  /** Draws integers in [0, counts.length), each equally likely, and adds 1 to `counts` at each: fast, for resampling. */
  countDraws(draws: number, counts: Uint32Array): void;
}

/**
 * xoroshiro128+ (Blackman and Vigna 2021), seeded by mixing.
 *
 * @param seed any integer; its low 53 bits and sign count.
 * @param stream an integer: streams of one seed are independent of each other, so that work split in blocks gives the
 *   same numbers whoever does a block.
 * @throws RangeError where seed or stream is no safe integer.
 */
export function seededRandom(seed: number, stream = 0): SeededRandom {
  requireSafeInteger(seed, 'seed');
  requireSafeInteger(stream, 'stream');
  let generator = xoroshiro128plusFromState(mixedState(seed, stream));
  return {
    uniform() {
      const high = generator.next() >>> 5;
      const low = generator.next() >>> 6;
      return (high * 0x4000000 + low) * 2 ** -53;
    },
    int(n) {
      if (!Number.isInteger(n) || n < 1 || n > 2 ** 32)
        throw new RangeError(`cannot draw from ${n} integers`);
      if (n > largestMultiplied) return uniformInt(generator, 0, n - 1);
      const threshold = 2 ** 32 % n;
      let bits = generator.next();
      while (Math.imul(bits, n) >>> 0 < threshold) bits = generator.next();
      return Math.floor((bits >>> 0) * n * 2 ** -32);
    },
    countDraws(draws, counts) {
      if (draws === 0) return;
      if (counts.length < 1) throw new RangeError('cannot draw from 0 integers');
      if (counts.length > largestOfHalves) {
        for (let i = 0; i < draws; i++) increment(counts, this.int(counts.length));
        return;
      }
      const state = Int32Array.from(generator.getState());
      countDrawsOfHalves(state, draws, counts);
      generator = xoroshiro128plusFromState([...state]);
    },
  };
}

/** Up to here 16 random bits are enough for an integer. */
const largestOfHalves = 2 ** 16;

/** Up to here the product of 32 random bits with `n` is exact in a double. */
const largestMultiplied = 2 ** 21;

/**
 * The generator's step unrolled into local variables, and an integer from each half of its 32 bits: three times as fast as
 * calling it. Bits become an integer by multiplication, those that would favour some integers rejected (Lemire 2019, "Fast
 * random integer generation in an interval"), so that all are equally likely.
 */
function countDrawsOfHalves(state: Int32Array, draws: number, counts: Uint32Array): void {
  const n = counts.length;
  const threshold = 2 ** 16 % n;
  let s01 = state[0] ?? 0;
  let s00 = state[1] ?? 0;
  let s11 = state[2] ?? 0;
  let s10 = state[3] ?? 0;
  for (let drawn = 0; drawn < draws;) {
    const bits = (s00 + s10) | 0;
    const a0 = s10 ^ s00;
    const a1 = s11 ^ s01;
    const previous0 = s00;
    s00 = (s00 << 24) ^ (s01 >>> 8) ^ a0 ^ (a0 << 16);
    s01 = (s01 << 24) ^ (previous0 >>> 8) ^ a1 ^ ((a1 << 16) | (a0 >>> 16));
    s10 = (a1 << 5) ^ (a0 >>> 27);
    s11 = (a0 << 5) ^ (a1 >>> 27);
    const high = Math.imul(bits >>> 16, n);
    const low = Math.imul(bits & 0xffff, n);
    if ((high & 0xffff) >= threshold) {
      increment(counts, high >>> 16);
      drawn++;
    }
    if (drawn < draws && (low & 0xffff) >= threshold) {
      increment(counts, low >>> 16);
      drawn++;
    }
  }
  state[0] = s01;
  state[1] = s00;
  state[2] = s11;
  state[3] = s10;
}

function increment(counts: Uint32Array, i: number): void {
  counts[i] = (counts[i] ?? 0) + 1;
}

/** Four words that all depend on every bit of seed and stream, by splitmix32; never all zero, where xoroshiro would stick. */
function mixedState(seed: number, stream: number): number[] {
  let state = 0;
  const absorb = (word: number) => (state = splitmix(state ^ word));
  for (const value of [seed, stream]) {
    absorb(value | 0);
    absorb(Math.floor(value / 2 ** 32) | 0);
  }
  const words = [1, 2, 3, 4].map((i) => splitmix((state + Math.imul(i, 0x9e3779b9)) | 0));
  return words.every((word) => word === 0) ? [1, 2, 3, 4] : words;
}

/** The finalizer of splitmix32 (a bijection of 32 bits in which each bit of the input moves half of the output's). */
function splitmix(word: number): number {
  let z = (word + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

function requireSafeInteger(value: number, name: string): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`the ${name} must be a whole number, not ${value}`);
}
