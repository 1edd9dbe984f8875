import { decode, type DecodedPng } from 'fast-png';
import { rangeOf } from '../../domain/raster/raster.ts';
import type { NamedWindow } from '../../domain/raster/view.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { pngHoldsItsPixels } from './png-size.ts';
import { stripPng } from './png.ts';
import type { RasterFile } from './raster-file.ts';
import { damaged, type Orientation } from './stripped.ts';
import { turns, turnUpright } from './turn.ts';
import { windowsOfBits } from './value-windows.ts';

/** Two bytes each; more than this does not fit into a tab's memory beside what is made of it. */
const mostValues = 200_000_000;

/** A PNG of 16 bits a channel as a raster: browsers and models would see only the upper eight of its bits. */
export async function readDeepPng(bytes: Uint8Array<ArrayBuffer>): Promise<RasterFile | Refusal> {
  const stripped = stripPng(bytes);
  if (stripped.kind === 'refused') return stripped;
  const { width, height, orientation, removed } = stripped;
  if (width * height * 4 > mostValues)
    return refusal(
      `it has ${width} x ${height} pixels of 16 bits, which do not fit into memory`,
      'Save the part that you mean, or a smaller version.',
    );
  if (!(await pngHoldsItsPixels(stripped.bytes)))
    return damaged('it unpacks to more or to less than its size says');
  let png: DecodedPng;
  try {
    png = decode(stripped.bytes);
  } catch {
    return damaged('its pixels cannot be decoded; they break off or make no sense');
  }
  const { colours, opacity } = split(png, orientation);
  const range = rangeOf([colours.data]);
  if (range === null) return damaged('it has no pixels');
  const windows: readonly NamedWindow[] = colours.channels === 1 ? windowsOfBits(range, 16) : [];
  return {
    kind: 'raster',
    raster: {
      width: colours.width,
      height: colours.height,
      channels: colours.channels,
      frames: [colours.data],
      tables: [],
    },
    view: {
      frames: 1,
      channels: colours.channels,
      sampleType: 'uint16',
      slope: 1,
      intercept: 0,
      range,
      inverted: false,
      windows,
      shown: { frame: 0, window: windows[0]?.window ?? null },
    },
    changes: [
      ...(removed.length === 0 ? [] : [`removed: ${removed.join(', ')}`]),
      'values of 16 bits taken from a PNG',
      ...(opacity === 'none' ? [] : [`left out: opacity${opacity === 'idle' ? ' (all of it full)' : ''}`]),
      ...(orientation === 1 ? [] : [`${turns[orientation]}, as its EXIF orientation ${orientation} asks`]),
    ],
    attributes: {},
    swapped: orientation >= 5,
  };
}

interface Colours {
  readonly data: Uint16Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** The colours alone, upright. */
function split(
  { data, width, height, channels, transparency }: DecodedPng,
  orientation: Orientation,
): { readonly colours: Colours; readonly opacity: 'none' | 'idle' | 'real' } {
  const own = channels < 3 ? 1 : 3;
  const colours = new Uint16Array(width * height * own);
  let idle = true;
  for (let pixel = 0, from = 0, to = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < own; channel += 1, to += 1) colours[to] = data[from + channel] ?? 0;
    if (own < channels && data[from + own] !== 0xffff) idle = false;
    from += channels;
  }
  const upright = turnUpright(
    { data: colours, width, height, channels: own },
    orientation,
    (length) => new Uint16Array(length),
  );
  const opacity = own === channels ? (transparency === undefined ? 'none' : 'real') : idle ? 'idle' : 'real';
  return { colours: { ...upright, channels: own }, opacity };
}
