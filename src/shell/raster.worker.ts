import { expose, transfer } from 'comlink';
import { readRasterFrame, readRasterHeader } from '../domain/raster/container.ts';
import { renderPicture } from '../domain/raster/picture.ts';
import type { GreyTable, Samples } from '../domain/raster/raster.ts';
import type { RasterView, ShownFrame } from '../domain/raster/view.ts';

/** Unpacks rasters off the main thread. */
const api = {
  /** What is seen, as PNG: what a model is sent. */
  picture(bytes: Uint8Array<ArrayBuffer>, view: RasterView, shown: ShownFrame): Uint8Array<ArrayBuffer> {
    const png = renderPicture(bytes, view, shown);
    return transfer(png, [png.buffer]);
  },
  /** The values of one frame, for a screen that moves the window over them. */
  frame(
    bytes: Uint8Array<ArrayBuffer>,
    frame: number,
  ): { readonly samples: Samples; readonly tables: readonly GreyTable[] } {
    const header = readRasterHeader(bytes);
    const samples = readRasterFrame(bytes, header, frame);
    return transfer({ samples, tables: header.tables }, [samples.buffer]);
  },
};

export type RasterWorkerApi = typeof api;

expose(api);
