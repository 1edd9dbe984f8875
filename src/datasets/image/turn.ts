import type { Orientation } from './stripped.ts';

type Values =
  | Uint8Array
  | Uint8ClampedArray
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Pixels of a picture, row by row, `channels` values each. */
export interface Pixels<Data extends Values> {
  readonly data: Data;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Where pixel (x, y) of the upright picture lies in the stored one of `width` by `height`. EXIF 2.32, 4.6.4. */
const sources: Readonly<
  Record<Orientation, (x: number, y: number, width: number, height: number) => [number, number]>
> = {
  1: (x, y) => [x, y],
  2: (x, y, width) => [width - 1 - x, y],
  3: (x, y, width, height) => [width - 1 - x, height - 1 - y],
  4: (x, y, _width, height) => [x, height - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, _width, height) => [y, height - 1 - x],
  7: (x, y, width, height) => [width - 1 - y, height - 1 - x],
  8: (x, y, width) => [width - 1 - y, x],
};

/** What a person would say was done. */
export const turns: Readonly<Record<Orientation, string>> = {
  1: 'left as it is',
  2: 'mirrored left to right',
  3: 'turned by 180 degrees',
  4: 'mirrored top to bottom',
  5: 'mirrored left to right and turned by 90 degrees to the left',
  6: 'turned by 90 degrees to the right',
  7: 'mirrored left to right and turned by 90 degrees to the right',
  8: 'turned by 90 degrees to the left',
};

/** The picture upright: every value moved, none changed. `target` gives an array of the same kind. */
export function turnUpright<Data extends Values>(
  pixels: Pixels<Data>,
  orientation: Orientation,
  target: (length: number) => Data,
): Pixels<Data> {
  const { data, width, height, channels } = pixels;
  const swapped = orientation >= 5;
  const upright = { width: swapped ? height : width, height: swapped ? width : height };
  const out = target(width * height * channels);
  const source = sources[orientation];
  for (let y = 0, to = 0; y < upright.height; y += 1) {
    for (let x = 0; x < upright.width; x += 1) {
      const [fromX, fromY] = source(x, y, width, height);
      const from = (fromY * width + fromX) * channels;
      for (let channel = 0; channel < channels; channel += 1, to += 1) out[to] = data[from + channel] ?? 0;
    }
  }
  return { data: out, ...upright, channels };
}
