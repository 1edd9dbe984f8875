import type { Block, Page } from './page.ts';
import { mostBytesOf, unpack } from './unpack.ts';

export type PageSamples =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** Bytes that a page takes in memory. */
export const bytesOfPage = ({ width, height, channels, bits }: Page): number =>
  width * height * channels * bytesOfSample(bits);

/**
 * The values of a page as they are stored: row by row, its channels side by side. Throws RangeError in words where its
 * pixels break off or make no sense; makes no room for pixels that its bytes cannot hold.
 */
export async function readSamples(
  bytes: Uint8Array<ArrayBuffer>,
  littleEndian: boolean,
  page: Page,
): Promise<PageSamples> {
  const stored = page.blocks.map((block) => ({ block, length: storedBytes(page, block) }));
  for (const { block, length } of stored) {
    if (length > mostBytesOf(page, block))
      throw new RangeError(`its pixels break off: ${block.length} bytes cannot hold ${length}`);
  }
  const { width, height, channels } = page;
  const out = samplesOf(page, width * height * channels);
  for (const { block, length } of stored) {
    const own = bytes.subarray(block.offset, block.offset + block.length);
    const packed = page.reversedBits ? own.map(reverseBits) : own;
    const shape = { width: page.blockWidth, rows: rowsIn(page, block), channels: channelsIn(page, block) };
    const unpacked = await unpack(packed, page, shape, length);
    place(samplesOfBlock(unpacked, littleEndian, page, block), page, block, out);
  }
  return out;
}

const bytesOfSample = (bits: number): number => (bits <= 8 ? 1 : bits <= 16 ? 2 : bits / 8);

const channelsIn = (page: Page, block: Block): number => (block.channel === null ? page.channels : 1);
const rowBytes = (page: Page, block: Block): number =>
  Math.ceil((page.blockWidth * channelsIn(page, block) * page.bits) / 8);
/** Of the last strip, only its own rows; tiles are always whole. */
const rowsIn = (page: Page, block: Block): number =>
  page.blockWidth === page.width ? Math.min(page.blockHeight, page.height - block.y) : page.blockHeight;
const storedBytes = (page: Page, block: Block): number => rowBytes(page, block) * rowsIn(page, block);

function samplesOf({ bits, samples }: Page, length: number): PageSamples {
  switch (samples) {
    case 'unsigned':
      return bits <= 8
        ? new Uint8Array(length)
        : bits <= 16
          ? new Uint16Array(length)
          : new Uint32Array(length);
    case 'signed':
      return bits === 8
        ? new Int8Array(length)
        : bits === 16
          ? new Int16Array(length)
          : new Int32Array(length);
    case 'float':
      return bits === 32 ? new Float32Array(length) : new Float64Array(length);
  }
}

/** The values of a strip or tile, with its differences summed up. */
function samplesOfBlock(
  unpacked: Uint8Array<ArrayBuffer>,
  littleEndian: boolean,
  page: Page,
  block: Block,
): PageSamples {
  const { bits, predictor, blockWidth } = page;
  const channels = channelsIn(page, block);
  const rows = rowsIn(page, block);
  const perRow = blockWidth * channels;
  if (bits < 8 || (bits > 8 && bits < 16)) return bitFields(unpacked, bits, perRow, rows, page);
  const bytes = unpacked.slice();
  const size = bits / 8;
  if (predictor === 3) joinFloats(bytes, perRow, rows, channels, size);
  // Typed arrays are little-endian on every machine that has a browser. What joinFloats leaves is big-endian.
  if (size > 1 && (!littleEndian || predictor === 3)) swapBytes(bytes, size);
  if (predictor === 2) sumDifferences(bytes, bits, perRow, rows, channels);
  return over(samplesOf(page, 0), bytes.buffer);
}

/** Values of the same type, all 0. */
export const emptyLike = (kind: PageSamples, length: number): PageSamples =>
  over(kind, new ArrayBuffer(length * kind.BYTES_PER_ELEMENT));

function over(kind: PageSamples, buffer: ArrayBuffer): PageSamples {
  if (kind instanceof Uint8Array) return new Uint8Array(buffer);
  if (kind instanceof Int8Array) return new Int8Array(buffer);
  if (kind instanceof Uint16Array) return new Uint16Array(buffer);
  if (kind instanceof Int16Array) return new Int16Array(buffer);
  if (kind instanceof Uint32Array) return new Uint32Array(buffer);
  if (kind instanceof Int32Array) return new Int32Array(buffer);
  if (kind instanceof Float32Array) return new Float32Array(buffer);
  return new Float64Array(buffer);
}

/** Values of fewer than 8 bits, or of 9 to 15, most significant bit first; rows begin at whole bytes. */
function bitFields(bytes: Uint8Array, bits: number, perRow: number, rows: number, page: Page): PageSamples {
  const out = samplesOf(page, perRow * rows);
  const stride = Math.ceil((perRow * bits) / 8);
  const mask = 2 ** bits - 1;
  for (let row = 0, to = 0; row < rows; row += 1) {
    for (let n = 0; n < perRow; n += 1, to += 1) {
      const bit = n * bits;
      const at = row * stride + (bit >> 3);
      const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
      out[to] = (three >> (24 - bits - (bit & 7))) & mask;
    }
  }
  return out;
}

/** Predictor 2 (TIFF 6.0, section 14): each value is stored less the one before it in its row and channel. */
function sumDifferences(
  bytes: Uint8Array<ArrayBuffer>,
  bits: number,
  perRow: number,
  rows: number,
  channels: number,
): void {
  // Of floating-point numbers, too, the bit patterns were subtracted.
  if (bits === 64) {
    const wide = new BigUint64Array(bytes.buffer);
    for (let row = 0; row < rows; row += 1)
      for (let at = row * perRow + channels; at < (row + 1) * perRow; at += 1)
        wide[at] = (wide[at] ?? 0n) + (wide[at - channels] ?? 0n);
    return;
  }
  const values =
    bits === 8 ? bytes : bits === 16 ? new Uint16Array(bytes.buffer) : new Uint32Array(bytes.buffer);
  for (let row = 0; row < rows; row += 1) {
    const end = (row + 1) * perRow;
    for (let at = row * perRow + channels; at < end; at += 1)
      values[at] = (values[at] ?? 0) + (values[at - channels] ?? 0);
  }
}

/** Predictor 3 (Adobe's TIFF technical note 3): the bytes of a row, differenced, sorted by their significance. */
function joinFloats(bytes: Uint8Array, perRow: number, rows: number, channels: number, size: number): void {
  const stride = perRow * size;
  for (let row = 0; row < rows; row += 1) {
    const line = bytes.subarray(row * stride, (row + 1) * stride);
    for (let at = channels; at < stride; at += 1) line[at] = (line[at] ?? 0) + (line[at - channels] ?? 0);
    const planes = line.slice();
    for (let n = 0; n < perRow; n += 1) {
      for (let byte = 0; byte < size; byte += 1) line[n * size + byte] = planes[byte * perRow + n] ?? 0;
    }
  }
}

function swapBytes(bytes: Uint8Array<ArrayBuffer>, size: number): void {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + size <= bytes.length; at += size) {
    if (size === 2) view.setUint16(at, view.getUint16(at), true);
    else if (size === 4) view.setUint32(at, view.getUint32(at), true);
    else view.setBigUint64(at, view.getBigUint64(at), true);
  }
}

const reverseBits = (byte: number): number => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit += 1) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
};

/** Puts a strip or tile where it lies; what hangs over the edge of the page is cut. */
function place(values: PageSamples, page: Page, block: Block, out: PageSamples): void {
  const { width, height, channels, blockWidth } = page;
  const columns = Math.min(blockWidth, width - block.x);
  const rows = Math.min(rowsIn(page, block), height - block.y);
  for (let row = 0; row < rows; row += 1) {
    const to = (block.y + row) * width + block.x;
    if (block.channel === null) {
      const from = row * blockWidth * channels;
      out.set(values.subarray(from, from + columns * channels), to * channels);
    } else {
      for (let column = 0; column < columns; column += 1)
        out[(to + column) * channels + block.channel] = values[row * blockWidth + column] ?? 0;
    }
  }
}
