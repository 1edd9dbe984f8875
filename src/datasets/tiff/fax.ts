import { blackRuns, longestCode, whiteRuns } from './fax-codes.ts';
import type { BlockShape, FaxCode } from './page.ts';

/**
 * Rows of black and white pixels in the codes of fax machines: `fax runs` (TIFF 6.0, section 10: each row from a whole byte
 * on), `fax group 3` (ITU-T T.4, rows by themselves or after the one above) and `fax group 4` (ITU-T T.6). White is 0, eight
 * pixels a byte, rows from whole bytes on. `options`: T4Options of TIFF. Throws RangeError where the code breaks off or
 * makes no sense.
 */
export function unpackFax(
  packed: Uint8Array,
  { code, options }: { readonly code: FaxCode; readonly options: number },
  { width, rows }: BlockShape,
): Uint8Array<ArrayBuffer> {
  const bits = new FaxBits(packed);
  const stride = Math.ceil(width / 8);
  const out = new Uint8Array(stride * rows);
  /** Where the colour changes, in turn to black and to white; then the row's width, where reading may go on. */
  let above = new Int32Array(width + 4).fill(width);
  let current = new Int32Array(width + 4);
  for (let row = 0; row < rows; row += 1) {
    if (code === 'fax runs') bits.alignToByte();
    const marked = code === 'fax group 3' && bits.skipEndOfLine();
    const likeAbove = code === 'fax group 4' || (marked && (options & 1) === 1 && bits.take(1) === 0);
    const count = likeAbove ? afterAbove(bits, above, current, width) : byRuns(bits, current, width);
    current.fill(width, count, count + 4);
    blacken(out, row * stride, current, count);
    [above, current] = [current, above];
  }
  return out;
}

const nonsense = (): RangeError => new RangeError('its packed pixels make no sense');

/** Runs of white and black by turns. Gives how many changes there are. */
function byRuns(bits: FaxBits, changes: Int32Array, width: number): number {
  let at = 0;
  let count = 0;
  while (at < width) {
    at += bits.run(count % 2 === 0 ? whiteRuns : blackRuns);
    if (at > width || count > width) throw nonsense();
    changes[count] = at;
    count += 1;
  }
  return count;
}

/** Changes that lie near those of the row above (T.4, section 4.2). Gives how many there are. */
function afterAbove(bits: FaxBits, above: Int32Array, changes: Int32Array, width: number): number {
  let at = -1;
  let count = 0;
  let upper = 0;
  const add = (change: number): void => {
    if (change < Math.max(at, 0) || change > width || count > width) throw nonsense();
    changes[count] = change;
    count += 1;
    at = change;
  };
  while (at < width) {
    // The first change above that lies behind, and to the colour that this row has not.
    while (upper > 0 && (above[upper - 1] ?? 0) > at) upper -= 1;
    while ((upper + count) % 2 === 1 || ((above[upper] ?? width) <= at && (above[upper] ?? width) < width))
      upper += 1;
    const next = above[upper] ?? width;
    const mode = bits.mode();
    if (mode === 'pass') {
      at = above[upper + 1] ?? width;
      continue;
    }
    if (mode === 'runs') {
      const [first, second] = count % 2 === 0 ? [whiteRuns, blackRuns] : [blackRuns, whiteRuns];
      const begin = Math.max(at, 0);
      const middle = begin + bits.run(first);
      add(middle);
      add(middle + bits.run(second));
      continue;
    }
    add(next + mode);
  }
  return count;
}

/** Sets the bits of the black runs of a row: from every other change to the one behind it. */
function blacken(out: Uint8Array, from: number, changes: Int32Array, count: number): void {
  for (let n = 0; n < count; n += 2) {
    const end = changes[n + 1] ?? 0;
    let at = changes[n] ?? 0;
    while (at < end) {
      if (at % 8 === 0 && end - at >= 8) {
        out[from + at / 8] = 0xff;
        at += 8;
      } else {
        out[from + (at >> 3)] = (out[from + (at >> 3)] ?? 0) | (0x80 >> (at & 7));
        at += 1;
      }
    }
  }
}

/** How a change lies to the one above: so many pixels beside it, not at all (the one above is passed), or by runs. */
type Mode = 'pass' | 'runs' | -3 | -2 | -1 | 0 | 1 | 2 | 3;

/** By the number of zeros in front: bits of the code, and its mode, with what follows the first one. */
const modes: readonly (readonly [code: string, mode: Mode])[] = [
  ['1', 0],
  ['011', 1],
  ['010', -1],
  ['001', 'runs'],
  ['0001', 'pass'],
  ['000011', 2],
  ['000010', -2],
  ['0000011', 3],
  ['0000010', -3],
];
const longestMode = 7;
const modeTable: readonly (readonly [length: number, mode: Mode] | null)[] = Array.from(
  { length: 2 ** longestMode },
  (_, next) => {
    const text = next.toString(2).padStart(longestMode, '0');
    const found = modes.find(([code]) => text.startsWith(code));
    return found === undefined ? null : [found[0].length, found[1]];
  },
);

/** Bits of a code, most significant first. Throws RangeError where they end. */
class FaxBits {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  alignToByte(): void {
    this.#at = (this.#at + 7) & ~7;
  }

  take(count: number): number {
    const bits = this.#peek(count);
    this.#skip(count);
    return bits;
  }

  /** Passes over 11 zeros or more and a one, where they come next. */
  skipEndOfLine(): boolean {
    let at = this.#at;
    while (at < this.#bytes.length * 8 && this.#bit(at) === 0) at += 1;
    if (at - this.#at < 11 || at >= this.#bytes.length * 8) return false;
    this.#at = at + 1;
    return true;
  }

  /** The pixels of a run: codes of long parts, then one of fewer than 64. */
  run(table: Uint16Array): number {
    let pixels = 0;
    for (;;) {
      const found = table[this.#peek(longestCode)] ?? 0;
      if (found === 0) throw this.#left < longestCode ? brokenOff() : nonsense();
      this.#skip(found & 15);
      const part = found >> 4;
      pixels += part;
      if (part < 64) return pixels;
    }
  }

  mode(): Mode {
    const found = modeTable[this.#peek(longestMode)];
    if (found === null || found === undefined) throw this.#left < 24 ? brokenOff() : nonsense();
    this.#skip(found[0]);
    return found[1];
  }

  get #left(): number {
    return this.#bytes.length * 8 - this.#at;
  }

  #skip(count: number): void {
    this.#at += count;
    if (this.#at > this.#bytes.length * 8) throw brokenOff();
  }

  #bit(at: number): number {
    return ((this.#bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
  }

  /** Up to 16 bits; behind the end there are zeros. */
  #peek(count: number): number {
    const byte = this.#at >> 3;
    const three =
      ((this.#bytes[byte] ?? 0) << 16) | ((this.#bytes[byte + 1] ?? 0) << 8) | (this.#bytes[byte + 2] ?? 0);
    return (three >> (24 - count - (this.#at & 7))) & ((1 << count) - 1);
  }
}

const brokenOff = (): RangeError => new RangeError('its packed pixels break off');
