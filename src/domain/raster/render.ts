import type { GreyTable, Samples } from './raster.ts';
import type { RasterView, Window } from './view.ts';

type Greyness = Pick<RasterView, 'slope' | 'intercept' | 'inverted'>;

/**
 * One frame of grey values through a window: a byte a pixel, 0 black. Values that are no number are black.
 * Formulas: DICOM PS3.3 C.11.2.1.2 (linear), C.11.2.1.3.2 (linear exact), C.11.2.1.3.1 (sigmoid).
 */
export function renderGrey(
  samples: Samples,
  { slope, intercept, inverted }: Greyness,
  window: Window,
  tables: readonly GreyTable[],
): Uint8Array<ArrayBuffer> {
  const level = levelFunction(window, tables);
  const grey = (sample: number): number => {
    const shade = level(sample * slope + intercept);
    return Math.round(255 * (inverted ? 1 - shade : shade));
  };
  const pixels = new Uint8Array(samples.length);
  if (samples.BYTES_PER_ELEMENT <= 2) {
    // Few distinct values: each is worked out once.
    const signed = samples instanceof Int8Array || samples instanceof Int16Array;
    const count = 2 ** (8 * samples.BYTES_PER_ELEMENT);
    const lowest = signed ? -count / 2 : 0;
    const table = new Uint8Array(count);
    for (let at = 0; at < count; at += 1) table[at] = grey(lowest + at);
    for (let at = 0; at < samples.length; at += 1) pixels[at] = table[(samples[at] ?? 0) - lowest] ?? 0;
  } else {
    for (let at = 0; at < samples.length; at += 1) {
      const sample = samples[at] ?? 0;
      pixels[at] = Number.isNaN(sample) ? 0 : grey(sample);
    }
  }
  return pixels;
}

/** Value to a shade from 0 (black) to 1. Throws RangeError for a width that is not positive or a table that is not there. */
function levelFunction(window: Window, tables: readonly GreyTable[]): (value: number) => number {
  if (window.kind === 'table') {
    const table = tables[window.table];
    if (table === undefined || table.entries.length === 0)
      throw new RangeError(`the raster has no grey table ${window.table}`);
    const { first, bits, entries } = table;
    const last = entries.length - 1;
    return (value) =>
      clamp((entries[Math.min(last, Math.max(0, Math.round(value) - first))] ?? 0) / (2 ** bits - 1));
  }
  const { centre, width } = window;
  if (!(width > 0)) throw new RangeError('a window has a width above 0');
  switch (window.kind) {
    case 'linear':
      // Of width 1, a threshold.
      return width <= 1
        ? (value) => (value > centre - 0.5 ? 1 : 0)
        : (value) => clamp((value - (centre - 0.5)) / (width - 1) + 0.5);
    case 'linear exact':
      return (value) => clamp((value - centre) / width + 0.5);
    case 'sigmoid':
      return (value) => 1 / (1 + Math.exp((-4 * (value - centre)) / width));
  }
}

const clamp = (shade: number): number => (shade <= 0 ? 0 : shade >= 1 ? 1 : shade);

/** The window that just holds all values: smallest black, largest white. */
export function fullWindow({
  slope,
  intercept,
  range,
}: Pick<RasterView, 'slope' | 'intercept' | 'range'>): Window {
  const ends = range.map((sample) => sample * slope + intercept);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return { kind: 'linear exact', centre: (low + high) / 2, width: high > low ? high - low : 1 };
}

/** One frame of colours as bytes, red, green and blue side by side; samples of 16 bits lose their lower byte. */
export function renderColours(samples: Samples): Uint8Array<ArrayBuffer> {
  if (samples instanceof Uint8Array) return samples.slice();
  if (!(samples instanceof Uint16Array)) throw new RangeError('colours are stored in 8 or 16 bits');
  const bytes = new Uint8Array(samples.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (samples[at] ?? 0) >> 8;
  return bytes;
}
