import type { Refusal } from '../refusal.ts';
import {
  animated,
  brokenOff,
  concat,
  damaged,
  latin1,
  noPixels,
  trailingBytes,
  viewOf,
  type StrippedPicture,
} from './stripped.ts';

/** Extensions by label (GIF89a, section 12, 23 to 26); only the graphic control belongs to the picture. */
const graphicControl = 0xf9;
const names: Readonly<Record<number, string>> = { 0xfe: 'comment', 0x01: 'text' };

/** Takes comments, plain text and application data out of a GIF still; refuses one of several frames. */
export function stripGif(bytes: Uint8Array<ArrayBuffer>): StrippedPicture | Refusal {
  if (bytes.length < 13) return brokenOff(bytes.length);
  const view = viewOf(bytes);
  const width = view.getUint16(6, true);
  const height = view.getUint16(8, true);
  const blocksFrom = 13 + colourTableLength(bytes[10] ?? 0);
  const parts: Uint8Array[] = [bytes.subarray(0, blocksFrom)];
  const removed = new Set<string>();
  let frames = 0;
  let at = blocksFrom;
  for (;;) {
    const introducer = bytes[at];
    if (introducer === undefined) return brokenOff(bytes.length);
    if (introducer === 0x3b) break;
    let end: number | null;
    if (introducer === 0x2c) {
      const flags = bytes[at + 9];
      if (flags === undefined) return brokenOff(bytes.length);
      end = afterSubBlocks(bytes, at + 10 + colourTableLength(flags) + 1);
      frames += 1;
    } else if (introducer === 0x21) {
      end = afterSubBlocks(bytes, at + 2);
    } else {
      return damaged(`byte ${at} should begin a block`);
    }
    if (end === null) return brokenOff(bytes.length);
    const label = bytes[at + 1] ?? 0;
    if (introducer === 0x21 && label !== graphicControl) {
      removed.add(label === 0xff ? applicationName(bytes, at) : (names[label] ?? 'an unknown extension'));
    } else {
      parts.push(bytes.subarray(at, end));
    }
    at = end;
  }
  if (frames > 1) return animated(frames);
  if (frames === 0 || width === 0 || height === 0) return noPixels();
  parts.push(bytes.subarray(at, at + 1));
  if (at + 1 < bytes.length) removed.add(trailingBytes);
  return {
    kind: 'stripped',
    mediaType: 'image/gif',
    bytes: removed.size === 0 ? bytes : concat(parts),
    width,
    height,
    orientation: 1,
    removed: [...removed],
  };
}

const colourTableLength = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

const applicationName = (bytes: Uint8Array, at: number): string =>
  latin1(bytes, at + 3, 8) === 'XMP Data' ? 'XMP' : 'application data';

/** Past a chain of sub-blocks (a length, that many bytes ... a zero); null where the file ends before it. */
function afterSubBlocks(bytes: Uint8Array, from: number): number | null {
  for (let at = from; ;) {
    const length = bytes[at];
    if (length === undefined) return null;
    at += length + 1;
    if (length === 0) return at;
  }
}
