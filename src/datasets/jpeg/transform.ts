import { zigzag, type Coefficients } from './coefficients.ts';

/** Samples of one component, in rows of `stride`. */
export interface Plane {
  readonly samples: Uint8Array | Uint16Array;
  readonly stride: number;
}

const constantBits = 13;
const fixed = (value: number): number => Math.round(value * 2 ** constantBits);
const c0298631336 = fixed(0.298631336);
const c0390180644 = fixed(0.390180644);
const c0541196100 = fixed(0.5411961);
const c0765366865 = fixed(0.765366865);
const c0899976223 = fixed(0.899976223);
const c1175875602 = fixed(1.175875602);
const c1501321110 = fixed(1.50132111);
const c1847759065 = fixed(1.847759065);
const c1961570560 = fixed(1.96157056);
const c2053119869 = fixed(2.053119869);
const c2562915447 = fixed(2.562915447);
const c3072711026 = fixed(3.072711026);

/**
 * Coefficients to samples by the accurate integer transform that the Independent JPEG Group's decoder uses (Loeffler,
 * Ligtenberg and Moschytz, ICASSP 1989), so that samples equal those of other viewers to the last bit or nearly so.
 */
export function samplesOfCoefficients(
  { values, stride, rows, columns }: Coefficients,
  quantization: Uint16Array,
  precision: number,
): Plane {
  const width = columns * 8;
  const samples = precision > 8 ? new Uint16Array(width * rows * 8) : new Uint8Array(width * rows * 8);
  const natural = new Int32Array(64);
  for (let k = 0; k < 64; k += 1) natural[zigzag[k] ?? 0] = quantization[k] ?? 0;
  const block = new Int32Array(64);
  // Samples of 12 bits leave one bit less for the first pass.
  const passBits = precision > 8 ? 1 : 2;
  const centre = 1 << (precision - 1);
  const largest = (1 << precision) - 1;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const from = 64 * (row * stride + column);
      let flat = true;
      for (let k = 0; k < 64; k += 1) {
        const value = values[from + k] ?? 0;
        if (k > 0 && value !== 0) flat = false;
        block[k] = value * (natural[k] ?? 0);
      }
      const to = row * 8 * width + column * 8;
      if (flat) {
        const level = clamp((((block[0] ?? 0) + 4) >> 3) + centre, largest);
        for (let y = 0; y < 8; y += 1) samples.fill(level, to + y * width, to + y * width + 8);
        continue;
      }
      for (let x = 0; x < 8; x += 1) pass(block, x, 8, constantBits - passBits);
      for (let y = 0; y < 8; y += 1) {
        pass(block, 8 * y, 1, constantBits + passBits + 3);
        for (let x = 0; x < 8; x += 1) {
          samples[to + y * width + x] = clamp((block[8 * y + x] ?? 0) + centre, largest);
        }
      }
    }
  }
  return { samples, stride: width };
}

const clamp = (value: number, largest: number): number => (value < 0 ? 0 : value > largest ? largest : value);

/** One dimension of the transform, in place: 8 values from `at`, `step` apart, scaled down by `shift` bits. */
function pass(block: Int32Array, at: number, step: number, shift: number): void {
  const round = 1 << (shift - 1);
  const v0 = block[at] ?? 0;
  const v1 = block[at + step] ?? 0;
  const v2 = block[at + 2 * step] ?? 0;
  const v3 = block[at + 3 * step] ?? 0;
  const v4 = block[at + 4 * step] ?? 0;
  const v5 = block[at + 5 * step] ?? 0;
  const v6 = block[at + 6 * step] ?? 0;
  const v7 = block[at + 7 * step] ?? 0;
  // Even part.
  const turned = (v2 + v6) * c0541196100;
  const even2 = turned - v6 * c1847759065;
  const even3 = turned + v2 * c0765366865;
  const even0 = (v0 + v4) * 2 ** constantBits;
  const even1 = (v0 - v4) * 2 ** constantBits;
  const sum0 = even0 + even3;
  const sum3 = even0 - even3;
  const sum1 = even1 + even2;
  const sum2 = even1 - even2;
  // Odd part.
  const z5 = (v7 + v3 + v5 + v1) * c1175875602;
  const z1 = -(v7 + v1) * c0899976223;
  const z2 = -(v5 + v3) * c2562915447;
  const z3 = z5 - (v7 + v3) * c1961570560;
  const z4 = z5 - (v5 + v1) * c0390180644;
  const odd0 = v7 * c0298631336 + z1 + z3;
  const odd1 = v5 * c2053119869 + z2 + z4;
  const odd2 = v3 * c3072711026 + z2 + z3;
  const odd3 = v1 * c1501321110 + z1 + z4;
  block[at] = (sum0 + odd3 + round) >> shift;
  block[at + 7 * step] = (sum0 - odd3 + round) >> shift;
  block[at + step] = (sum1 + odd2 + round) >> shift;
  block[at + 6 * step] = (sum1 - odd2 + round) >> shift;
  block[at + 2 * step] = (sum2 + odd1 + round) >> shift;
  block[at + 5 * step] = (sum2 - odd1 + round) >> shift;
  block[at + 3 * step] = (sum3 + odd0 + round) >> shift;
  block[at + 4 * step] = (sum3 - odd0 + round) >> shift;
}
