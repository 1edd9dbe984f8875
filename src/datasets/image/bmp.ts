import { refusal, type Refusal } from '../refusal.ts';
import { brokenOff, damaged, noPixels, trailingBytes, viewOf, type StrippedPicture } from './stripped.ts';

/** A V5 header whose profile is a path on the disk of whoever made it (`LINK`). */
const linkedProfile = 0x4c494e4b;

/** Compressions of a whole picture (`BI_JPEG`, `BI_PNG`). */
const picturesInside: Readonly<Record<number, string>> = { 4: 'JPEG', 5: 'PNG' };

/** Cuts what follows a BMP's pixels, and blanks what lies between its header and them. */
export function stripBmp(bytes: Uint8Array<ArrayBuffer>): StrippedPicture | Refusal {
  if (bytes.length < 26) return brokenOff(bytes.length);
  const view = viewOf(bytes);
  const offset = view.getUint32(10, true);
  const header = view.getUint32(14, true);
  if (header !== 12 && (header < 16 || header > 124)) return damaged('its header has an unknown length');
  if (14 + header > bytes.length || offset > bytes.length) return brokenOff(bytes.length);
  if (offset < 14 + header) return damaged('its pixels are said to lie inside its header');
  const core = header === 12;
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = Math.abs(core ? view.getUint16(20, true) : view.getInt32(22, true));
  const depth = view.getUint16(core ? 24 : 28, true);
  const compression = header >= 40 ? view.getUint32(30, true) : 0;
  const inside = picturesInside[compression];
  if (inside !== undefined) {
    return refusal(
      `it is a ${inside} picture in the wrapping of a BMP for printers, which browsers do not show`,
      `Open it in another program and save it as ${inside}.`,
    );
  }
  if (width <= 0 || height === 0 || depth === 0) return noPixels();
  const uncompressed = compression === 0 || compression === 3 || compression === 6;
  const pixelBytes = uncompressed
    ? Math.floor((width * depth + 31) / 32) * 4 * height
    : view.getUint32(34, true);
  const end = offset + pixelBytes;
  if (end > bytes.length) return brokenOff(bytes.length);
  const { profileEnd, link } = profileOf(view, header);
  const stop =
    uncompressed || pixelBytes > 0 ? Math.max(end, Math.min(profileEnd, bytes.length)) : bytes.length;
  const removed: string[] = [];
  let kept = bytes;
  if (stop < bytes.length) {
    kept = bytes.slice(0, stop);
    // Offsets stay true; only the file's length in its header changes.
    viewOf(kept).setUint32(2, stop, true);
    removed.push(trailingBytes);
  }
  const gapFrom = 14 + header + palette(view, header, depth, compression);
  if (kept.subarray(gapFrom, offset).some((byte) => byte !== 0)) {
    kept = kept.slice();
    kept.fill(0, gapFrom, offset);
    removed.push('bytes before its pixels');
  }
  if (link) {
    kept = kept.slice();
    kept.fill(0, 14 + view.getUint32(14 + 112, true), profileEnd);
    removed.push('path of a colour profile');
  }
  return { kind: 'stripped', mediaType: 'image/bmp', bytes: kept, width, height, orientation: 1, removed };
}

function profileOf(view: DataView, header: number): { profileEnd: number; link: boolean } {
  if (header < 124) return { profileEnd: 0, link: false };
  const from = view.getUint32(14 + 112, true);
  const length = view.getUint32(14 + 116, true);
  return {
    profileEnd: length === 0 ? 0 : 14 + from + length,
    link: view.getUint32(14 + 56, true) === linkedProfile,
  };
}

/** Bytes of masks and colour table that follow the header. */
function palette(view: DataView, header: number, depth: number, compression: number): number {
  if (header === 12) return depth <= 8 ? 3 * 2 ** depth : 0;
  const masks = header === 40 && compression === 3 ? 12 : header === 40 && compression === 6 ? 16 : 0;
  const used = header >= 40 ? view.getUint32(46, true) : 0;
  return masks + 4 * (used > 0 ? used : depth <= 8 ? 2 ** depth : 0);
}
