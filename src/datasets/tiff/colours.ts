import type { Page } from './page.ts';
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

/** Takes colours and opacity apart; a palette's numbers become its colours, of 8 bits. */
export function coloursOf(
  { photometric, extra, palette, bits }: Pick<Page, 'photometric' | 'extra' | 'palette' | 'bits'>,
  { data, width, height, channels }: { data: PageSamples; width: number; height: number; channels: number },
): Colours {
  const own = photometric === 'RGB' ? 3 : 1;
  const values = own === channels ? data : channelsOf(data, channels, 0, own);
  const opacity = extra === 'opacity' ? channelsOf(data, channels, own, 1) : null;
  if (photometric !== 'palette') return { width, height, channels: own, values, opacity };
  return { width, height, channels: 3, values: resolved(values, paletteOf(palette, bits)), opacity };
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
