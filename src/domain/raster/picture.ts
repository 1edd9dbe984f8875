import { encode } from 'fast-png';
import { readRasterFrame, readRasterHeader } from './container.ts';
import { renderColours, renderGrey } from './render.ts';
import type { RasterView, ShownFrame } from './view.ts';

/**
 * What is seen of a raster, as a PNG of 8 bits: the same bytes on every machine, since a model is sent them and their
 * hash is recorded. Throws RangeError where the raster has no such frame or no such window.
 */
export function renderPicture(
  bytes: Uint8Array,
  view: RasterView,
  shown: ShownFrame = view.shown,
): Uint8Array<ArrayBuffer> {
  const header = readRasterHeader(bytes);
  const { width, height, channels, tables } = header;
  const samples = readRasterFrame(bytes, header, shown.frame);
  if (channels === 3)
    return fresh(encode({ width, height, channels, depth: 8, data: renderColours(samples) }));
  if (shown.window === null) throw new RangeError('grey values are seen through a window');
  const data = renderGrey(samples, view, shown.window, tables);
  return fresh(encode({ width, height, channels, depth: 8, data }));
}

/** A copy of its own buffer, which can be handed over. */
const fresh = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
