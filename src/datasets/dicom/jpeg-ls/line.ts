import { damaged, type ScanBits } from './bits.ts';
import type { CodingParameters } from './frame.ts';

const contexts = 365;
/** Bits of a run's length, by how well runs did so far (T.87 A.2.1). */
const runBits = Uint8Array.of(
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  2,
  2,
  2,
  2,
  3,
  3,
  3,
  3,
  4,
  4,
  5,
  5,
  6,
  6,
  7,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
);

/**
 * Decodes the lines of one scan (T.87 annex A). The components of a scan share what was learnt of its contexts. A line has a sample before
 * its first and one after its last, which stand for what lies beyond the picture.
 */
export class LineDecoder {
  readonly #bits: ScanBits;
  readonly #largest: number;
  readonly #near: number;
  readonly #step: number;
  readonly #range: number;
  /** Bits of the numbers that are written out when their code would be too long. */
  readonly #wholeBits: number;
  readonly #limit: number;
  readonly #reset: number;
  readonly #first: number;
  readonly #second: number;
  readonly #third: number;
  // By context, the last two of which are those of interrupted runs: sums of errors, biases, corrections, counts.
  readonly #a: Int32Array;
  readonly #b = new Int32Array(contexts);
  readonly #c = new Int32Array(contexts);
  readonly #n = new Int32Array(contexts + 2).fill(1);
  /** Of interrupted runs, how many errors were below 0. */
  readonly #negative = new Int32Array(2);

  constructor(bits: ScanBits, { largest, near, thresholds, reset }: CodingParameters) {
    this.#bits = bits;
    this.#largest = largest;
    this.#near = near;
    this.#step = 2 * near + 1;
    this.#range = Math.floor((largest + 2 * near) / this.#step) + 1;
    this.#wholeBits = Math.ceil(Math.log2(this.#range));
    const bitsOfSample = Math.max(2, Math.ceil(Math.log2(largest + 1)));
    this.#limit = 2 * (bitsOfSample + Math.max(8, bitsOfSample));
    this.#reset = reset;
    [this.#first, this.#second, this.#third] = thresholds;
    this.#a = new Int32Array(contexts + 2).fill(Math.max(2, Math.floor((this.#range + 32) / 64)));
  }

  /** One line of one component, from the one above it. Returns how well runs do now, which `run` says of the lines before. */
  line(above: Int32Array, current: Int32Array, run: number): number {
    const width = current.length - 2;
    let runIndex = run;
    for (let x = 1; x <= width;) {
      const left = current[x - 1] ?? 0;
      const up = above[x] ?? 0;
      const context = this.#contextOf(left, up, above[x - 1] ?? 0, above[x + 1] ?? 0);
      if (context !== 0) {
        current[x] = this.#regular(context, left, up, above[x - 1] ?? 0);
        x += 1;
        continue;
      }
      const length = this.#runLength(width + 1 - x, runIndex);
      current.fill(left, x, x + length.pixels);
      x += length.pixels;
      runIndex = length.index;
      if (x > width) break;
      current[x] = this.#interrupted(left, above[x] ?? 0, runIndex);
      x += 1;
      runIndex = Math.max(0, runIndex - 1);
    }
    return runIndex;
  }

  /** One line of all components, sample by sample: a run is one of all of them. */
  lineOfSamples(above: readonly Int32Array[], current: readonly Int32Array[], run: number): number {
    const width = (current[0]?.length ?? 2) - 2;
    let runIndex = run;
    const found = new Int32Array(current.length);
    for (let x = 1; x <= width;) {
      let flat = true;
      for (let n = 0; n < current.length; n += 1) {
        const [up, now] = [above[n], current[n]];
        found[n] = this.#contextOf(now?.[x - 1] ?? 0, up?.[x] ?? 0, up?.[x - 1] ?? 0, up?.[x + 1] ?? 0);
        flat &&= found[n] === 0;
      }
      if (!flat) {
        for (let n = 0; n < current.length; n += 1) {
          const [up, now] = [above[n], current[n]];
          if (up === undefined || now === undefined) throw damaged();
          now[x] = this.#regular(found[n] ?? 0, now[x - 1] ?? 0, up[x] ?? 0, up[x - 1] ?? 0);
        }
        x += 1;
        continue;
      }
      const length = this.#runLength(width + 1 - x, runIndex);
      for (const now of current) now.fill(now[x - 1] ?? 0, x, x + length.pixels);
      x += length.pixels;
      runIndex = length.index;
      if (x > width) break;
      for (let n = 0; n < current.length; n += 1) {
        const now = current[n];
        // Of several samples, each is told from the one above it.
        if (now !== undefined) now[x] = this.#fromAbove(now[x - 1] ?? 0, above[n]?.[x] ?? 0, runIndex);
      }
      x += 1;
      runIndex = Math.max(0, runIndex - 1);
    }
    return runIndex;
  }

  /** How the samples around differ (T.87 A.3): 81 q1 + 9 q2 + q3, below 0 where all signs are to be turned; 0 where they do not. */
  #contextOf(left: number, up: number, upLeft: number, upRight: number): number {
    return 81 * this.#level(upRight - up) + 9 * this.#level(up - upLeft) + this.#level(upLeft - left);
  }

  #level(difference: number): number {
    const size = Math.abs(difference);
    if (size <= this.#near) return 0;
    const level = size < this.#first ? 1 : size < this.#second ? 2 : size < this.#third ? 3 : 4;
    return difference < 0 ? -level : level;
  }

  #regular(signed: number, left: number, up: number, upLeft: number): number {
    const sign = signed < 0 ? -1 : 1;
    const context = Math.abs(signed);
    const a = this.#a[context] ?? 0;
    const b = this.#b[context] ?? 0;
    const c = this.#c[context] ?? 0;
    const n = this.#n[context] ?? 1;
    const guess = this.#clamped(predicted(left, up, upLeft) + sign * c);
    const k = golombBits(n, a);
    const mapped = this.#golomb(k, this.#limit);
    // T.87 A.5.2: where errors are mostly below 0, the pairs are the other way round.
    const turned = this.#near === 0 && k === 0 && 2 * b <= -n;
    const half = mapped >> 1;
    const error = turned ? (mapped & 1 ? half : -half - 1) : mapped & 1 ? -half - 1 : half;
    this.#learn(context, error, a, b, c, n);
    return this.#corrected(guess + sign * error * this.#step);
  }

  /** T.87 A.6. */
  #learn(context: number, error: number, a: number, b: number, c: number, n: number): void {
    let sum = a + Math.abs(error);
    let bias = b + error * this.#step;
    let count = n;
    if (count === this.#reset) {
      sum >>= 1;
      bias >>= 1;
      count >>= 1;
    }
    count += 1;
    let correction = c;
    if (bias <= -count) {
      bias += count;
      if (correction > -128) correction -= 1;
      if (bias <= -count) bias = -count + 1;
    } else if (bias > 0) {
      bias -= count;
      if (correction < 127) correction += 1;
      if (bias > 0) bias = 0;
    }
    this.#a[context] = sum;
    this.#b[context] = bias;
    this.#c[context] = correction;
    this.#n[context] = count;
  }

  /** T.87 A.7.1. */
  #runLength(most: number, run: number): { readonly pixels: number; readonly index: number } {
    let index = run;
    let pixels = 0;
    while (this.#bits.bit() === 1) {
      const length = 1 << (runBits[index] ?? 0);
      if (pixels + length <= most) index = Math.min(31, index + 1);
      pixels = Math.min(most, pixels + length);
      if (pixels === most) return { pixels, index };
    }
    pixels += this.#bits.bits(runBits[index] ?? 0);
    if (pixels >= most) throw damaged();
    return { pixels, index };
  }

  /** The sample at which a run ends (T.87 A.7.2). */
  #interrupted(left: number, up: number, runIndex: number): number {
    if (Math.abs(left - up) > this.#near) return this.#fromAbove(left, up, runIndex);
    return this.#corrected(left + this.#interruption(1, runIndex) * this.#step);
  }

  #fromAbove(left: number, up: number, runIndex: number): number {
    const sign = left > up ? -1 : 1;
    return this.#corrected(up + sign * this.#interruption(0, runIndex) * this.#step);
  }

  #interruption(type: 0 | 1, runIndex: number): number {
    const context = contexts + type;
    const a = this.#a[context] ?? 0;
    const n = this.#n[context] ?? 1;
    const negative = this.#negative[type] ?? 0;
    const k = golombBits(n, type === 0 ? a : a + (n >> 1));
    const mapped = this.#golomb(k, this.#limit - (runBits[runIndex] ?? 0) - 1);
    const parity = (mapped + type) & 1;
    const size = (mapped + type + parity) >> 1;
    const error = (k !== 0 || 2 * negative >= n) === (parity === 1) ? -size : size;
    const halved = n === this.#reset;
    const sum = a + ((mapped + 1 - type) >> 1);
    const below = negative + (error < 0 ? 1 : 0);
    this.#a[context] = halved ? sum >> 1 : sum;
    this.#n[context] = (halved ? n >> 1 : n) + 1;
    this.#negative[type] = halved ? below >> 1 : below;
    return error;
  }

  /** T.87 A.5.3: zeros that count, then `k` bits; or the number itself, where the zeros would be too many. */
  #golomb(k: number, limit: number): number {
    const most = limit - this.#wholeBits - 1;
    const zeros = this.#bits.zeros(most);
    return zeros < most ? zeros * 2 ** k + this.#bits.bits(k) : this.#bits.bits(this.#wholeBits) + 1;
  }

  #corrected(value: number): number {
    const whole = this.#range * this.#step;
    const within =
      value < -this.#near ? value + whole : value > this.#largest + this.#near ? value - whole : value;
    return this.#clamped(within);
  }

  #clamped(value: number): number {
    return value < 0 ? 0 : value > this.#largest ? this.#largest : value;
  }
}

/** The edge that the samples around show (T.87 A.4.1). */
function predicted(left: number, up: number, upLeft: number): number {
  const low = left < up ? left : up;
  const high = left < up ? up : left;
  return upLeft >= high ? low : upLeft <= low ? high : left + up - upLeft;
}

/** T.87 A.5.1. A sum that no picture comes to takes no more bits than a sample has. */
function golombBits(count: number, sum: number): number {
  let k = 0;
  while (k < 16 && count << k < sum) k += 1;
  return k;
}
