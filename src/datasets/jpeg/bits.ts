import { JpegError } from './error.ts';

/** A Huffman table: symbols by code, the short codes by a look into a table of all their continuations. */
export interface HuffmanTable {
  /** By the next `lookBits` bits: length of the code << 8 | symbol, or 0 where the code is longer. */
  readonly look: Uint16Array;
  /** Largest code of each length, and what to add to a code to find its symbol. */
  readonly largest: Int32Array;
  readonly offset: Int32Array;
  readonly symbols: Uint8Array;
}

const lookBits = 9;

/** From the counts of codes of length 1 to 16 and the symbols in order (T.81 annex C). */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const look = new Uint16Array(1 << lookBits);
  const largest = new Int32Array(18).fill(-1);
  const offset = new Int32Array(18);
  let code = 0;
  let next = 0;
  for (let length = 1; length <= 16; length += 1, code <<= 1) {
    const count = counts[length - 1] ?? 0;
    if (code + count > 1 << length) throw new JpegError('a Huffman table has more codes than there can be');
    offset[length] = next - code;
    for (let n = 0; n < count; n += 1, code += 1, next += 1) {
      if (length > lookBits) continue;
      const spare = lookBits - length;
      look.fill((length << 8) | (symbols[next] ?? 0), code << spare, (code + 1) << spare);
    }
    if (count > 0) largest[length] = code - 1;
  }
  return { look, largest, offset, symbols };
}

/** Bits of an entropy-coded segment: stuffed zeros left out, ended by a marker. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #bits = 0;
  #count = 0;
  /** Bits that were asked for after the end. */
  #missing = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Where the marker (or the end) lies at which the segment ended; whole bytes that were not used are passed over. */
  get end(): number {
    return this.#at;
  }

  /** The next `count` bits (0 to 16) as a number. Throws JpegError where the segment has ended before. */
  read(count: number): number {
    if (count === 0) return 0;
    if (this.#count < count) this.#fill();
    this.#use(count);
    return (this.#bits >>> this.#count) & ((1 << count) - 1);
  }

  /** A number of `size` bits with its sign as T.81 F.2.2.1 extends it. */
  extended(size: number): number {
    if (size === 0) return 0;
    const value = this.read(size);
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }

  symbol(table: HuffmanTable): number {
    if (this.#count < 16) this.#fill();
    const found = table.look[(this.#bits >>> (this.#count - lookBits)) & ((1 << lookBits) - 1)] ?? 0;
    if (found !== 0) {
      this.#use(found >> 8);
      return found & 0xff;
    }
    for (let length = lookBits + 1; length <= 16; length += 1) {
      const code = (this.#bits >>> (this.#count - length)) & ((1 << length) - 1);
      if (code <= (table.largest[length] ?? -1)) {
        const symbol = table.symbols[code + (table.offset[length] ?? 0)];
        if (symbol === undefined) break;
        this.#use(length);
        return symbol;
      }
    }
    throw new JpegError('its codes make no sense');
  }

  /** Goes on after the restart marker that comes next. Throws JpegError where there is none. */
  restart(): void {
    this.#bits = 0;
    this.#count = 0;
    this.#missing = 0;
    const bytes = this.#bytes;
    let at = this.#at;
    while (
      at + 1 < bytes.length &&
      !(bytes[at] === 0xff && (bytes[at + 1] ?? 0) !== 0 && bytes[at + 1] !== 0xff)
    )
      at += 1;
    const marker = bytes[at + 1] ?? 0;
    if (marker < 0xd0 || marker > 0xd7) throw new JpegError('its picture breaks off');
    this.#at = at + 2;
  }

  #use(length: number): void {
    this.#count -= length;
    // Zeros that were filled in after the end may be looked at, not used.
    if (this.#missing > this.#count) throw new JpegError('its picture breaks off');
  }

  #fill(): void {
    const bytes = this.#bytes;
    while (this.#count <= 16) {
      const byte = bytes[this.#at];
      if (byte === undefined || (byte === 0xff && bytes[this.#at + 1] !== 0)) {
        this.#bits <<= 8;
        this.#count += 8;
        this.#missing += 8;
      } else {
        this.#bits = (this.#bits << 8) | byte;
        this.#count += 8;
        this.#at += byte === 0xff ? 2 : 1;
      }
    }
  }
}
