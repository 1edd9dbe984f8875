import { colourCount, type Page } from './page.ts';
import { emptyLike, type PageSamples } from './samples.ts';

/** The pixels of a page without what is no colour. */
export interface Colours {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly values: PageSamples;
  /** One value a pixel, where the page has opacity by itself. */
  readonly opacity: PageSamples | null;
}

/** Takes colours and opacity apart; a palette's numbers become its colours, of 8 bits, and four inks the colours that they print. */
export function coloursOf(
  { photometric, extra, palette, bits }: Pick<Page, 'photometric' | 'extra' | 'palette' | 'bits'>,
  { data, width, height, channels }: { data: PageSamples; width: number; height: number; channels: number },
): Colours {
  const own = colourCount(photometric);
  const values = own === channels ? data : channelsOf(data, channels, 0, own);
  const multiplied = extra === 'multiplied opacity' && canBeUndone({ photometric, bits });
  const opacity = extra === 'opacity' || multiplied ? channelsOf(data, channels, own, 1) : null;
  if (multiplied && opacity !== null) divide(values, opacity, own);
  if (own === 4) return { width, height, channels: 3, values: printed(values, 2 ** bits - 1), opacity };
  if (photometric !== 'palette') return { width, height, channels: own, values, opacity };
  return { width, height, channels: 3, values: resolved(values, paletteOf(palette, bits)), opacity };
}

/** Whether colours that were multiplied by their opacity are divided by it again: where both are kept, in a PNG of 8 bits. */
export const canBeUndone = ({ photometric, bits }: Pick<Page, 'photometric' | 'bits'>): boolean =>
  bits === 8 && (photometric === 'RGB' || photometric === 'black is zero');

/** In place. What is wholly transparent stays as it is. */
function divide(values: PageSamples, opacity: PageSamples, own: number): void {
  for (let pixel = 0, at = 0; pixel < opacity.length; pixel += 1) {
    const share = opacity[pixel] ?? 0;
    for (let channel = 0; channel < own; channel += 1, at += 1)
      if (share > 0) values[at] = Math.min(255, Math.round((255 * (values[at] ?? 0)) / share));
  }
}

function channelsOf(data: PageSamples, channels: number, first: number, count: number): PageSamples {
  const out = emptyLike(data, (data.length / channels) * count);
  for (let from = first, to = 0; to < out.length; from += channels) {
    for (let channel = 0; channel < count; channel += 1, to += 1) out[to] = data[from + channel] ?? 0;
  }
  return out;
}

/** Red, green and blue of each entry, 0 to 255. Some writers store 8 bits where TIFF asks for 16. */
export function paletteOf(palette: readonly number[], bits: number): readonly [number, number, number][] {
  const entries = 2 ** bits;
  const scale = palette.some((value) => value > 255) ? 256 : 1;
  const colour = (at: number) => Math.floor((palette[at] ?? 0) / scale);
  return Array.from({ length: entries }, (_, n) => [colour(n), colour(entries + n), colour(2 * entries + n)]);
}

function resolved(
  numbers: PageSamples,
  palette: readonly (readonly [number, number, number])[],
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(numbers.length * 3);
  for (let at = 0; at < numbers.length; at += 1) out.set(palette[numbers[at] ?? 0] ?? [0, 0, 0], at * 3);
  return out;
}

/** Cyan, magenta, yellow and black as red, green and blue, as they are shown where nothing is known of the inks. */
function printed(inks: PageSamples, full: number): PageSamples {
  const out = emptyLike(inks, (inks.length / 4) * 3);
  for (let from = 0, to = 0; to < out.length; from += 4) {
    const light = full - (inks[from + 3] ?? 0);
    for (let ink = 0; ink < 3; ink += 1, to += 1)
      out[to] = Math.round((light * (full - (inks[from + ink] ?? 0))) / full);
  }
  return out;
}
