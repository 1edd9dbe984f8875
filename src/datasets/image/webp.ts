import type { Refusal } from '../refusal.ts';
import { orientationOf } from './exif.ts';
import { deviceData, withoutDevice } from './profile-device.ts';
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

const kept = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP']);
const names: Readonly<Record<string, string>> = { EXIF: 'EXIF', 'XMP ': 'XMP' };
/** Bits of VP8X that announce what we take out: EXIF, XMP. */
const announced = 0x08 | 0x04;

/** Takes the metadata out of a WebP (RFC 9649, section 2.7). */
export function stripWebp(bytes: Uint8Array<ArrayBuffer>): StrippedPicture | Refusal {
  const view = viewOf(bytes);
  if (bytes.length < 12 || latin1(bytes, 0, 4) !== 'RIFF')
    return damaged('it does not begin with its header');
  const riffEnd = 8 + view.getUint32(4, true);
  if (riffEnd > bytes.length) return brokenOff(bytes.length);
  const parts: Uint8Array[] = [];
  const removed = new Set<string>();
  let orientation: Orientation = 1;
  let size: { readonly width: number; readonly height: number } | null = null;
  let pixels = false;
  let frames = 0;
  let profile: Uint8Array<ArrayBuffer> | null = null;
  let at = 12;
  while (at + 8 <= riffEnd) {
    const type = latin1(bytes, at, 4);
    const length = view.getUint32(at + 4, true);
    const body = bytes.subarray(at + 8, at + 8 + length);
    // Chunks are padded to an even length; a last pad byte is often forgotten.
    const end = Math.min(at + 8 + length + (length % 2), riffEnd);
    if (at + 8 + length > riffEnd) return brokenOff(bytes.length);
    if (type === 'ANMF') frames += 1;
    else if (!kept.has(type)) removed.add(names[type] ?? type.trim());
    if (type === 'EXIF') orientation = orientationOf(withoutSignature(body));
    const clean = type === 'ICCP' ? withoutDevice(body) : null;
    if (clean !== null) removed.add(deviceData);
    if (type === 'ICCP') profile = clean ?? body.slice();
    if (type === 'VP8 ' || type === 'VP8L') pixels = true;
    if (kept.has(type)) {
      size ??= sizeOf(type, body);
      const chunk = bytes.subarray(at, end);
      if (clean !== null) parts.push(chunk.subarray(0, 8), clean, chunk.subarray(8 + length));
      else parts.push(type === 'VP8X' ? withoutFlags(chunk) : chunk);
      if (length % 2 === 1 && end === at + 8 + length) parts.push(new Uint8Array(1));
    }
    at = end;
  }
  if (frames > 0) return animated(frames);
  if (size === null || !pixels || size.width === 0 || size.height === 0) return noPixels();
  if (riffEnd < bytes.length) removed.add(trailingBytes);
  return {
    kind: 'stripped',
    mediaType: 'image/webp',
    bytes: removed.size === 0 ? bytes : riff(parts),
    ...size,
    orientation,
    removed: [...removed],
    ...(profile !== null && { colourProfile: profile }),
  };
}

function riff(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50]);
  const whole = concat([header, ...chunks]);
  viewOf(whole).setUint32(4, whole.length - 8, true);
  return whole;
}

function withoutFlags(chunk: Uint8Array): Uint8Array {
  const copy = chunk.slice();
  copy[8] = (copy[8] ?? 0) & ~announced;
  return copy;
}

/** Some writers put JPEG's signature before the TIFF header. */
const withoutSignature = (body: Uint8Array): Uint8Array =>
  latin1(body, 0, 6) === 'Exif\0\0' ? body.subarray(6) : body;

function sizeOf(type: string, body: Uint8Array): { width: number; height: number } | null {
  const view = viewOf(body);
  if (type === 'VP8X' && body.length >= 10) {
    return {
      width: 1 + view.getUint16(4, true) + ((body[6] ?? 0) << 16),
      height: 1 + view.getUint16(7, true) + ((body[9] ?? 0) << 16),
    };
  }
  if (type === 'VP8 ' && body.length >= 10) {
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
  }
  if (type === 'VP8L' && body.length >= 5) {
    const bits = view.getUint32(1, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return null;
}
