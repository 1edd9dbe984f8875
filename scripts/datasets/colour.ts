import { clamp, update, valueAt } from './plane.ts';
import type { ColourPlanes } from './quantise.ts';

/** Red, green and blue, 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

export const mixed = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

export const shade = (colour: Colour, factor: number): Colour => [
  clamp(colour[0] * factor),
  clamp(colour[1] * factor),
  clamp(colour[2] * factor),
];

/** Lays a colour over the picture, at each pixel as thickly as `opacity` says. */
export function paint(picture: ColourPlanes, colour: Colour, opacity: (index: number) => number): void {
  const { data } = picture[0];
  for (let i = 0; i < data.length; i++) {
    const share = clamp(opacity(i));
    if (share === 0) continue;
    picture.forEach((channel, k) => {
      const value = valueAt(channel, i);
      channel.data[i] = value + ((colour[k] ?? 0) - value) * share;
    });
  }
}

/** Multiplies the picture by `factor` at each pixel. */
export function relight(
  picture: ColourPlanes,
  factor: (x: number, y: number, index: number) => number,
): void {
  const { width, height } = picture[0];
  const factors = new Float32Array(width * height);
  update({ width, height, data: factors }, (_, x, y, i) => factor(x, y, i));
  for (const channel of picture) update(channel, (value, _x, _y, i) => value * (factors[i] ?? 1));
}
