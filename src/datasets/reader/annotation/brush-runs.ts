/** Larger pictures are not decoded by a browser either. */
const mostValues = 2 ** 28;

/**
 * The values of Label Studio's run-length code for brushes: 4 a pixel (RGBA), along the rows. A stream of bits, most significant first: the
 * number of values in 32 bits, the size of a value less 1 in 5, and four lengths less 1 in 4 each; then blocks of a bit (1: one value
 * repeated, 0: values one by one), two bits that choose the length of the count, the count less 1, and the values. As `decode_rle`
 * of label-studio-sdk reads it. Throws RangeError for what is no such code.
 *
 * @param bytes the numbers of the export, 0 to 255.
 * @param expected values that the picture has; the code must hold as many.
 */
export function decodeBrushRuns(bytes: readonly number[], expected: number): Uint8Array {
  const bits = new Bits(bytes);
  const count = bits.take(32);
  if (count !== expected || count > mostValues)
    throw new RangeError(`it holds ${count} values, its picture has ${expected}`);
  const valueBits = bits.take(5) + 1;
  const lengths = [bits.take(4) + 1, bits.take(4) + 1, bits.take(4) + 1, bits.take(4) + 1];
  const values = new Uint8Array(count);
  let at = 0;
  while (at < count) {
    const repeated = bits.take(1) === 1;
    const end = at + 1 + bits.take(lengths[bits.take(2)] ?? 1);
    if (end > count) throw new RangeError('its runs are longer than its picture');
    if (repeated) {
      values.fill(bits.take(valueBits), at, end);
      at = end;
    } else {
      for (; at < end; at += 1) values[at] = bits.take(valueBits);
    }
  }
  return values;
}

class Bits {
  readonly #bytes: readonly number[];
  #at = 0;

  constructor(bytes: readonly number[]) {
    this.#bytes = bytes;
  }

  /** The next `count` bits, up to 32, as a number. */
  take(count: number): number {
    let value = 0;
    for (let n = 0; n < count; n += 1, this.#at += 1) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new RangeError('it breaks off');
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }
}
