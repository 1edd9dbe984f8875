import { refusal, type Refusal } from '../refusal.ts';
import { orientationOf } from './exif.ts';
import { deviceData, withoutDevice } from './profile-device.ts';
import {
  brokenOff,
  concat,
  damaged,
  latin1,
  noPixels,
  trailingBytes,
  viewOf,
  type Orientation,
  type StrippedPicture,
} from './stripped.ts';

const endOfImage = 0xd9;
const startOfScan = 0xda;
const strayBytes = 'bytes between its segments';

/**
 * Takes the metadata out of a JPEG (ITU-T T.81, annex B): every application segment but JFIF (without its thumbnail),
 * the colour profile and Adobe's colour transform; comments; and what follows the end, such as a second picture.
 * Tables and scans stay byte for byte.
 */
export function stripJpeg(bytes: Uint8Array<ArrayBuffer>): StrippedPicture | Refusal {
  const view = viewOf(bytes);
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  const removed = new Set<string>();
  /** Where the segments of the colour profile lie in `parts`. */
  const profile: number[] = [];
  let orientation: Orientation = 1;
  let size: { readonly width: number; readonly height: number } | null = null;
  let scanned = false;
  let at = 2;
  for (;;) {
    if (at + 2 > bytes.length) return brokenOff(bytes.length);
    if (bytes[at] !== 0xff || bytes[at + 1] === 0) {
      // Decoders pass over what lies between segments (T.81, annex B, does not know it).
      const next = nextMarker(bytes, at);
      if (next === null) return brokenOff(bytes.length);
      removed.add(strayBytes);
      at = next;
      continue;
    }
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === endOfImage) {
      parts.push(bytes.subarray(at, at + 2));
      at += 2;
      break;
    }
    if (at + 4 > bytes.length) return brokenOff(bytes.length);
    const end = at + 2 + view.getUint16(at + 2);
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8) || end < at + 4) {
      return damaged(`the segment at byte ${at} makes no sense`);
    }
    if (end > bytes.length) return brokenOff(bytes.length);
    const segment = bytes.subarray(at, end);
    if (isApplication(marker) || marker === 0xfe) {
      const kind = applicationOf(marker, segment);
      if (kind.keep !== null) parts.push(kind.keep);
      if (kind.removed !== null) removed.add(kind.removed);
      if (kind.removed === 'EXIF' && orientation === 1) orientation = orientationOf(segment.subarray(10));
      if (kind.profile) profile.push(parts.length - 1);
    } else {
      parts.push(segment);
    }
    if (isFrame(marker)) {
      if (marker === 0xc3 || marker === 0xc7 || marker >= 0xc9) {
        return refusal(
          'it is a lossless or arithmetic-coded JPEG, which not every browser can show',
          'Open it in another program and save it as PNG.',
        );
      }
      if (segment.length < 9) return damaged('its header is too short');
      if (segment[4] !== 8) {
        return refusal(
          `it is a JPEG of ${segment[4] ?? 0} bits, which browsers cannot show`,
          'Open it in another program and save it as PNG of 16 bits.',
        );
      }
      size ??= { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at = end;
    if (marker === startOfScan) {
      const after = endOfScan(bytes, at);
      if (after === null) return brokenOff(bytes.length);
      parts.push(bytes.subarray(at, after));
      scanned = true;
      at = after;
    }
  }
  if (size === null || !scanned || size.width === 0 || size.height === 0) return noPixels();
  if (at < bytes.length) removed.add(trailingBytes);
  const colourProfile = concat(profile.map((part) => parts[part]?.subarray(profileAt) ?? new Uint8Array()));
  // Its parts may lie in any order; all but a few programs write them one after the other.
  const isInOrder = profile.every((part, n) => parts[part]?.[16] === n + 1);
  const clean = isInOrder ? withoutDevice(colourProfile) : null;
  if (clean !== null) {
    removed.add(deviceData);
    putBack(clean, profile, parts);
  }
  return {
    kind: 'stripped',
    mediaType: 'image/jpeg',
    bytes: removed.size === 0 ? bytes : concat(parts),
    ...size,
    orientation,
    removed: [...removed],
    ...(profile.length > 0 && { colourProfile: clean ?? colourProfile }),
  };
}

/** Behind the marker, the length, `ICC_PROFILE\0` and the numbers of the part. */
const profileAt = 18;

/** The profile in the segments that it was taken from, of the same lengths. */
function putBack(profile: Uint8Array, segments: readonly number[], parts: Uint8Array[]): void {
  let from = 0;
  for (const at of segments) {
    const segment = parts[at]?.slice() ?? new Uint8Array();
    segment.set(profile.subarray(from, from + segment.length - profileAt), profileAt);
    from += segment.length - profileAt;
    parts[at] = segment;
  }
}

const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;
/** SOF0 to SOF15; C4, C8 and CC are other segments. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

interface Application {
  readonly keep: Uint8Array | null;
  readonly removed: string | null;
  readonly profile?: true;
}

function applicationOf(marker: number, segment: Uint8Array): Application {
  const signature = latin1(segment, 4, Math.min(32, segment.length - 4));
  if (marker === 0xe0 && signature.startsWith('JFIF\0') && segment.length >= 18)
    return withoutThumbnail(segment);
  if (marker === 0xe2 && signature.startsWith('ICC_PROFILE\0') && segment.length > 18) {
    return { keep: segment, removed: null, profile: true };
  }
  if (marker === 0xee && signature.startsWith('Adobe')) return { keep: segment, removed: null };
  return { keep: null, removed: nameOf(marker, signature) };
}

function nameOf(marker: number, signature: string): string {
  if (marker === 0xfe) return 'comment';
  if (signature.startsWith('Exif\0')) return 'EXIF';
  if (signature.startsWith('http://ns.adobe.com/x')) return 'XMP';
  if (signature.startsWith('Photoshop')) return 'Photoshop data';
  if (signature.startsWith('MPF\0')) return 'further pictures';
  if (signature.startsWith('JFXX')) return 'thumbnail';
  return `APP${marker - 0xe0} data`;
}

/** JFIF 1.02: 14 bytes of fields, of which the last two are the size of a thumbnail that follows. */
function withoutThumbnail(segment: Uint8Array): Application {
  if (segment.length === 18 && segment[16] === 0 && segment[17] === 0)
    return { keep: segment, removed: null };
  const keep = segment.slice(0, 18);
  keep.set([0, 16], 2);
  keep.set([0, 0], 16);
  return { keep, removed: 'thumbnail' };
}

/** The next FF that is followed by neither 00 nor FF. Null: never. */
function nextMarker(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff) return at;
  }
  return null;
}

/** Where the next segment begins: the first FF that is neither stuffed (FF 00) nor a restart (FF D0 to D7). Null: never. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at)) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += next === 0xff ? 1 : 2;
  }
  return null;
}
