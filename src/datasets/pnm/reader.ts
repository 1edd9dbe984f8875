import { encode } from 'fast-png';
import { rangeOf } from '../../domain/raster/raster.ts';
import type { NamedWindow } from '../../domain/raster/view.ts';
import type { EncodedPicture, RasterFile } from '../image/raster-file.ts';
import { damaged } from '../image/stripped.ts';
import { windowsOfBits } from '../image/value-windows.ts';
import type { Refusal } from '../refusal.ts';
import { parsePnm, type Pnm } from './parse.ts';

/** A PNM picture: of values up to 255 a PNG of the same, of larger ones a raster. Its comments are not kept: they may name a patient. */
export function readPnm(bytes: Uint8Array<ArrayBuffer>): Promise<RasterFile | EncodedPicture | Refusal> {
  const read = parsePnm(bytes);
  if (read.kind === 'refused') return Promise.resolve(read);
  return Promise.resolve(read.most > 255 ? asRaster(read) : asPng(read));
}

function asPng({ width, height, channels, most, values }: Pnm): EncodedPicture {
  const data = most === 255 ? values : values.map((value) => Math.round((value * 255) / most));
  const png = encode({ width, height, channels, depth: 8, data: new Uint8Array(data) });
  return {
    kind: 'encoded',
    bytes: new Uint8Array(png),
    width,
    height,
    changes: [taken, ...spread(most, 255), 'written as PNG'],
    swapped: false,
  };
}

function asRaster({ width, height, channels, most, values }: Pnm): RasterFile | Refusal {
  const wide = new Uint16Array(values);
  // Nothing says of colours how bright they are, but that they fill their bits.
  const data =
    channels === 3 && most < 65_535 ? wide.map((value) => Math.round((value * 65_535) / most)) : wide;
  const range = rangeOf([data]);
  if (range === null) return damaged('it has no pixels');
  const windows: readonly NamedWindow[] =
    channels === 1 ? windowsOfBits(range, Math.ceil(Math.log2(most + 1))) : [];
  return {
    kind: 'raster',
    raster: { width, height, channels, frames: [data], tables: [] },
    view: {
      frames: 1,
      channels,
      sampleType: 'uint16',
      slope: 1,
      intercept: 0,
      range,
      inverted: false,
      windows,
      shown: { frame: 0, window: windows[0]?.window ?? null },
    },
    changes: [taken, ...(channels === 3 ? spread(most, 65_535) : [])],
    attributes: {},
  };
}

const taken = 'read from a PNM picture, of which only the pixels are kept';

const spread = (most: number, over: number): string[] =>
  most === over ? [] : [`values of 0 to ${most} spread over 0 to ${over}`];
