import { convertIndexedToRgb, decode, encode, type DecodedPng } from 'fast-png';
import { crc32 } from '../container/crc32.ts';
import { refusal, type Refusal } from '../refusal.ts';
import type { PictureDecoder } from './decoder.ts';
import { concat, latin1, viewOf, type StrippedPicture } from './stripped.ts';
import { turnUpright, turns, type Pixels } from './turn.ts';

interface UprightPicture {
  readonly kind: 'upright';
  /** A PNG. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What was done, in words. */
  readonly changes: readonly string[];
}

const pngSignatureAndHeader = 33;

/**
 * Turns a picture as its EXIF orientation asks and writes it as PNG, which keeps every pixel. Colours stay those of
 * the file, with its colour profile; only a four-colour (CMYK) JPEG is converted to sRGB.
 */
export async function makeUpright(
  picture: StrippedPicture,
  decoder: PictureDecoder,
): Promise<UprightPicture | Refusal> {
  if (picture.mediaType === 'image/png') return turnPng(picture);
  const fourColours = picture.mediaType === 'image/jpeg' && componentsOf(picture.bytes) === 4;
  const pixels = await decoder.pixels(picture.bytes, picture.mediaType, fourColours ? 'sRGB' : 'stored');
  const plain = withoutIdleChannels(pixels);
  const png = encodePng(
    turnUpright(plain, picture.orientation, (length) => new Uint8Array(length)),
    8,
  );
  const profile = fourColours ? undefined : picture.colourProfile;
  return {
    kind: 'upright',
    bytes: profile === undefined ? png : withChunks(png, [await profileChunk(profile)]),
    changes: [
      `${turns[picture.orientation]}, as its EXIF orientation ${picture.orientation} asks, and written as PNG`,
      ...(fourColours ? ['colours converted from CMYK to sRGB'] : []),
      ...(plain.channels === 4 ? ['colours of half transparent pixels rounded'] : []),
    ],
  };
}

function turnPng(picture: StrippedPicture): UprightPicture | Refusal {
  const decoded = decode(picture.bytes);
  if (decoded.transparency !== undefined && decoded.palette === undefined) {
    return refusal(
      'it asks to be turned and has a transparent colour, which cannot be turned without loss here',
      'Open it in another program, turn it there and save it as PNG.',
    );
  }
  const pixels = unpacked(decoded);
  const turned = turnUpright<Uint8Array | Uint8ClampedArray | Uint16Array>(
    pixels,
    picture.orientation,
    (length) => (decoded.depth === 16 ? new Uint16Array(length) : new Uint8Array(length)),
  );
  return {
    kind: 'upright',
    bytes: withChunks(encodePng(turned, decoded.depth === 16 ? 16 : 8), colourChunks(picture.bytes)),
    changes: [`${turns[picture.orientation]}, as its EXIF orientation ${picture.orientation} asks`],
  };
}

/** Eight or sixteen bits a channel: a palette resolved, grey of fewer bits spread over 0 to 255 (exact: 255 = 3 x 85 = 15 x 17). */
function unpacked(decoded: DecodedPng): Pixels<Uint8Array | Uint8ClampedArray | Uint16Array> {
  const { width, height, depth, channels, data, palette } = decoded;
  if (palette !== undefined) {
    const rgb = convertIndexedToRgb(decoded);
    return { data: rgb, width, height, channels: rgb.length / (width * height) };
  }
  if (depth >= 8) return { data, width, height, channels };
  const stride = Math.ceil((width * depth) / 8);
  const full = 2 ** depth - 1;
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const byte = data[y * stride + ((x * depth) >> 3)] ?? 0;
      grey[y * width + x] = (((byte >> (8 - depth - ((x * depth) & 7))) & full) * 255) / full;
    }
  }
  return { data: grey, width, height, channels: 1 };
}

/** RGBA as RGB where nothing is transparent, as grey where besides all three are equal. */
function withoutIdleChannels({ data, width, height }: Pixels<Uint8ClampedArray>): Pixels<Uint8Array> {
  let opaque = true;
  let grey = true;
  for (let at = 0; at < data.length && (opaque || grey); at += 4) {
    opaque &&= data[at + 3] === 255;
    grey &&= data[at] === data[at + 1] && data[at] === data[at + 2];
  }
  if (!opaque) return { data: Uint8Array.from(data), width, height, channels: 4 };
  const channels = grey ? 1 : 3;
  const plain = new Uint8Array(width * height * channels);
  for (let from = 0, to = 0; from < data.length; from += 4, to += channels) {
    for (let channel = 0; channel < channels; channel += 1) plain[to + channel] = data[from + channel] ?? 0;
  }
  return { data: plain, width, height, channels };
}

function encodePng(
  { data, width, height, channels }: Pixels<Uint8Array | Uint8ClampedArray | Uint16Array>,
  depth: 8 | 16,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode({ data, width, height, channels, depth }));
}

/** The chunks of a PNG that say what its colours mean and how large its pixels are. */
function colourChunks(png: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  const view = viewOf(png);
  for (let at = 8; at + 12 <= png.length;) {
    const end = at + 12 + view.getUint32(at);
    if (/^(?:sRGB|gAMA|cHRM|iCCP|cICP|mDCV|cLLI)$/.test(latin1(png, at + 4, 4)))
      chunks.push(png.subarray(at, end));
    at = end;
  }
  return chunks;
}

const withChunks = (png: Uint8Array, chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  concat([png.subarray(0, pngSignatureAndHeader), ...chunks, png.subarray(pngSignatureAndHeader)]);

/** `iCCP`: W3C PNG, section 11.3.2.3. */
async function profileChunk(profile: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const zlib = new Blob([profile]).stream().pipeThrough(new CompressionStream('deflate'));
  const data = new Uint8Array(await new Response(zlib).arrayBuffer());
  const name = new TextEncoder().encode('iCCPprofile\0\0');
  const chunk = concat([new Uint8Array(4), name, data, new Uint8Array(4)]);
  const view = viewOf(chunk);
  view.setUint32(0, chunk.length - 12);
  view.setUint32(chunk.length - 4, crc32(chunk, 4, chunk.length - 4));
  return chunk;
}

/** Number of colours in a JPEG whose segments are known to be sound. */
function componentsOf(jpeg: Uint8Array): number {
  const view = viewOf(jpeg);
  for (let at = 2; at + 10 <= jpeg.length; at += 2 + view.getUint16(at + 2)) {
    const marker = jpeg[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2) return jpeg[at + 9] ?? 0;
  }
  return 0;
}
