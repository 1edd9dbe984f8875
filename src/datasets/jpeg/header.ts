import { huffmanTable, type HuffmanTable } from './bits.ts';
import { JpegError } from './error.ts';

export interface JpegComponent {
  readonly id: number;
  /** Sampling factors, 1 to 4. */
  readonly h: number;
  readonly v: number;
  readonly quantization: number;
}

export type JpegProcess = 'sequential' | 'progressive' | 'lossless';

export interface JpegFrame {
  readonly process: JpegProcess;
  /** Bits of a sample. */
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly components: readonly JpegComponent[];
}

export interface JpegScan {
  /** Indices into the frame's components, each with its tables. */
  readonly parts: readonly {
    readonly component: number;
    readonly dc: HuffmanTable | undefined;
    readonly ac: HuffmanTable | undefined;
  }[];
  /** Of lossless coding, `start` is the predictor and `low` the point transform. */
  readonly start: number;
  readonly end: number;
  readonly high: number;
  readonly low: number;
  readonly restartInterval: number;
  /** Where its entropy-coded bytes begin. */
  readonly at: number;
}

/** What the colours are, where the file says (Adobe's marker); JFIF is always YCbCr. */
export type JpegColours = 'RGB' | 'YCbCr' | null;

/** What comes along the markers of a JPEG file. */
export interface JpegVisitor {
  frame(frame: JpegFrame): void;
  /** Decodes a scan; gives where its bytes end. */
  scan(scan: JpegScan): number;
}

export interface JpegTables {
  /** In zigzag order, by number. */
  readonly quantization: readonly (Uint16Array | undefined)[];
  readonly colours: JpegColours;
}

/** Walks along the markers of a JPEG file (T.81 annex B). Throws JpegError where they make no sense. */
export function walkJpeg(bytes: Uint8Array, visitor: JpegVisitor): JpegTables {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new JpegError('they do not begin as a JPEG file does');
  return new Walk(bytes, visitor).run();
}

class Walk {
  readonly #bytes: Uint8Array;
  readonly #visitor: JpegVisitor;
  readonly #quantization: (Uint16Array | undefined)[] = [];
  readonly #dc: (HuffmanTable | undefined)[] = [];
  readonly #ac: (HuffmanTable | undefined)[] = [];
  #frame: JpegFrame | null = null;
  #colours: JpegColours = null;
  #restartInterval = 0;
  #scans = 0;

  constructor(bytes: Uint8Array, visitor: JpegVisitor) {
    this.#bytes = bytes;
    this.#visitor = visitor;
  }

  run(): JpegTables {
    const bytes = this.#bytes;
    let at = 2;
    while (at + 1 < bytes.length) {
      if (bytes[at] !== 0xff) {
        at += 1;
        continue;
      }
      const marker = bytes[at + 1] ?? 0;
      if (marker === 0xff) {
        at += 1;
        continue;
      }
      if (marker === 0xd9) break;
      if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) {
        at += 2;
        continue;
      }
      const length = this.#short(at + 2);
      const begin = at + 4;
      const end = at + 2 + length;
      if (length < 2 || end > bytes.length) {
        if (this.#scans > 0) break;
        throw new JpegError('its header breaks off');
      }
      at = marker === 0xda ? this.#scan(begin, end) : end;
      this.#segment(marker, begin, end);
    }
    if (this.#scans === 0) throw new JpegError('there is no picture in them');
    return { quantization: this.#quantization, colours: this.#colours };
  }

  #segment(marker: number, begin: number, end: number): void {
    if (marker === 0xc4) this.#huffmanTables(begin, end);
    else if (marker === 0xdb) this.#quantizationTables(begin, end);
    else if (marker === 0xdd) this.#restartInterval = this.#short(begin);
    else if (marker === 0xee) this.#adobe(begin, end);
    else if (marker === 0xe0 && this.#says(begin, 'JFIF')) this.#colours ??= 'YCbCr';
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) {
      this.#frameHeader(marker, begin, end);
    }
  }

  #frameHeader(marker: number, begin: number, end: number): void {
    if (this.#frame !== null) throw new JpegError('there are two pictures where there should be one');
    const process = {
      0xc0: 'sequential',
      0xc1: 'sequential',
      0xc2: 'progressive',
      0xc3: 'lossless',
    } as const;
    const known =
      marker === 0xc0 || marker === 0xc1 || marker === 0xc2 || marker === 0xc3 ? process[marker] : null;
    if (known === null) {
      throw new JpegError(
        marker >= 0xc9
          ? 'they use arithmetic coding, which no viewer reads'
          : 'they are hierarchical JPEG, which no viewer reads',
      );
    }
    const count = this.#bytes[begin + 5] ?? 0;
    if (count === 0 || count > 4 || begin + 6 + 3 * count > end)
      throw new JpegError('its header makes no sense');
    const components = Array.from({ length: count }, (_, n) => {
      const at = begin + 6 + 3 * n;
      const sampling = this.#bytes[at + 1] ?? 0;
      return {
        id: this.#bytes[at] ?? 0,
        h: sampling >> 4,
        v: sampling & 15,
        quantization: this.#bytes[at + 2] ?? 0,
      };
    });
    if (components.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4))
      throw new JpegError('its header makes no sense');
    const frame = {
      process: known,
      precision: this.#bytes[begin] ?? 0,
      height: this.#short(begin + 1),
      width: this.#short(begin + 3),
      components,
    };
    this.#visitor.frame(frame);
    this.#frame = frame;
  }

  #scan(begin: number, end: number): number {
    const frame = this.#frame;
    if (frame === null) throw new JpegError('a scan comes before the header of its picture');
    const count = this.#bytes[begin] ?? 0;
    if (count === 0 || count > 4 || begin + 1 + 2 * count + 3 > end)
      throw new JpegError('a scan makes no sense');
    const parts = Array.from({ length: count }, (_, n) => {
      const id = this.#bytes[begin + 1 + 2 * n];
      const tables = this.#bytes[begin + 2 + 2 * n] ?? 0;
      const component = frame.components.findIndex((each) => each.id === id);
      if (component < 0) throw new JpegError('a scan speaks of a colour that is not there');
      return { component, dc: this.#dc[tables >> 4], ac: this.#ac[tables & 15] };
    });
    const rest = begin + 1 + 2 * count;
    const approximation = this.#bytes[rest + 2] ?? 0;
    this.#scans += 1;
    // A picture of a real camera has ten or so; each goes over all of it.
    if (this.#scans > 100) throw new JpegError('it has more scans than any picture');
    return this.#visitor.scan({
      parts,
      start: this.#bytes[rest] ?? 0,
      end: this.#bytes[rest + 1] ?? 0,
      high: approximation >> 4,
      low: approximation & 15,
      restartInterval: this.#restartInterval,
      at: end,
    });
  }

  #huffmanTables(begin: number, end: number): void {
    for (let at = begin; at + 17 <= end;) {
      const which = this.#bytes[at] ?? 0;
      const counts = this.#bytes.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      if (at + 17 + total > end) throw new JpegError('a Huffman table breaks off');
      const table = huffmanTable(counts, this.#bytes.subarray(at + 17, at + 17 + total));
      (which >> 4 === 0 ? this.#dc : this.#ac)[which & 15] = table;
      at += 17 + total;
    }
  }

  #quantizationTables(begin: number, end: number): void {
    for (let at = begin; at < end;) {
      const which = this.#bytes[at] ?? 0;
      const size = which >> 4 === 0 ? 1 : 2;
      if (at + 1 + 64 * size > end) throw new JpegError('a quantization table breaks off');
      this.#quantization[which & 15] = Uint16Array.from({ length: 64 }, (_, n) =>
        size === 1 ? (this.#bytes[at + 1 + n] ?? 0) : this.#short(at + 1 + 2 * n),
      );
      at += 1 + 64 * size;
    }
  }

  #adobe(begin: number, end: number): void {
    if (!this.#says(begin, 'Adobe') || end - begin < 12) return;
    this.#colours = this.#bytes[begin + 11] === 0 ? 'RGB' : 'YCbCr';
  }

  #says(at: number, word: string): boolean {
    return Array.from(word, (letter) => letter.charCodeAt(0)).every(
      (code, n) => this.#bytes[at + n] === code,
    );
  }

  #short(at: number): number {
    return ((this.#bytes[at] ?? 0) << 8) | (this.#bytes[at + 1] ?? 0);
  }
}
