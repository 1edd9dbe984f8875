import { decode } from 'fast-png';
import type { LabelledMask } from '../../domain/dataset/truth.ts';
import { encodeMask } from '../../domain/geometry/rle.ts';
import type { PictureDecoder } from '../image/decoder.ts';
import { sniff } from '../image/sniff.ts';
import { strippers } from '../image/strip.ts';
import type { MaskFile } from '../reader/reading.ts';
import { refusal, type Refusal } from '../refusal.ts';

/** A lossy file has no sharp values: what is nearer to white than to black is the label's. */
const lossyThreshold = 128;

/**
 * The mask in a picture file: pixels of its `value` (of a palette: the entry's number), else all but 0. Of colours the
 * largest channel counts. Refused where its size is not the picture's.
 */
export async function readMask(
  bytes: Uint8Array<ArrayBuffer>,
  { label, path, value }: MaskFile,
  picture: { readonly width: number; readonly height: number },
  decoder: PictureDecoder,
): Promise<LabelledMask | Refusal> {
  const sniffed = sniff(bytes, path);
  if (sniffed.kind === 'refused') return sniffed;
  const stripped = strippers[sniffed.mediaType](bytes);
  if (stripped.kind === 'refused') return stripped;
  const { width, height } = stripped;
  if (width !== picture.width || height !== picture.height) {
    return refusal(
      `the mask has ${width} x ${height} pixels, its picture ${picture.width} x ${picture.height}`,
      'Save the mask in the size of its picture.',
    );
  }
  const lossy = sniffed.mediaType === 'image/jpeg' || sniffed.mediaType === 'image/webp';
  if (lossy && value !== undefined) {
    return refusal(
      'a lossy picture has no exact values, so its `value` cannot be found',
      'Save the mask as PNG.',
    );
  }
  try {
    const levels =
      sniffed.mediaType === 'image/png'
        ? levelsOfPng(stripped.bytes)
        : largest((await decoder.pixels(stripped.bytes, sniffed.mediaType, 'stored')).data, 4, 3);
    const inside = (level: number) =>
      value !== undefined ? level === value : lossy ? level >= lossyThreshold : level !== 0;
    return {
      label,
      mask: encodeMask(
        Uint8Array.from(levels, (level) => (inside(level) ? 1 : 0)),
        width,
        height,
      ),
    };
  } catch {
    return refusal('the mask cannot be decoded', 'Open it in another program and save it as PNG anew.');
  }
}

function levelsOfPng(bytes: Uint8Array): ArrayLike<number> {
  const { data, width, height, depth, channels } = decode(bytes);
  if (depth < 8) return unpack(data, width, height, depth);
  return largest(data, channels, channels === 4 ? 3 : channels === 2 ? 1 : channels);
}

function unpack(data: ArrayLike<number>, width: number, height: number, depth: number): Uint8Array {
  const stride = Math.ceil((width * depth) / 8);
  const levels = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, to += 1) {
      const bit = x * depth;
      levels[to] = ((data[y * stride + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
    }
  }
  return levels;
}

/** Of each pixel, the largest of its first `colours` channels. */
function largest(data: ArrayLike<number>, channels: number, colours: number): Uint16Array {
  const levels = new Uint16Array(data.length / channels);
  for (let at = 0; at < levels.length; at += 1) {
    let level = 0;
    for (let colour = 0; colour < colours; colour += 1)
      level = Math.max(level, data[at * channels + colour] ?? 0);
    levels[at] = level;
  }
  return levels;
}
