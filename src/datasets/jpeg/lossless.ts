import { BitReader, type HuffmanTable } from './bits.ts';
import { JpegError } from './error.ts';
import type { JpegFrame, JpegScan } from './header.ts';

/** Decodes one scan of lossless JPEG (T.81 annex H) into `samples`, components side by side. Gives where its bytes end. */
export function decodeLossless(
  bytes: Uint8Array,
  frame: JpegFrame,
  { parts, start: predictor, low: shift, restartInterval, at }: JpegScan,
  samples: Uint8Array | Uint16Array,
): number {
  if (predictor < 1 || predictor > 7) throw new JpegError('its predictor is none of 1 to 7');
  if (frame.components.some(({ h, v }) => h !== 1 || v !== 1)) {
    throw new JpegError(
      'its colours have different resolutions, which lossless JPEG in DICOM does not allow',
    );
  }
  const { width, height, precision } = frame;
  if (restartInterval % width !== 0) throw new JpegError('its restart interval is no whole number of lines');
  const count = frame.components.length;
  const bits = new BitReader(bytes, at);
  const tables = parts.map(({ component, dc }) => {
    if (dc === undefined) throw new JpegError('a Huffman table is missing');
    return { component, table: dc };
  });
  const first = 1 << (precision - shift - 1);
  const stride = width * count;
  const linesBetween = restartInterval / width;
  // The lines are kept unshifted: prediction is from what was coded.
  let above = new Uint16Array(stride);
  let line = new Uint16Array(stride);
  for (let y = 0; y < height; y += 1) {
    const fresh = y === 0 || (linesBetween > 0 && y % linesBetween === 0);
    if (fresh && y > 0) bits.restart();
    if (tables.length === 1) {
      const [only] = tables;
      if (only !== undefined)
        decodeLine(bits, only.table, line, above, only.component, count, { fresh, first, predictor });
    } else decodePixels(bits, tables, line, above, count, { fresh, first, predictor });
    for (const { component } of tables) {
      for (let x = component; x < stride; x += count) samples[y * stride + x] = (line[x] ?? 0) << shift;
    }
    [above, line] = [line, above];
  }
  return bits.end;
}

interface LineRules {
  /** The first line, or the first after a restart. */
  readonly fresh: boolean;
  /** What the very first sample is predicted as. */
  readonly first: number;
  readonly predictor: number;
}

function decodeLine(
  bits: BitReader,
  table: HuffmanTable,
  line: Uint16Array,
  above: Uint16Array,
  from: number,
  step: number,
  { fresh, first, predictor }: LineRules,
): void {
  let left = fresh ? first : (above[from] ?? 0);
  left = (left + difference(bits, table)) & 0xffff;
  line[from] = left;
  const rule = fresh ? 1 : predictor;
  for (let at = from + step; at < line.length; at += step) {
    const guess = rule === 1 ? left : predicted(rule, left, above[at] ?? 0, above[at - step] ?? 0);
    left = (guess + difference(bits, table)) & 0xffff;
    line[at] = left;
  }
}

function decodePixels(
  bits: BitReader,
  tables: readonly { readonly component: number; readonly table: HuffmanTable }[],
  line: Uint16Array,
  above: Uint16Array,
  count: number,
  { fresh, first, predictor }: LineRules,
): void {
  for (let pixel = 0; pixel < line.length; pixel += count) {
    for (const { component, table } of tables) {
      const at = pixel + component;
      const guess =
        pixel === 0
          ? fresh
            ? first
            : (above[at] ?? 0)
          : predicted(fresh ? 1 : predictor, line[at - count] ?? 0, above[at] ?? 0, above[at - count] ?? 0);
      line[at] = (guess + difference(bits, table)) & 0xffff;
    }
  }
}

/** T.81 table H.1; a: left, b: above, c: above left. */
function predicted(rule: number, a: number, b: number, c: number): number {
  switch (rule) {
    case 1:
      return a;
    case 2:
      return b;
    case 3:
      return c;
    case 4:
      return a + b - c;
    case 5:
      return a + ((b - c) >> 1);
    case 6:
      return b + ((a - c) >> 1);
    default:
      return (a + b) >> 1;
  }
}

function difference(bits: BitReader, table: HuffmanTable): number {
  const size = bits.symbol(table);
  if (size === 16) return 32768;
  if (size > 16) throw new JpegError('its codes make no sense');
  return bits.extended(size);
}
