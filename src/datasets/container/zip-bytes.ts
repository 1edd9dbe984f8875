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
/** Pictures and their masks lie in folders of their own, and are read by turns. */
const mostWindows = 4;
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
    const unpacked = new Uint8Array(uncompressedSize);
    if (!fill(unpacked, packed, compressionMethod)) return null;
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
  async #read(from: number, length: number): Promise<Uint8Array> {
    const to = Math.min(from + length, this.#archive.size);
    const known = this.#windows.find((window) => window.from <= from && to <= window.to);
    const window = known ?? this.#open(from, to);
    this.#windows = [window, ...this.#windows.filter((other) => other !== window)].slice(0, mostWindows);
    return (await window.bytes).subarray(from - window.from, to - window.from);
  }

  /** What follows files that were just read is likely to be followed itself; anything else is read alone. */
  #open(from: number, to: number): Window {
    const follows = this.#windows.some((last) => from >= last.from && from - last.to < nearBytes);
    const end = Math.min(follows ? Math.max(to, from + windowBytes) : to, this.#archive.size);
    const bytes = this.#archive.slice(from, end).arrayBuffer();
    return { from, to: end, bytes: bytes.then((buffer) => new Uint8Array(buffer)) };
  }
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly bytes: Promise<Uint8Array>;
}

/** Whether the packed bytes make up exactly `unpacked`. */
function fill(unpacked: Uint8Array, packed: Uint8Array, compressionMethod: number): boolean {
  if (compressionMethod === stored) {
    if (packed.length !== unpacked.length) return false;
    unpacked.set(packed);
    return true;
  }
  try {
    return inflateSync(packed, { out: unpacked }).length === unpacked.length;
  } catch {
    return false;
  }
}

/** The packed bytes behind a local header; null where there is none, or its extra field is longer than was read. */
function dataOf(bytes: Uint8Array, length: number): Uint8Array | null {
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
