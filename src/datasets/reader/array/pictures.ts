import { encode } from 'fast-png';
import { encodeRaster } from '../../../domain/raster/container.ts';
import type { RasterView } from '../../../domain/raster/view.ts';
import type { FileSource } from '../../container/source.ts';
import { readBlob } from '../../container/source.ts';
import { windowsOfBits } from '../../image/value-windows.ts';
import { rasterFileOf } from '../../image/own-raster.ts';

/** How the pictures of an array lie in it: rows of pixels of 8 bits, one picture after the other. */
export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Slices of a volume, 1 of a picture. */
  readonly frames: number;
}

/** Of an array's axes (of pictures of 8 bits); null where they are none of pictures. */
export function layoutOf(shape: readonly number[]): PictureLayout | null {
  const [count = 0, a = 0, b = 0, c = 0, d = 0] = shape;
  if (count === 0 || shape.slice(1).some((axis) => axis < 1 || axis > 65_535)) return null;
  switch (shape.length) {
    case 3:
      return { height: a, width: b, channels: 1, frames: 1 };
    case 4:
      if (c === 1 || c === 3) return { height: a, width: b, channels: c, frames: 1 };
      if (a === 1) return { height: b, width: c, channels: 1, frames: 1 };
      // Colours before rows, as networks are fed, or three slices: not told apart.
      if (a === 3) return null;
      return { frames: a, height: b, width: c, channels: 1 };
    case 5:
      return d === 1 || d === 3 ? { frames: a, height: b, width: c, channels: d } : null;
    default:
      return null;
  }
}

export const bytesOfPicture = ({ width, height, channels, frames }: PictureLayout): number =>
  width * height * channels * frames;

/**
 * One picture of an array as a file: PNG, of a volume a raster of frames with the middle one shown. It is made when it is read; `size` is that of its
 * pixels.
 */
export function pictureSource(path: string, pixels: () => Blob, layout: PictureLayout): FileSource {
  const isVolume = layout.frames > 1;
  const read = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const data = await readBlob(pixels());
    return isVolume ? rasterOf(data, layout) : pngOf(data, layout);
  };
  return { path: `${path}.${isVolume ? 'rrr' : 'png'}`, size: bytesOfPicture(layout), read, head: read };
}

const pngOf = (data: Uint8Array, { width, height, channels }: PictureLayout): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(encode({ width, height, channels, depth: 8, data }));

function rasterOf(data: Uint8Array, layout: PictureLayout): Uint8Array<ArrayBuffer> {
  const { width, height, channels, frames } = layout;
  const size = width * height * channels;
  const slices = Array.from({ length: frames }, (_, at) => data.slice(at * size, (at + 1) * size));
  const windows = windowsOfBits([0, 255], 8);
  const view: RasterView = {
    frames,
    channels,
    sampleType: 'uint8',
    slope: 1,
    intercept: 0,
    range: [0, 255],
    inverted: false,
    windows,
    shown: { frame: Math.floor(frames / 2), window: channels === 1 ? windows[0].window : null },
  };
  return rasterFileOf(encodeRaster({ width, height, channels, frames: slices, tables: [] }), view);
}
