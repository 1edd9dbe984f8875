import { CodecError } from '../pixels/codec-error.ts';

/** Bits of a scan: after a byte FF the next one holds seven (T.87 A.1), and one with its highest bit set is a marker, which ends the scan. */
export class ScanBits {
  readonly #bytes: Uint8Array;
  #at: number;
  /** The lowest `#count` bits are still to be read. */
  #bits = 0;
  #count = 0;
  #afterFF = false;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** No further than the marker that ends the scan. */
  get end(): number {
    return this.#at;
  }

  bit(): number {
    if (this.#count === 0) this.#fill();
    this.#count -= 1;
    return (this.#bits >>> this.#count) & 1;
  }

  /** Up to 24 bits. */
  bits(count: number): number {
    if (this.#count < count) this.#fill();
    if (this.#count < count) throw damaged();
    this.#count -= count;
    return (this.#bits >>> this.#count) & ((1 << count) - 1);
  }

  /** How many zeros stand before the next one, which is read too; more than `most` are none of a picture. */
  zeros(most: number): number {
    let zeros = 0;
    for (;;) {
      if (this.#count === 0) this.#fill();
      // 32 where all that is there is zeros.
      const leading = Math.clz32(this.#bits << (32 - this.#count));
      if (leading < this.#count) {
        this.#count -= leading + 1;
        zeros += leading;
        if (zeros > most) throw damaged();
        return zeros;
      }
      zeros += this.#count;
      this.#count = 0;
      if (zeros > most) throw damaged();
    }
  }

  /** As many bytes as fit; throws where there is none. */
  #fill(): void {
    const before = this.#at;
    while (this.#count <= 24) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined || (byte === 0xff && (this.#bytes[this.#at + 1] ?? 0xff) >= 0x80)) break;
      this.#at += 1;
      this.#bits = this.#afterFF ? (this.#bits << 7) | byte : (this.#bits << 8) | byte;
      this.#count += this.#afterFF ? 7 : 8;
      this.#afterFF = byte === 0xff;
    }
    if (this.#at === before) throw damaged();
  }
}

export const damaged = (): CodecError => new CodecError('the picture breaks off or makes no sense');
