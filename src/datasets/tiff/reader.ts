import { encode } from 'fast-png';
import { rangeOf, sampleTypeOf, type Samples } from '../../domain/raster/raster.ts';
import type { NamedWindow } from '../../domain/raster/view.ts';
import type { EncodedPicture, RasterFile } from '../image/raster-file.ts';
import type { Orientation } from '../image/stripped.ts';
import { turns, turnUpright } from '../image/turn.ts';
import { smallestToLargest, windowsOfBits } from '../image/value-windows.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { canBeUndone, coloursOf, type Colours } from './colours.ts';
import { damaged, type Page } from './page.ts';
import { readTiffPages, type TiffPages } from './pages.ts';
import { emptyLike, type PageSamples } from './samples.ts';

/**
 * A TIFF: of one page that any screen can show (grey, colours or palette of up to 8 bits) a PNG of the same values; of
 * several pages, or values that need a window, a raster whose frames are the pages.
 */
export async function readTiff(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<RasterFile | EncodedPicture | Refusal> {
  const read = await readTiffPages(bytes);
  if (read.kind === 'refused') return read;
  const [first, ...more] = read.pages;
  if (first === undefined) return damaged('it has no page');
  const { page } = first;
  const frames = read.pages.map(upright);
  const changes = changesOf(read, page);
  if (more.length === 0 && isPlain(page)) return asPng(frames, page, changes);
  return asRaster(frames, page, changes);
}

/** Values that are shown as they are. */
const isPlain = ({ bits, samples }: Page): boolean => samples === 'unsigned' && [1, 2, 4, 8].includes(bits);

function asPng(
  [frame]: readonly Colours[],
  page: Page,
  changes: readonly string[],
): EncodedPicture | Refusal {
  if (frame === undefined) return damaged('it has no page');
  const { width, height, values, channels, opacity } = frame;
  const spread = page.photometric === 'palette' ? 1 : 255 / (2 ** page.bits - 1);
  const turn = page.photometric === 'white is zero';
  const shades = Uint8Array.from({ length: 256 }, (_, value) =>
    turn ? 255 - value * spread : value * spread,
  );
  // A loop: of large pages, `Uint8Array.from` takes seconds and ten times their memory.
  const colours = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at += 1) colours[at] = shades[values[at] ?? 0] ?? 0;
  const data = opacity === null ? colours : withOpacity(colours, opacity, channels);
  const png = encode({ width, height, channels: opacity === null ? channels : channels + 1, depth: 8, data });
  return {
    kind: 'encoded',
    bytes: new Uint8Array(png),
    width,
    height,
    changes: [
      ...changes,
      ...(page.bits < 8 && page.photometric !== 'palette'
        ? [`values of ${page.bits} bits spread over 8`]
        : []),
      ...(turn ? ['turned so that the largest value is white'] : []),
      'written as PNG',
    ],
    swapped: isSwapped(page),
  };
}

function withOpacity(
  colours: Uint8Array,
  opacity: ArrayLike<number>,
  channels: number,
): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(colours.length + opacity.length);
  for (let pixel = 0, to = 0; pixel < opacity.length; pixel += 1) {
    for (let channel = 0; channel < channels; channel += 1, to += 1)
      data[to] = colours[pixel * channels + channel] ?? 0;
    data[to] = opacity[pixel] ?? 255;
    to += 1;
  }
  return data;
}

function asRaster(frames: readonly Colours[], page: Page, changes: readonly string[]): RasterFile | Refusal {
  const rounded = frames.map(({ values }) => rastered(values));
  const [first] = frames;
  const [values] = rounded;
  if (first === undefined || values === undefined) return damaged('it has no page');
  const { width, height, channels } = first;
  if (channels === 3 && (page.samples !== 'unsigned' || page.bits > 16))
    return refusal(
      `it holds colours of ${page.bits} bits (${page.samples}), and nothing says how bright they are`,
      'Save it with 8 or 16 bits a colour.',
    );
  const range = rangeOf(rounded);
  if (range === null) return refusal('none of its values is a number', 'Save it anew from where it came.');
  const windows = channels === 3 ? [] : windowsOf(range, page);
  const lost = frames.some(
    ({ values: exact }, at) =>
      exact instanceof Float64Array &&
      exact.some((value, n) => value !== rounded[at]?.[n] && value === value),
  );
  return {
    kind: 'raster',
    raster: { width, height, channels, frames: rounded, tables: [] },
    view: {
      frames: frames.length,
      channels,
      sampleType: sampleTypeOf(values),
      slope: 1,
      intercept: 0,
      range,
      inverted: page.photometric === 'white is zero',
      windows,
      shown: { frame: 0, window: windows[0]?.window ?? null },
    },
    changes: [
      ...changes,
      ...(lost ? ['values of 64 bits rounded to 32'] : []),
      ...(frames.some(({ opacity }) => opacity !== null) ? ['left out: opacity'] : []),
    ],
    attributes: {},
    swapped: isSwapped(page),
  };
}

const windowsOf = (range: readonly [number, number], { samples, bits }: Page): readonly NamedWindow[] =>
  samples === 'unsigned' && bits <= 16 ? windowsOfBits(range, bits) : [smallestToLargest(range)];

/** A raster has no numbers of 64 bits. */
const rastered = (values: Colours['values']): Samples =>
  values instanceof Float64Array ? Float32Array.from(values) : values;

function changesOf({ pages, aside, others }: TiffPages, page: Page): string[] {
  const { orientation, extra, compression, photometric } = page;
  const turn = orientationOf(page);
  return [
    `read from a TIFF${pages.length > 1 ? ` of ${pages.length} pages` : ''}, of which only the pixels are kept`,
    ...(others > 0 ? [`left out: ${counted(others, 'page')} of another size or kind`] : []),
    ...(aside > 0
      ? [`left out: ${counted(aside, 'smaller copy', 'smaller copies')} or masks of its pages`]
      : []),
    ...(compression === 'JPEG' ? ['decoded from lossy compression (JPEG)'] : []),
    ...(photometric === 'CMYK' ? ['colours converted from CMYK to RGB, without a colour profile'] : []),
    ...(extra === 'multiplied opacity'
      ? [
          canBeUndone(page)
            ? 'colours divided by the opacity that they were multiplied by'
            : 'left out: opacity, which its colours were multiplied by',
        ]
      : extra === 'unknown'
        ? ['left out: a channel of unknown meaning']
        : []),
    ...(turn === 1 ? [] : [`${turns[turn]}, as its orientation ${orientation} asks`]),
  ];
}

const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

const orientations: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
const orientationOf = ({ orientation }: Page): Orientation =>
  orientations.find((known) => known === orientation) ?? 1;
const isSwapped = (page: Page): boolean => orientationOf(page) >= 5;

/** The values of a page as they are seen: turned as it asks. */
function upright({ page, samples }: TiffPages['pages'][number]): Colours {
  const { width, height, channels } = page;
  const stored = { data: samples, width, height, channels };
  const turn = orientationOf(page);
  return coloursOf(
    page,
    turn === 1 ? stored : turnUpright<PageSamples>(stored, turn, (length) => emptyLike(samples, length)),
  );
}
