import { DataSet, type DicomElement, type Items } from './data-set.ts';
import { ItemsInPlace, type ItemPlace } from './items.ts';
import { groupOf, tags } from './tags.ts';

/** How the elements of a data set are written. */
export interface Encoding {
  readonly littleEndian: boolean;
  /** Value representations are not written. */
  readonly implicit: boolean;
}

export interface ParsedElements {
  readonly data: DataSet;
  /** Where reading ended. */
  readonly end: number;
  /** The bytes end in the middle of an element. */
  readonly truncated: boolean;
}

/** Value representations whose length takes four bytes (PS3.5 7.1.2). */
const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const undefinedLength = 0xffffffff;
const itemTag = 0xfffee000;
const itemEndTag = 0xfffee00d;
const sequenceEndTag = 0xfffee0dd;
/** Deeper than any real report nests its content. */
const deepest = 64;
/** Elements of one file, at most: a bomb of empty items would otherwise fill the memory. */
const mostElements = 2_000_000;

/** A file whose elements cannot be told apart; `message` completes "the file cannot be read: ...". */
export class DicomSyntaxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DicomSyntaxError';
  }
}

/**
 * Reads the elements in `bytes` from `start` to `end` (PS3.5, chapter 7). Values stay where they are; sequences are
 * followed to their ends, and the items of the outermost ones are read each time they are asked for: those of
 * thousands of frames would take several times the memory of their bytes. Strays that are common in real files are read as they were meant: an element without a value representation
 * in a data set that has them, private sequences of unknown representation, a last value that breaks off.
 * @throws DicomSyntaxError where nesting or count pass all bounds.
 */
export function parseElements(
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  end: number,
  encoding: Encoding,
  keep: (tag: number) => boolean = () => true,
): ParsedElements {
  return new Parser(bytes, keep).dataSet(start, end, encoding, 0, false);
}

class Parser {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #keep: (tag: number) => boolean;
  #count = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>, keep: (tag: number) => boolean) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#keep = keep;
  }

  /** Until `end`, an item's end (`inItem`), or an element that `keep` does not want. */
  dataSet(start: number, end: number, encoding: Encoding, depth: number, inItem: boolean): ParsedElements {
    const elements = new Map<number, DicomElement>();
    const read = this.#elements(start, end, encoding, depth, inItem, elements);
    return { data: new DataSet(this.#bytes, encoding.littleEndian, elements), ...read };
  }

  /** `into` takes the elements; null where only their end is looked for. */
  #elements(
    start: number,
    end: number,
    encoding: Encoding,
    depth: number,
    inItem: boolean,
    into: Map<number, DicomElement> | null,
  ): Omit<ParsedElements, 'data'> {
    if (depth > deepest) throw new DicomSyntaxError('its sequences are nested without end');
    let at = start;
    let truncated = false;
    while (at + 8 <= end) {
      const tag = this.#tag(at, encoding);
      if (inItem && tag === itemEndTag) {
        return { end: at + 8, truncated };
      }
      // A sequence's end where no sequence is open: padding or a stray delimiter; nothing sensible follows in an item.
      if (tag === sequenceEndTag || tag === itemEndTag || tag === itemTag) {
        if (inItem) return { end: at, truncated };
        at += 8;
        continue;
      }
      if (depth === 0 && !this.#keep(tag)) return { end: at, truncated };
      this.#count += 1;
      if (this.#count > mostElements) throw new DicomSyntaxError('it has more elements than any image');
      const { vr, length, valueAt, nested } = this.#head(at, encoding);
      if (valueAt > end) break;
      if (length === undefinedLength) {
        const read =
          tag === tags.PixelData
            ? this.#fragments(valueAt, end, encoding)
            : this.#sequence(valueAt, end, nested, depth, null, into !== null);
        into?.set(tag, { tag, vr: vr === 'UN' || vr === '' ? 'SQ' : vr, at: valueAt, ...read });
        at = read.end;
        truncated ||= read.truncated;
        continue;
      }
      const available = Math.min(length, end - valueAt);
      const item = this.#nestedOf(tag, vr, valueAt, available, nested, depth, into !== null);
      into?.set(tag, {
        tag,
        vr: item === null ? vr : 'SQ',
        at: valueAt,
        length: available,
        ...(item !== null && { items: item.items }),
      });
      at = valueAt + available;
      if (available < length) {
        truncated = true;
        at = end;
      }
    }
    if (at < end && end - at < 8 && !isPadding(this.#bytes, at, end)) truncated = true;
    return { end: at, truncated };
  }

  #tag(at: number, { littleEndian }: Encoding): number {
    return this.#view.getUint16(at, littleEndian) * 0x10000 + this.#view.getUint16(at + 2, littleEndian);
  }

  #head(
    at: number,
    encoding: Encoding,
  ): { readonly vr: string; readonly length: number; readonly valueAt: number; readonly nested: Encoding } {
    const { littleEndian } = encoding;
    const vr = encoding.implicit ? null : this.#vr(at + 4);
    if (vr === null) {
      return {
        vr: '',
        length: this.#view.getUint32(at + 4, littleEndian),
        valueAt: at + 8,
        nested: { littleEndian, implicit: true },
      };
    }
    if (!longVrs.has(vr)) {
      return { vr, length: this.#view.getUint16(at + 6, littleEndian), valueAt: at + 8, nested: encoding };
    }
    const length = at + 12 <= this.#bytes.length ? this.#view.getUint32(at + 8, littleEndian) : 0;
    // What is of unknown representation was written without any (PS3.5 6.2.2 note 2).
    const nested = vr === 'UN' ? { littleEndian: true, implicit: true } : encoding;
    return { vr, length, valueAt: at + 12, nested };
  }

  #vr(at: number): string | null {
    const first = this.#bytes[at] ?? 0;
    const second = this.#bytes[at + 1] ?? 0;
    const isLetter = (code: number) => code >= 0x41 && code <= 0x5a;
    return isLetter(first) && isLetter(second) ? String.fromCharCode(first, second) : null;
  }

  /** A value that holds items, whatever it says of itself; null where it does not. */
  #nestedOf(
    tag: number,
    vr: string,
    at: number,
    length: number,
    nested: Encoding,
    depth: number,
    kept: boolean,
  ): { readonly items: Items } | null {
    if (vr !== 'SQ' && vr !== 'UN' && vr !== '') return null;
    if (length < 8 || tag === tags.PixelData || groupOf(tag) === 0x7fe0) return null;
    if (this.#tag(at, nested) !== itemTag) return null;
    const read = this.#sequence(at, at + length, nested, depth, at + length, kept);
    return read.truncated && vr !== 'SQ' ? null : { items: read.items };
  }

  /** Items until the sequence's end, or `exactEnd` where its length was written; none are there unless `kept`. */
  #sequence(
    start: number,
    end: number,
    encoding: Encoding,
    depth: number,
    exactEnd: number | null,
    kept: boolean,
  ) {
    const items: DataSet[] = [];
    const places: ItemPlace<Encoding>[] = [];
    let at = start;
    let truncated = false;
    const done = (ended: number, length: number) => ({
      items: depth > 0 ? items : new ItemsInPlace(places, (place) => this.#itemAt(place)),
      end: ended,
      length,
      truncated,
    });
    while (at + 8 <= end) {
      const tag = this.#tag(at, encoding);
      const length = this.#view.getUint32(at + 4, encoding.littleEndian);
      if (tag === sequenceEndTag) return done(at + 8, at + 8 - start);
      if (tag !== itemTag) {
        truncated = true;
        break;
      }
      const within = length === undefinedLength ? end : Math.min(end, at + 8 + length);
      const inner = this.#itemEncoding(at + 8, within, encoding);
      const into = kept && depth > 0 ? new Map<number, DicomElement>() : null;
      const open = length === undefinedLength;
      const read = this.#elements(at + 8, within, inner, depth + 1, open, into);
      if (into !== null) items.push(new DataSet(this.#bytes, inner.littleEndian, into));
      else if (kept) places.push({ at: at + 8, end: within, encoding: inner, open });
      truncated ||= read.truncated || (!open && at + 8 + length > end);
      at = open ? read.end : within;
    }
    if (exactEnd === null) truncated = true;
    return done(exactEnd ?? at, at - start);
  }

  /** Counted anew: an item that is asked for again is no more of the file than before. */
  #itemAt({ at, end, encoding, open }: ItemPlace<Encoding>): DataSet {
    return new Parser(this.#bytes, this.#keep).dataSet(at, end, encoding, 1, open).data;
  }

  /** Some writers put explicit items into an implicit data set, and the other way round. */
  #itemEncoding(at: number, end: number, encoding: Encoding): Encoding {
    if (at + 8 > end) return encoding;
    const written = this.#vr(at + 4) !== null;
    if (encoding.implicit && written) {
      // A length of two capital letters would be a value of more than a gigabyte.
      const length = this.#view.getUint32(at + 4, encoding.littleEndian);
      return length > end - at ? { ...encoding, implicit: false } : encoding;
    }
    return encoding;
  }

  #fragments(start: number, end: number, encoding: Encoding) {
    const fragments: Uint8Array<ArrayBuffer>[] = [];
    let at = start;
    let truncated = true;
    let cut = false;
    while (at + 8 <= end) {
      const tag = this.#tag(at, encoding);
      const length = this.#view.getUint32(at + 4, encoding.littleEndian);
      at += 8;
      if (tag === sequenceEndTag) {
        truncated = false;
        break;
      }
      if (tag !== itemTag) {
        at -= 8;
        break;
      }
      this.#count += 1;
      if (this.#count > mostElements) throw new DicomSyntaxError('it has more elements than any image');
      const available = Math.min(length, end - at);
      fragments.push(this.#bytes.subarray(at, at + available));
      at += available;
      if (available < length) {
        cut = true;
        break;
      }
    }
    return { fragments, cut, end: at, length: at - start, truncated };
  }
}

function isPadding(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] !== 0) return false;
  return true;
}
