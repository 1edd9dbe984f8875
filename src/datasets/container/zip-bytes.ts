import { inflateSync } from 'fflate';
import { crc32 } from './crc32.ts';
import { readBlob } from './source.ts';

/** What the archive's directory says of a file in it. */
interface PackedFile {
  readonly offset: number;
  readonly compressionMethod: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  /** Of the unpacked bytes. */
  readonly crc32?: number;
  readonly rawFilename: Uint8Array;
}

const stored = 0;
const deflated = 8;
/** Larger files are unpacked as a stream, off this thread. */
const smallBytes = 512 * 1024;
const windowBytes = 1024 ** 2;
/** Further on than this, a file does not follow the one before it. */
const nearBytes = windowBytes / 4;
/** Pictures and their masks lie in folders of their own, and are read by turns; each has a window, and one that is read ahead. */
const mostWindows = 8;
/** A local header is 30 bytes, the name, and an extra field that is nearly always shorter than this. */
const headerBytes = 30;
const extraBytes = 512;

/**
 * Reads small files straight from an archive's bytes. A stream for each would take some milliseconds; files that lie
 * one after the other are read in one window. What is unusual (another method, a header elsewhere) is left to the caller.
 */
export class ZipBytes {
  readonly #archive: Blob;
  /** The last used first. */
  #windows: readonly Window[] = [];

  constructor(archive: Blob) {
    this.#archive = archive;
  }

  /** The file's bytes; null where it is not small and plain, or does not unpack to what the directory says. */
  async unpack(file: PackedFile): Promise<Uint8Array<ArrayBuffer> | null> {
    const { compressedSize, uncompressedSize, compressionMethod } = file;
    if (compressionMethod !== stored && compressionMethod !== deflated) return null;
    if (compressedSize > smallBytes || uncompressedSize > smallBytes) return null;
    const bytes = await this.#read(
      file.offset,
      headerBytes + file.rawFilename.length + extraBytes + compressedSize,
    );
    const packed = dataOf(bytes, compressedSize);
    if (packed === null) return null;
    const unpacked = compressionMethod === stored ? packed.slice() : inflated(packed, uncompressedSize);
    if (unpacked?.length !== uncompressedSize) return null;
    return crc32(unpacked) === file.crc32 ? unpacked : null;
  }

  /** Where a file lies that is stored as it is; null where it is packed, or its local header cannot be read. */
  async stored(file: PackedFile): Promise<Blob | null> {
    if (file.compressionMethod !== stored || file.compressedSize !== file.uncompressedSize) return null;
    const header = await readBlob(this.#archive.slice(file.offset, file.offset + headerBytes));
    const from = dataStart(header);
    if (from === null) return null;
    const begin = file.offset + from;
    const content = this.#archive.slice(begin, begin + file.compressedSize);
    return content.size === file.compressedSize ? content : null;
  }

  /** From `from` on, `length` bytes or as many as there are. */
  async #read(from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const to = Math.min(from + length, this.#archive.size);
    const window =
      this.#windows.find((known) => known.from <= from && to <= known.to) ??
      this.#windows.find((known) => known.isFollowed && known.from <= from && from < known.to) ??
      this.#open(from, to);
    const next = this.#after(window);
    this.#keep(next === null ? [window] : [window, next]);
    if (next === null || to <= window.to)
      return (await window.bytes).subarray(from - window.from, to - window.from);
    const [begin, rest] = await Promise.all([window.bytes, next.bytes]);
    return joined(begin.subarray(from - window.from), rest.subarray(0, to - next.from));
  }

  /** What follows files that were just read is likely to be followed itself; anything else is read alone. */
  #open(from: number, to: number): Window {
    const follows = this.#windows.some((last) => from >= last.from && from - last.to < nearBytes);
    return this.#window(from, follows ? Math.max(to, from + windowBytes) : to, follows);
  }

  /** What is read while the files of a window are worked on: else they would wait for the disk at the end of each. */
  #after(window: Window): Window | null {
    if (!window.isFollowed || window.to === this.#archive.size) return null;
    return (
      this.#windows.find(({ from }) => from === window.to) ??
      this.#window(window.to, window.to + windowBytes, true)
    );
  }

  #window(from: number, to: number, isFollowed: boolean): Window {
    const end = Math.min(to, this.#archive.size);
    const bytes = readBlob(this.#archive.slice(from, end));
    // Whoever asks for it hears of it; one that was read ahead for nobody is no fault.
    bytes.catch(() => undefined);
    return { from, to: end, isFollowed, bytes };
  }

  #keep(used: readonly Window[]): void {
    this.#windows = [...used, ...this.#windows.filter((other) => !used.includes(other))].slice(
      0,
      mostWindows,
    );
  }
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly isFollowed: boolean;
  readonly bytes: Promise<Uint8Array<ArrayBuffer>>;
}

function joined(begin: Uint8Array, rest: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(begin.length + rest.length);
  whole.set(begin);
  whole.set(rest, begin.length);
  return whole;
}

/** The bytes that were packed, or as many of them as there is room for; null where they are not packed so. */
function inflated(packed: Uint8Array, length: number): Uint8Array<ArrayBuffer> | null {
  try {
    return inflateSync(packed, { out: new Uint8Array(length) });
  } catch {
    return null;
  }
}

/** The packed bytes behind a local header; null where there is none, or its extra field is longer than was read. */
function dataOf(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> | null {
  const from = dataStart(bytes);
  return from === null || from + length > bytes.length ? null : bytes.subarray(from, from + length);
}

/** Bytes from the beginning of a local header to what it announces; null where there is no such header. */
function dataStart(bytes: Uint8Array): number | null {
  if (bytes.length < headerBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 0x04034b50) return null;
  return headerBytes + view.getUint16(26, true) + view.getUint16(28, true);
}
