import { unzlibSync } from 'fflate';
import type { Block, BlockShape, Compression, FaxCode, Page } from './page.ts';

/** The most that a byte of each can unpack to: what claims more is damaged, and no room is made for it. */
const mostRatio: Readonly<Record<Exclude<Compression, FaxCode>, number>> = {
  none: 1,
  // A code of 12 bits stands for 3,838 bytes at most.
  LZW: 2_560,
  deflate: 1_032,
  PackBits: 64,
  // A block of 4 bytes for 128 kB of one value.
  Zstandard: 32_768,
  // Blocks of 64 samples take two bits at least, or, when it is built up in steps, none of their own.
  JPEG: 65_536,
};

/** Bytes that a block of a page can unpack to at most. */
export function mostBytesOf({ compression, blockWidth }: Page, { length }: Pick<Block, 'length'>): number {
  // A row takes one bit at least.
  return isFax(compression) ? 8 * length * Math.ceil(blockWidth / 8) : length * mostRatio[compression];
}

/** Larger than this, deflate is unpacked as a stream that can be stopped. */
const smallBytes = 64 * 1024;

/** The first `length` bytes that `packed` unpacks to. Throws RangeError where there are fewer, or the code makes no sense. */
export async function unpack(
  packed: Uint8Array<ArrayBuffer>,
  page: Pick<Page, 'compression' | 'jpegTables' | 'differences' | 'faxOptions' | 'blockHeight'>,
  shape: BlockShape,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (page.compression) {
    case 'none':
      return whole(packed, length);
    case 'LZW':
      return unpackLzw(packed, length);
    case 'PackBits':
      return unpackBits(packed, length);
    case 'deflate':
      return packed.length <= smallBytes ? unpackSmall(packed, length) : unpackStream(packed, length);
    case 'Zstandard':
      return unpackZstandard(packed, length);
    case 'JPEG':
      return (await import('./jpeg-block.ts')).jpegBlock(packed, page, shape);
    case 'fax runs':
    case 'fax group 3':
    case 'fax group 4':
      return (await import('./fax.ts')).unpackFax(
        packed,
        { code: page.compression, options: page.faxOptions },
        shape,
      );
  }
}

const isFax = (compression: Compression): compression is FaxCode => compression.startsWith('fax');

const brokenOff = (at: number, length: number): RangeError =>
  new RangeError(`its pixels break off after ${at} of ${length} bytes`);

function whole(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (bytes.length < length) throw brokenOff(bytes.length, length);
  return bytes.subarray(0, length);
}

function unpackSmall(packed: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  let unpacked: Uint8Array<ArrayBuffer>;
  try {
    unpacked = new Uint8Array(unzlibSync(packed, { out: new Uint8Array(length) }));
  } catch {
    throw new RangeError('its packed pixels make no sense');
  }
  return whole(unpacked, length);
}

async function unpackZstandard(packed: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const { decompressZstd } = await import('hyparquet-compressors');
  let unpacked: Uint8Array;
  try {
    unpacked = decompressZstd(packed, new Uint8Array(length));
  } catch {
    throw new RangeError('its packed pixels make no sense');
  }
  return whole(new Uint8Array(unpacked), length);
}

async function unpackStream(
  packed: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const out = new Uint8Array(length);
  let at = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  try {
    while (at < length) {
      const { done, value } = await reader.read();
      if (done) throw brokenOff(at, length);
      out.set(value.subarray(0, length - at), at);
      at += value.length;
    }
    return out;
  } catch (error) {
    throw error instanceof RangeError ? error : new RangeError('its packed pixels make no sense');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** PackBits: TIFF 6.0, section 9. */
function unpackBits(packed: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  let to = 0;
  for (let at = 0; to < length; at += 1) {
    const header = packed[at];
    if (header === undefined) throw brokenOff(to, length);
    if (header === 128) continue; // no operation
    if (header > 128) {
      out.fill(packed[at + 1] ?? 0, to, to + 257 - header);
      to += 257 - header;
      at += 1;
    } else {
      const run = packed.subarray(at + 1, at + 2 + header);
      if (run.length <= header && to + run.length < length) throw brokenOff(to + run.length, length);
      out.set(run.subarray(0, length - to), to);
      to += header + 1;
      at += header + 1;
    }
  }
  return out;
}

const clear = 256;
const endOfInformation = 257;
const firstFree = 258;
const mostCodes = 4_096;

/** LZW as TIFF has it (TIFF 6.0, section 13): most significant bit first, codes widened one early. */
function unpackLzw(packed: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  if (packed[0] === 0 && ((packed[1] ?? 0) & 1) === 1)
    throw new RangeError('it is packed by an old form of LZW that is no longer in use');
  const out = new Uint8Array(length);
  /** Where in `out` the bytes of a code were last written, and how many. */
  const starts = new Int32Array(mostCodes);
  const lengths = new Int32Array(mostCodes);
  let to = 0;
  let bit = 0;
  let width = 9;
  let free = firstFree;
  let before = -1;
  while (to < length) {
    if (bit + width > packed.length * 8) throw brokenOff(to, length);
    const at = bit >> 3;
    const three = ((packed[at] ?? 0) << 16) | ((packed[at + 1] ?? 0) << 8) | (packed[at + 2] ?? 0);
    const code = (three >> (24 - width - (bit & 7))) & ((1 << width) - 1);
    bit += width;
    if (code === endOfInformation) throw brokenOff(to, length);
    if (code === clear) {
      width = 9;
      free = firstFree;
      before = -1;
      continue;
    }
    const start = to;
    if (code < clear) {
      out[to] = code;
      to += 1;
    } else if (code < free && before >= 0) {
      to = copy(out, starts[code] ?? 0, lengths[code] ?? 0, to);
    } else if (code === free && before >= 0) {
      // The string before, and its own first byte again.
      const from = before;
      to = copy(out, from, start - from, to);
      to = copy(out, from, 1, to);
    } else throw new RangeError('its packed pixels make no sense');
    if (before >= 0 && free < mostCodes) {
      // The string before and the first byte of this one lie in `out` one after the other.
      starts[free] = before;
      lengths[free] = start - before + 1;
      free += 1;
    }
    before = start;
    if (free + 1 >= 1 << width && width < 12) width += 1;
  }
  return out;
}

/** Copies forward, byte by byte where the two overlap; what does not fit is cut. Gives where the copy ends. */
function copy(out: Uint8Array, from: number, length: number, to: number): number {
  const end = Math.min(to + length, out.length);
  if (from + length <= to) out.copyWithin(to, from, from + end - to);
  else for (let at = to; at < end; at += 1) out[at] = out[from + at - to] ?? 0;
  return to + length;
}
