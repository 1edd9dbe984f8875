import { BitReader, type HuffmanTable } from './bits.ts';
import { JpegError } from './error.ts';
import type { JpegFrame, JpegScan } from './header.ts';

/** The coefficients of one component, 64 to a block in natural order, in rows of blocks that fill whole MCUs. */
export interface Coefficients {
  readonly values: Int16Array;
  /** Blocks that hold picture. */
  readonly columns: number;
  readonly rows: number;
  /** Blocks in a row with those that only fill the last MCU. */
  readonly stride: number;
}

/** Position in a block, row by row, of the coefficients in their order of coding (T.81 figure 5). */
export const zigzag = new Uint8Array([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
]);

export function emptyCoefficients({ width, height, components }: JpegFrame): Coefficients[] {
  const widest = Math.max(...components.map(({ h }) => h));
  const tallest = Math.max(...components.map(({ v }) => v));
  const across = Math.ceil(width / (8 * widest));
  const down = Math.ceil(height / (8 * tallest));
  return components.map(({ h, v }) => ({
    values: new Int16Array(64 * across * h * down * v),
    columns: Math.ceil(Math.ceil((width * h) / widest) / 8),
    rows: Math.ceil(Math.ceil((height * v) / tallest) / 8),
    stride: across * h,
  }));
}

/** Decodes one scan, sequential or progressive (T.81 annexes F and G), into the coefficients. Gives where its bytes end. */
export function decodeScan(
  bytes: Uint8Array,
  frame: JpegFrame,
  scan: JpegScan,
  into: readonly Coefficients[],
): number {
  const bits = new BitReader(bytes, scan.at);
  const block = blockDecoder(frame, scan, bits);
  const widest = Math.max(...frame.components.map(({ h }) => h));
  const tallest = Math.max(...frame.components.map(({ v }) => v));
  let left = scan.restartInterval;
  const restartIfDue = (): void => {
    if (scan.restartInterval === 0) return;
    if (left === 0) {
      bits.restart();
      block.reset();
      left = scan.restartInterval;
    }
    left -= 1;
  };
  const [only, ...others] = scan.parts;
  if (only !== undefined && others.length === 0) {
    const target = into[only.component];
    if (target === undefined) throw new JpegError('a scan makes no sense');
    for (let row = 0; row < target.rows; row += 1) {
      for (let column = 0; column < target.columns; column += 1) {
        restartIfDue();
        block.decode(target.values, 64 * (row * target.stride + column), 0);
      }
    }
    return bits.end;
  }
  const across = Math.ceil(frame.width / (8 * widest));
  const down = Math.ceil(frame.height / (8 * tallest));
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      restartIfDue();
      for (const [part, { component }] of scan.parts.entries()) {
        const target = into[component];
        const sampling = frame.components[component];
        if (target === undefined || sampling === undefined) throw new JpegError('a scan makes no sense');
        for (let y = 0; y < sampling.v; y += 1) {
          for (let x = 0; x < sampling.h; x += 1) {
            const at = (row * sampling.v + y) * target.stride + column * sampling.h + x;
            block.decode(target.values, 64 * at, part);
          }
        }
      }
    }
  }
  return bits.end;
}

interface BlockDecoder {
  /** One block of the scan's `part`, at `at` in `values`. */
  decode(values: Int16Array, at: number, part: number): void;
  reset(): void;
}

function blockDecoder(frame: JpegFrame, scan: JpegScan, bits: BitReader): BlockDecoder {
  const before = new Int32Array(scan.parts.length);
  const dc = scan.parts.map((part) => part.dc);
  const ac = scan.parts.map((part) => part.ac);
  const { start, high, low } = scan;
  const end = Math.min(63, scan.end);
  const reset = (): void => {
    before.fill(0);
  };
  const nextDc = (part: number): number => {
    const value = (before[part] ?? 0) + bits.extended(sizeOf(bits.symbol(needed(dc[part])), 15));
    before[part] = value;
    return value;
  };
  if (frame.process === 'sequential') {
    return {
      reset,
      decode(values, at, part) {
        values[at] = nextDc(part);
        const table = needed(ac[part]);
        for (let k = 1; k < 64;) {
          const symbol = bits.symbol(table);
          const size = symbol & 15;
          if (size === 0) {
            if (symbol !== 0xf0) break;
            k += 16;
            continue;
          }
          k += symbol >> 4;
          if (k > 63) throw new JpegError('its codes make no sense');
          values[at + (zigzag[k] ?? 0)] = bits.extended(size);
          k += 1;
        }
      },
    };
  }
  if (start === 0) {
    return high === 0
      ? { reset, decode: (values, at, part) => void (values[at] = nextDc(part) << low) }
      : { reset, decode: (values, at) => void (values[at] = (values[at] ?? 0) | (bits.read(1) << low)) };
  }
  if (scan.parts.length !== 1 || start > end) throw new JpegError('a scan makes no sense');
  return high === 0
    ? firstAc(bits, needed(ac[0]), start, end, low)
    : refinedAc(bits, needed(ac[0]), start, end, low);
}

function firstAc(
  bits: BitReader,
  table: HuffmanTable,
  start: number,
  end: number,
  low: number,
): BlockDecoder {
  let emptyBlocks = 0;
  return {
    reset: () => void (emptyBlocks = 0),
    decode(values, at) {
      if (emptyBlocks > 0) {
        emptyBlocks -= 1;
        return;
      }
      for (let k = start; k <= end;) {
        const symbol = bits.symbol(table);
        const run = symbol >> 4;
        const size = symbol & 15;
        if (size === 0) {
          if (run < 15) {
            emptyBlocks = (1 << run) + bits.read(run) - 1;
            break;
          }
          k += 16;
          continue;
        }
        k += run;
        if (k > 63) throw new JpegError('its codes make no sense');
        values[at + (zigzag[k] ?? 0)] = bits.extended(size) * (1 << low);
        k += 1;
      }
    },
  };
}

/** T.81 G.1.2.3: one more bit for what is known, and new coefficients between. */
function refinedAc(
  bits: BitReader,
  table: HuffmanTable,
  start: number,
  end: number,
  low: number,
): BlockDecoder {
  const plus = 1 << low;
  let emptyBlocks = 0;
  const correct = (values: Int16Array, place: number): void => {
    const value = values[place] ?? 0;
    if (bits.read(1) === 1 && (value & plus) === 0) values[place] = value >= 0 ? value + plus : value - plus;
  };
  return {
    reset: () => void (emptyBlocks = 0),
    decode(values, at) {
      let k = start;
      if (emptyBlocks === 0) {
        for (; k <= end; k += 1) {
          const symbol = bits.symbol(table);
          let run = symbol >> 4;
          let fresh = 0;
          if ((symbol & 15) !== 0) fresh = bits.read(1) === 1 ? plus : -plus;
          else if (run < 15) {
            emptyBlocks = (1 << run) + bits.read(run);
            break;
          }
          for (; k <= end; k += 1) {
            const place = at + (zigzag[k] ?? 0);
            if (values[place] !== 0) correct(values, place);
            else if (run === 0) {
              if (fresh !== 0) values[place] = fresh;
              break;
            } else run -= 1;
          }
        }
      }
      if (emptyBlocks > 0) {
        for (; k <= end; k += 1) {
          const place = at + (zigzag[k] ?? 0);
          if (values[place] !== 0) correct(values, place);
        }
        emptyBlocks -= 1;
      }
    },
  };
}

function needed(table: HuffmanTable | undefined): HuffmanTable {
  if (table === undefined) throw new JpegError('a Huffman table is missing');
  return table;
}

function sizeOf(size: number, largest: number): number {
  if (size > largest) throw new JpegError('its codes make no sense');
  return size;
}
