import { expose, transfer } from 'comlink';
import { readRasterFrame, readRasterHeader } from '../domain/raster/container.ts';
import { renderPicture } from '../domain/raster/picture.ts';
import type { BlobHash } from '../domain/ids.ts';
import { reslice, type Plane } from '../domain/raster/reslice.ts';
import type { GreyTable, Raster, Samples } from '../domain/raster/raster.ts';
import type { RasterView, ShownFrame, VolumeGrid } from '../domain/raster/view.ts';

interface UnpackedFrame {
  readonly samples: Samples;
  readonly width: number;
  readonly height: number;
  readonly tables: readonly GreyTable[];
}

/** The volume that was last cut: a person goes through its slices one after the other. */
let kept: { readonly blob: BlobHash; readonly volume: Raster } | null = null;

function unpacked(bytes: Uint8Array<ArrayBuffer>): Raster {
  const header = readRasterHeader(bytes);
  return { ...header, frames: header.frameBytes.map((_, frame) => readRasterFrame(bytes, header, frame)) };
}

/** Unpacks rasters off the main thread. */
const api = {
  /** What is seen, as PNG: what a model is sent. */
  picture(bytes: Uint8Array<ArrayBuffer>, view: RasterView, shown: ShownFrame): Uint8Array<ArrayBuffer> {
    const png = renderPicture(bytes, view, shown);
    return transfer(png, [png.buffer]);
  },
  /** The values of one frame, for a screen that moves the window over them. */
  frame(bytes: Uint8Array<ArrayBuffer>, frame: number): UnpackedFrame {
    const header = readRasterHeader(bytes);
    const samples = readRasterFrame(bytes, header, frame);
    const { width, height, tables } = header;
    return transfer({ samples, width, height, tables }, [samples.buffer]);
  },
  /**
   * The values of a slice along a plane; all frames of the volume are kept for the next one. Null where it is not the volume that is
   * kept, and no `bytes` are given.
   */
  slice(
    blob: BlobHash,
    bytes: Uint8Array<ArrayBuffer> | null,
    grid: VolumeGrid,
    plane: Plane,
    at: number,
  ): UnpackedFrame | null {
    if (kept?.blob !== blob) {
      if (bytes === null) return null;
      kept = { blob, volume: unpacked(bytes) };
    }
    const { samples, width, height } = reslice(kept.volume, grid, plane, at);
    return transfer({ samples, width, height, tables: kept.volume.tables }, [samples.buffer]);
  },
};

export type RasterWorkerApi = typeof api;

expose(api);
