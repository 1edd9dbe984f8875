import { damaged } from '../image/stripped.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { isPnm, isSpace } from './magic.ts';

/** A PNM picture as it is stored. */
export interface Pnm {
  readonly kind: 'pnm';
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** The largest value that it may hold, which is white: 1 to 65,535. */
  readonly most: number;
  /** Row by row, channels together. Of a bitmap, 1 is white here (the file has it as 0). */
  readonly values: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
}

/** A file of two bytes a value that does not fit into a tab's memory beside what is made of it. */
const mostValues = 200_000_000;

/**
 * Reads PBM, PGM and PPM, plain (`P1` to `P3`) and raw (`P4` to `P6`). See https://netpbm.sourceforge.net/doc/pnm.html. Never throws
 * for what is in the bytes. A file of several pictures is refused: which one is meant, nothing says.
 */
export function parsePnm(bytes: Uint8Array<ArrayBuffer>): Pnm | Refusal {
  if (!isPnm(bytes)) return damaged('it does not begin as PNM does');
  const kind = (bytes[1] ?? 0) - 0x30;
  const isBitmap = kind === 1 || kind === 4;
  const head = new Tokens(bytes, 2);
  const [width, height] = [head.number(), head.number()];
  const most = isBitmap ? 1 : head.number();
  if (width === null || height === null || most === null)
    return damaged('its size or its largest value cannot be read');
  if (width < 1 || height < 1 || most < 1 || most > 65_535)
    return damaged(`it says that it has ${width} x ${height} pixels with values up to ${most}`);
  const channels = kind % 3 === 0 ? 3 : 1;
  const count = width * height * channels;
  if (count > mostValues)
    return refusal(
      `it has ${width} x ${height} pixels, which do not fit into memory`,
      'Save the part that you mean, or a smaller version.',
    );
  // What is too short is told before room is made for it: a value takes a bit, a byte or two at least.
  const least = kind === 4 ? Math.ceil(width / 8) * height : kind > 4 && most > 255 ? 2 * count : count;
  if (bytes.length - head.at < least) return damaged('its pixels break off');
  const values = most > 255 ? new Uint16Array(count) : new Uint8Array(count);
  const end =
    kind > 3 ? readRaw(bytes, head.at + 1, kind, width, most, values) : readPlain(head, kind, values);
  if (end === null) return damaged('its pixels break off, or are no numbers');
  if (values.some((value) => value > most))
    return damaged(`it holds values above ${most}, the largest that it says`);
  const rest = bytes.subarray(end);
  if (kind > 3 && isPnm(rest))
    return refusal('it holds several pictures', 'Save each of them as a file of its own.');
  return { kind: 'pnm', width, height, channels, most, values };
}

/** Where the pixels end, or null where they break off. */
function readRaw(
  bytes: Uint8Array,
  start: number,
  kind: number,
  width: number,
  most: number,
  values: Uint8Array | Uint16Array,
): number | null {
  if (kind === 4) {
    const stride = Math.ceil(width / 8);
    for (let at = 0; at < values.length; at += 1) {
      const column = at % width;
      const byte = bytes[start + Math.floor(at / width) * stride + (column >> 3)];
      if (byte === undefined) return null;
      values[at] = 1 - ((byte >> (7 - (column & 7))) & 1);
    }
    return start + stride * (values.length / width);
  }
  const size = most > 255 ? 2 : 1;
  const end = start + size * values.length;
  if (bytes.length < end) return null;
  if (size === 1) values.set(bytes.subarray(start, end));
  else
    for (let at = 0, from = start; at < values.length; at += 1, from += 2)
      values[at] = ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0);
  return end;
}

function readPlain(tokens: Tokens, kind: number, values: Uint8Array | Uint16Array): number | null {
  for (let at = 0; at < values.length; at += 1) {
    const value = kind === 1 ? tokens.bit() : tokens.number();
    // What does not fit is above the largest value as well.
    if (value === null || value > 65_535 || (value > 255 && values instanceof Uint8Array)) return null;
    values[at] = kind === 1 ? 1 - value : value;
  }
  return tokens.at;
}

/** Numbers with white space and comments (`# ...`) between them. */
class Tokens {
  readonly #bytes: Uint8Array;
  /** The byte behind what was read last. */
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  number(): number | null {
    this.#skip();
    let [value, digits] = [0, 0];
    for (; digits < 10; digits += 1, this.at += 1) {
      const digit = (this.#bytes[this.at] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    return digits === 0 ? null : value;
  }

  /** Bits of a plain bitmap need no space between them. */
  bit(): number | null {
    this.#skip();
    const bit = (this.#bytes[this.at] ?? 0) - 0x30;
    this.at += 1;
    return bit === 0 || bit === 1 ? bit : null;
  }

  #skip(): void {
    for (let comment = false; this.at < this.#bytes.length; this.at += 1) {
      const byte = this.#bytes[this.at] ?? 0;
      if (byte === 0x23) comment = true;
      else if (comment) comment = byte !== 0x0a && byte !== 0x0d;
      else if (!isSpace(byte)) return;
    }
  }
}
