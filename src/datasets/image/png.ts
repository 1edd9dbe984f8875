import { crc32 } from '../container/crc32.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { orientationOf } from './exif.ts';
import { chunkWithoutDevice, deviceData } from './profile-device.ts';
import {
  animated,
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

/** What a picture needs to be shown: its pixels, their colours and their physical size. */
const kept = new Set('IHDR PLTE IDAT IEND tRNS sRGB gAMA cHRM iCCP sBIT cICP mDCV cLLI pHYs'.split(' '));
const names: Readonly<Record<string, string>> = {
  tEXt: 'text',
  zTXt: 'text',
  iTXt: 'text',
  eXIf: 'EXIF',
  tIME: 'time',
};

/** Takes the metadata out of a PNG (W3C PNG, third edition, section 5), checking the sum of every chunk that is kept. */
export function stripPng(bytes: Uint8Array<ArrayBuffer>): StrippedPicture | Refusal {
  const view = viewOf(bytes);
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  const removed = new Set<string>();
  let orientation: Orientation = 1;
  let size: { readonly width: number; readonly height: number } | null = null;
  let pixels = false;
  /** It says that it is animated; it holds pixels of such frames. */
  let moves = false;
  let frames = false;
  let at = 8;
  for (;;) {
    if (at + 12 > bytes.length) return brokenOff(bytes.length);
    const length = view.getUint32(at);
    const type = latin1(bytes, at + 4, 4);
    const end = at + 12 + length;
    if (end > bytes.length) return brokenOff(bytes.length);
    if ((size === null) !== (type === 'IHDR')) return damaged('it does not begin with its header');
    if (kept.has(type)) {
      if (crc32(bytes, at + 4, end - 4) !== view.getUint32(end - 4)) {
        return damaged(`the checksum of its ${type} chunk at byte ${at} is wrong`);
      }
      const clean = type === 'iCCP' ? chunkWithoutDevice(bytes.subarray(at, end)) : null;
      if (clean !== null) removed.add(deviceData);
      parts.push(clean ?? bytes.subarray(at, end));
      if (type === 'IDAT') pixels = true;
    } else if (type === 'acTL') {
      const count = length >= 4 ? view.getUint32(at + 8) : 0;
      if (count > 1) return animated(count);
      moves = true;
    } else if (/^[A-Z]/.test(type)) {
      return refusal(
        `it needs the PNG chunk ${type}, which browsers do not know`,
        'Open it in another program and save it as plain PNG.',
      );
    } else {
      if (type === 'fdAT') frames = true;
      if (type === 'eXIf') orientation = orientationOf(bytes.subarray(at + 8, end - 4));
      removed.add(names[type] ?? type);
    }
    if (type === 'IHDR') {
      if (length !== 13) return damaged('its header has the wrong length');
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    }
    at = end;
    if (type === 'IEND') break;
  }
  if (size === null || !pixels || size.width === 0 || size.height === 0) return noPixels();
  // Even one frame of its own is another picture than the one for programs that show no frames.
  if (moves && frames) return animated(null);
  if (at < bytes.length) removed.add(trailingBytes);
  const whole = removed.size === 0 && parts.reduce((sum, part) => sum + part.length, 0) === bytes.length;
  return {
    kind: 'stripped',
    mediaType: 'image/png',
    bytes: whole ? bytes : concat(parts),
    ...size,
    orientation,
    removed: [...removed],
  };
}
