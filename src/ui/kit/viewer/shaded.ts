import { renderColours, renderGrey } from '../../../domain/raster/render.ts';
import { samplesOf, sampleTypeOf, type GreyTable, type Samples } from '../../../domain/raster/raster.ts';
import type { RasterView, Window } from '../../../domain/raster/view.ts';

/** Pixels that are shaded within a frame of the screen on a slow machine. */
const pixelsInHurry = 1_000_000;

interface Shading {
  readonly raster: RasterView;
  readonly width: number;
  readonly height: number;
  readonly samples: Samples;
  readonly tables: readonly GreyTable[];
  readonly window: Window;
  /** Every other row and column, or fewer, are enough. */
  readonly hurried: boolean;
}

/** A frame through a window, for a canvas. */
export function shadedPixels(shading: Shading): ImageData {
  const { raster, width, height, samples, tables, window, hurried } = shading;
  if (raster.channels === 3) return pixelsOf(renderColours(samples), width, height, 3);
  const step = hurried ? Math.ceil(Math.sqrt((width * height) / pixelsInHurry)) : 1;
  const fewer = step === 1 ? samples : every(step, samples, width, height);
  const grey = renderGrey(fewer, raster, window, tables);
  return pixelsOf(grey, Math.ceil(width / step), Math.ceil(height / step), 1);
}

function every(step: number, samples: Samples, width: number, height: number): Samples {
  const fewer = samplesOf(sampleTypeOf(samples), Math.ceil(width / step) * Math.ceil(height / step));
  let to = 0;
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step, to += 1) fewer[to] = samples[y * width + x] ?? 0;
  }
  return fewer;
}

function pixelsOf(bytes: Uint8Array, width: number, height: number, channels: 1 | 3): ImageData {
  const pixels = new ImageData(width, height);
  const { data } = pixels;
  for (let from = 0, to = 0; from < bytes.length; from += channels, to += 4) {
    const first = bytes[from] ?? 0;
    data[to] = first;
    data[to + 1] = channels === 1 ? first : (bytes[from + 1] ?? 0);
    data[to + 2] = channels === 1 ? first : (bytes[from + 2] ?? 0);
    data[to + 3] = 255;
  }
  return pixels;
}
