/** The tags of TIFF 6.0 that say how a page's pixels are stored. */
export const tags = {
  newSubfileType: 254,
  subfileType: 255,
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  faxOptions: 292,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  inkSet: 332,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
} as const;

/** One page's fields: whole numbers and plain bytes by tag. Texts, fractions and what is not a number are not read. */
export interface Directory {
  numbers(tag: number): readonly number[];
  /** The first value of a field, or `otherwise` where it is missing. */
  number(tag: number, otherwise: number): number;
  /** The bytes of a field that holds such; none where it is missing or of another type. */
  bytes(tag: number): Uint8Array<ArrayBuffer>;
}

export interface TiffFile {
  readonly littleEndian: boolean;
  /** In the order of the file. */
  readonly pages: readonly Directory[];
}

/** Pages beyond this number are taken for a damaged chain. */
const mostPages = 20_000;

/** Bytes of one value, by type of field: BYTE, SHORT, LONG and BigTIFF's LONG8, IFD8. */
const numberTypes: Readonly<Record<number, 1 | 2 | 4 | 8>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };
/** BYTE and UNDEFINED. */
const byteTypes: readonly number[] = [1, 7];

/** Whether the bytes begin as a TIFF or BigTIFF does. */
export const isTiff = (bytes: Uint8Array): boolean =>
  ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(String.fromCharCode(...bytes.subarray(0, 4)));

/**
 * The pages of a TIFF (TIFF 6.0, section 2) or BigTIFF, without their pixels. Throws RangeError in words where the chain
 * of pages is damaged.
 */
export function readTiffDirectories(bytes: Uint8Array<ArrayBuffer>): TiffFile {
  const littleEndian = bytes[0] === 0x49;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const big = bytes[littleEndian ? 2 : 3] === 43;
  const reader = new Fields(view, littleEndian, big);
  const pages: Directory[] = [];
  const seen = new Set<number>();
  let at = big ? reader.offset(8) : reader.offset(4);
  while (at !== 0) {
    if (seen.has(at) || pages.length >= mostPages) throw new RangeError('its pages go round in a circle');
    seen.add(at);
    const { directory, next } = reader.directory(at);
    pages.push(directory);
    at = next;
  }
  if (pages.length === 0) throw new RangeError('it has no page');
  return { littleEndian, pages };
}

class Fields {
  readonly #view: DataView<ArrayBuffer>;
  readonly #little: boolean;
  readonly #big: boolean;

  constructor(view: DataView<ArrayBuffer>, littleEndian: boolean, big: boolean) {
    this.#view = view;
    this.#little = littleEndian;
    this.#big = big;
  }

  /** Throws RangeError where the file ends before `at`. */
  offset(at: number): number {
    return this.#number(at, this.#big ? 8 : 4);
  }

  directory(at: number): { readonly directory: Directory; readonly next: number } {
    const count = this.#number(at, this.#big ? 8 : 2);
    const from = at + (this.#big ? 8 : 2);
    const entryBytes = this.#big ? 20 : 12;
    if (from + count * entryBytes > this.#view.byteLength) throw brokenOff();
    const entries = new Map<number, number>();
    for (let n = 0; n < count; n += 1) {
      const entry = from + n * entryBytes;
      const tag = this.#number(entry, 2);
      if (!entries.has(tag)) entries.set(tag, entry);
    }
    const numbers = (tag: number): readonly number[] => {
      const entry = entries.get(tag);
      return entry === undefined ? [] : this.#values(entry);
    };
    const bytes = (tag: number): Uint8Array<ArrayBuffer> => {
      const entry = entries.get(tag);
      return entry === undefined ? new Uint8Array() : this.#bytes(entry);
    };
    const end = from + count * entryBytes;
    return {
      directory: { numbers, number: (tag, otherwise) => numbers(tag)[0] ?? otherwise, bytes },
      // Some writers leave out the pointer behind the last page.
      next: end + (this.#big ? 8 : 4) > this.#view.byteLength ? 0 : this.offset(end),
    };
  }

  #bytes(entry: number): Uint8Array<ArrayBuffer> {
    if (!byteTypes.includes(this.#number(entry + 2, 2))) return new Uint8Array();
    const { from, count } = this.#place(entry, 1);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + from, count);
  }

  #values(entry: number): number[] {
    const size = numberTypes[this.#number(entry + 2, 2)];
    if (size === undefined) return [];
    const { from, count } = this.#place(entry, size);
    return Array.from({ length: count }, (_, n) => this.#number(from + n * size, size));
  }

  /** Where the values of a field lie, of `size` bytes each, and how many. */
  #place(entry: number, size: number): { readonly from: number; readonly count: number } {
    const count = this.offset(entry + 4);
    const inline = this.#big ? 8 : 4;
    const place = entry + 4 + inline;
    const from = count * size <= inline ? place : this.offset(place);
    if (from + count * size > this.#view.byteLength) throw brokenOff();
    return { from, count };
  }

  #number(at: number, size: 1 | 2 | 4 | 8): number {
    if (at + size > this.#view.byteLength) throw brokenOff();
    switch (size) {
      case 1:
        return this.#view.getUint8(at);
      case 2:
        return this.#view.getUint16(at, this.#little);
      case 4:
        return this.#view.getUint32(at, this.#little);
      case 8: {
        const value = Number(this.#view.getBigUint64(at, this.#little));
        if (!Number.isSafeInteger(value)) throw brokenOff();
        return value;
      }
    }
  }
}

const brokenOff = (): RangeError => new RangeError('its list of pages breaks off or points past its end');
