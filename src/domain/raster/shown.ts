import type { ImageRef } from '../dataset/truth.ts';
import type { Window } from './view.ts';

/** What was done to show a raster, for the record of what was sent: `frame 12 of 40, window centre 40, width 400`. */
export function shownInWords({ raster }: Pick<ImageRef, 'raster'>): string | null {
  if (raster === undefined) return null;
  const { frame, window } = raster.shown;
  const parts = [
    ...(raster.frames > 1 ? [`frame ${frame + 1} of ${raster.frames}`] : []),
    ...(window === null ? [] : [windowInWords(window, raster.unit)]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

/** `window centre 40, width 400 HU`, with its function where it is not the usual one. */
export function windowInWords(window: Window, unit?: string): string {
  if (window.kind === 'table') return 'grey table of the file';
  const words = `window centre ${round(window.centre)}, width ${round(window.width)}${unit === undefined ? '' : ` ${unit}`}`;
  return window.kind === 'linear' ? words : `${words}, ${window.kind}`;
}

const round = (value: number): string => String(Number(value.toPrecision(5)));
