import { CodecError } from './codec-error.ts';

/** What a compressed picture says of itself before anything of it is decoded. */
export interface CodestreamHeader {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly precision: number;
  readonly signed: boolean;
}

/** The tiles that a picture may be cut into; each costs memory before a pixel is decoded. */
const mostTiles = 4096;

/**
 * Of JPEG 2000 and HTJ2K (T.800 A.5.1): the SIZ marker. `accept` sees it first, and throws where it is not what was
 * expected. Throws CodecError for what a DICOM image cannot have, and for what the decoders would give wrong.
 */
export function jpeg2000Header(
  bytes: Uint8Array,
  accept: (header: CodestreamHeader) => void,
): CodestreamHeader {
  if (bytes[0] !== 0xff || bytes[1] !== 0x4f || bytes[2] !== 0xff || bytes[3] !== 0x51 || bytes.length < 42) {
    throw new CodecError('they do not begin as a JPEG 2000 picture does');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [right, bottom, left, top, tileWidth, tileHeight, tileLeft, tileTop] = Array.from(
    { length: 8 },
    (_, n) => view.getUint32(8 + 4 * n),
  );
  const components = view.getUint16(40);
  const depths = bytes.subarray(42, 42 + 3 * components);
  if (depths.length < 3 * components) throw new CodecError('the picture breaks off');
  const [depth = 0] = depths;
  const found = {
    width: (right ?? 0) - (left ?? 0),
    height: (bottom ?? 0) - (top ?? 0),
    components,
    precision: (depth & 0x7f) + 1,
    signed: depth >= 0x80,
  };
  accept(found);
  for (let n = 0; n < components; n += 1) {
    if (depths[3 * n] !== depth || depths[3 * n + 1] !== 1 || depths[3 * n + 2] !== 1) {
      throw new CodecError('its colours have different resolutions or depths');
    }
  }
  if (left !== 0 || top !== 0 || tileLeft !== 0 || tileTop !== 0) {
    throw new CodecError('the picture does not begin at the corner of its canvas');
  }
  const tiles = Math.ceil((right ?? 0) / (tileWidth ?? 0)) * Math.ceil((bottom ?? 0) / (tileHeight ?? 0));
  if (!(tiles <= mostTiles)) throw new CodecError('it is cut into more tiles than any picture');
  return found;
}

/** The codestream itself, where a writer wrapped it into a JP2 file, which DICOM does not allow. */
export function unwrapped(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes[0] === 0xff || bytes.length < 12) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x6a703263)
      return bytes.subarray(at + 8, length < 8 ? bytes.length : at + length);
    if (length < 8) break;
    at += length;
  }
  return bytes;
}
