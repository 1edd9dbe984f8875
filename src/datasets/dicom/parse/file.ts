import { Inflate } from 'fflate';
import type { DataSet } from './data-set.ts';
import { DicomSyntaxError, parseElements, type Encoding } from './elements.ts';
import { groupOf, tags } from './tags.ts';
import { transferSyntaxOf } from './transfer-syntax.ts';

export interface DicomFile {
  /** UID; empty where the file does not say, and its bytes were read as what they look like. */
  readonly transferSyntax: string;
  /** The elements before the data set proper (group 0002). */
  readonly meta: DataSet;
  readonly data: DataSet;
  /** The bytes end in the middle of an element. */
  readonly truncated: boolean;
}

const prefixAt = 128;
/** Inflated bytes of a deflated file, at most. */
const mostInflated = 256 * 1024 ** 2;
const metaEncoding: Encoding = { littleEndian: true, implicit: false };

/**
 * Reads a file's elements, with or without preamble and meta header. `whole: false`: the bytes are the beginning of a
 * file, and its pixel data are not wanted.
 * @throws DicomSyntaxError where it is no DICOM file.
 */
export function readDicom(bytes: Uint8Array<ArrayBuffer>, whole = true): DicomFile {
  const start = startOf(bytes);
  if (start === null) throw new DicomSyntaxError('its bytes are not those of a DICOM file');
  const meta = parseElements(bytes, start, bytes.length, metaEncoding, (tag) => groupOf(tag) === 0x0002);
  const said = meta.data.text(tags.TransferSyntaxUID) ?? '';
  const syntax = transferSyntaxOf(said);
  const keep = whole ? () => true : (tag: number) => groupOf(tag) !== 0x7fe0;
  if (syntax?.deflated === true) {
    const inflated = inflate(bytes.subarray(meta.end), whole);
    const read = parseElements(inflated, 0, inflated.length, { littleEndian: true, implicit: false }, keep);
    return { transferSyntax: said, meta: meta.data, data: read.data, truncated: read.truncated };
  }
  const encoding = encodingAt(bytes, meta.end) ?? syntax ?? { littleEndian: true, implicit: true };
  const read = parseElements(bytes, meta.end, bytes.length, encoding, keep);
  return { transferSyntax: said, meta: meta.data, data: read.data, truncated: read.truncated };
}

/** By its bytes, of which the first 512 are enough. */
export const looksLikeDicom = (head: Uint8Array<ArrayBuffer>): boolean => startOf(head) !== null;

/** Where the first element begins, or null. */
function startOf(bytes: Uint8Array<ArrayBuffer>): number | null {
  if (hasPrefix(bytes, prefixAt)) return prefixAt + 4;
  if (hasPrefix(bytes, 0)) return 4;
  return looksLikeElements(bytes) ? 0 : null;
}

const hasPrefix = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x44 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x43 && bytes[at + 3] === 0x4d;

/** Groups with which a data set without a preamble begins. */
const firstGroups = new Set([0x0002, 0x0008]);

/** The first elements are in order, of groups and lengths that a real file has. */
function looksLikeElements(bytes: Uint8Array<ArrayBuffer>): boolean {
  const encoding = encodingAt(bytes, 0);
  if (encoding === null) return false;
  // Told first: whatever else a file may be is asked this, and parsing it would take longer than all other questions.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!firstGroups.has(view.getUint16(0, encoding.littleEndian))) return false;
  let read: readonly number[];
  try {
    const { data } = parseElements(bytes, 0, Math.min(bytes.length, 512), encoding);
    read = [...data.elements.keys()];
  } catch {
    return false;
  }
  return (
    read.length >= 2 &&
    read.every((tag, at) => at === 0 || tag > (read[at - 1] ?? 0)) &&
    read.slice(0, 2).every((tag) => groupOf(tag) <= 0x0010)
  );
}

/** How the element at a place is written, by its looks: a group below 0x1000, and letters where a representation stands. */
function encodingAt(bytes: Uint8Array, at: number): Encoding | null {
  if (at + 8 > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint16(at, true);
  const big = view.getUint16(at, false);
  if (little === 0 || big === 0) return null;
  const littleEndian = little <= big;
  const isLetter = (code: number | undefined) => code !== undefined && code >= 0x41 && code <= 0x5a;
  const explicit = isLetter(bytes[at + 4]) && isLetter(bytes[at + 5]);
  return { littleEndian, implicit: !explicit };
}

/** Raw deflate (PS3.5 A.5), as far as it goes: a stream that breaks off gives what there is. */
function inflate(bytes: Uint8Array<ArrayBuffer>, whole: boolean): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((part) => {
    parts.push(part);
    size += part.length;
  });
  const step = 64 * 1024;
  try {
    for (let at = 0; at < bytes.length; at += step) {
      stream.push(bytes.subarray(at, at + step), false);
      if (size > mostInflated) throw new DicomSyntaxError('it unpacks to more than 256 MB');
      if (!whole && size > 1024 * 1024) break;
    }
  } catch (error) {
    if (error instanceof DicomSyntaxError) throw error;
    if (size === 0) throw new DicomSyntaxError('its deflated part cannot be unpacked');
  }
  const joined = new Uint8Array(size);
  let to = 0;
  for (const part of parts) {
    joined.set(part, to);
    to += part.length;
  }
  return joined;
}
