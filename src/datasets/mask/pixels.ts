import { decode } from 'fast-png';
import type { PictureDecoder } from '../image/decoder.ts';
import { pngHoldsItsPixels } from '../image/png-size.ts';
import { sniff } from '../image/sniff.ts';
import { strippers } from '../image/strip.ts';
import { isPnm } from '../pnm/magic.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { isTiff } from '../tiff/directory.ts';
import type { MaskPixels } from './decoded.ts';
import type { Colour } from './rule.ts';

/** Decodes a mask's file. Never throws for what is in the bytes. */
export async function maskPixels(
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
  decoder: Pick<PictureDecoder, 'pixels'>,
): Promise<MaskPixels | Refusal> {
  if (isTiff(bytes)) return (await import('../tiff/mask-pixels.ts')).tiffMaskPixels(bytes);
  if (isPnm(bytes)) return (await import('../pnm/mask-pixels.ts')).pnmMaskPixels(bytes);
  const sniffed = sniff(bytes, path);
  if (sniffed.kind === 'refused') return sniffed;
  const { mediaType } = sniffed;
  const stripped = strippers[mediaType](bytes);
  if (stripped.kind === 'refused') return stripped;
  try {
    if (mediaType === 'image/png')
      return (await pngHoldsItsPixels(stripped.bytes))
        ? pngPixels(stripped.bytes)
        : refusal(
            'the mask is damaged: it unpacks to more or to less than its size says',
            'Save it as PNG anew.',
          );
    const { data, width, height } = await decoder.pixels(stripped.bytes, mediaType, 'stored');
    const lossy = mediaType === 'image/jpeg' || mediaType === 'image/webp';
    return {
      kind: 'pixels',
      width,
      height,
      lossy,
      data,
      channels: 4,
      opacity: true,
      full: 255,
      palette: null,
    };
  } catch {
    return refusal('the mask cannot be decoded', 'Open it in another program and save it as PNG anew.');
  }
}

/** @throws where the bytes are no whole PNG */
export function pngPixels(bytes: Uint8Array): MaskPixels {
  const { data, width, height, depth, channels, palette } = decode(bytes);
  const one = depth < 8 ? unpack(data, width, height, depth) : data;
  return {
    kind: 'pixels',
    width,
    height,
    lossy: false,
    data: one,
    channels: depth < 8 ? 1 : channels,
    opacity: channels === 2 || channels === 4,
    full: palette === undefined ? 2 ** depth - 1 : 255,
    palette: palette?.map(([red = 0, green = 0, blue = 0]): Colour => [red, green, blue]) ?? null,
  };
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

/** Of each pixel, the largest of its colour channels as it is stored; of a palette, the number of its entry. */
export function valuesOf({ data, channels, opacity }: MaskPixels): Uint16Array {
  const colours = opacity ? channels - 1 : channels;
  const values = new Uint16Array(data.length / channels);
  for (let at = 0; at < values.length; at += 1) {
    let value = data[at * channels] ?? 0;
    for (let colour = 1; colour < colours; colour += 1)
      value = Math.max(value, data[at * channels + colour] ?? 0);
    values[at] = value;
  }
  return values;
}

/** Of each pixel, how bright its brightest channel is, from 0 to 255; of a palette, that of the entry's colour. */
export function levelsOf(pixels: MaskPixels): Uint8Array {
  const { palette, full } = pixels;
  const brightest = palette?.map((colour) => Math.max(...colour));
  const values = valuesOf(pixels);
  const levels = new Uint8Array(values.length);
  for (let at = 0; at < levels.length; at += 1) {
    const value = values[at] ?? 0;
    levels[at] = brightest === undefined ? Math.round((value * 255) / full) : (brightest[value] ?? 0);
  }
  return levels;
}

/** Of each pixel its colour as one number, `red * 65536 + green * 256 + blue`. */
export function coloursOf({ data, channels, opacity, full, palette }: MaskPixels): Uint32Array {
  const colours = opacity ? channels - 1 : channels;
  const grey = colours < 3;
  const entries = palette?.map(colourNumber);
  const numbers = new Uint32Array(data.length / channels);
  const byte = (value: number) => (full === 255 ? value : Math.round((value * 255) / full));
  for (let at = 0; at < numbers.length; at += 1) {
    const red = data[at * channels] ?? 0;
    if (entries !== undefined) numbers[at] = entries[red] ?? 0;
    else {
      const [green, blue] = grey ? [red, red] : [data[at * channels + 1] ?? 0, data[at * channels + 2] ?? 0];
      numbers[at] = colourNumber([byte(red), byte(green), byte(blue)]);
    }
  }
  return numbers;
}

export const colourNumber = ([red, green, blue]: Colour): number => red * 65_536 + green * 256 + blue;
export const colourOfNumber = (number: number): Colour => [number >>> 16, (number >>> 8) & 255, number & 255];

/** Of each pixel its opacity from 0 to 255, or null where the file has none or is opaque throughout. */
export function opacityOf({ data, channels, opacity, full }: MaskPixels): Uint8Array | null {
  if (!opacity) return null;
  const values = new Uint8Array(data.length / channels);
  let seen = false;
  for (let at = 0; at < values.length; at += 1) {
    const value = Math.round(((data[at * channels + channels - 1] ?? 0) * 255) / full);
    values[at] = value;
    seen ||= value < 255;
  }
  return seen ? values : null;
}
