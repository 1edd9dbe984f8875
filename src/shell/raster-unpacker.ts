import type { GreyTable, Samples } from '../domain/raster/raster.ts';
import type { BlobHash } from '../domain/ids.ts';
import type { Plane } from '../domain/raster/reslice.ts';
import type { RasterView, ShownFrame, VolumeGrid } from '../domain/raster/view.ts';
import { IdleWorker } from '../models/onnx/idle-worker.ts';
import type { RasterWorkerApi } from './raster.worker.ts';

export interface RasterFrame {
  readonly samples: Samples;
  readonly width: number;
  readonly height: number;
  readonly tables: readonly GreyTable[];
}

const idleMs = 30_000;
/** Above the time that the largest frame takes on a slow machine. */
const patienceMs = 60_000;

/** The worker that unpacks rasters: started with the first question, let go when there has been none for a while. */
export class RasterUnpacker {
  readonly #worker = new IdleWorker<RasterWorkerApi, null>(
    () => new Worker(new URL('./raster.worker.ts', import.meta.url), { type: 'module' }),
    () => Promise.resolve(null),
    idleMs,
  );

  /** What is seen of a raster, as PNG. */
  picture(
    bytes: Uint8Array<ArrayBuffer>,
    view: RasterView,
    shown: ShownFrame,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    return this.#worker.use((api) => api.picture(bytes, view, shown), patienceMs, signal);
  }

  frame(
    bytes: Uint8Array<ArrayBuffer>,
    frame: number,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<RasterFrame> {
    return this.#worker.use((api) => api.frame(bytes, frame), patienceMs, signal);
  }

  /**
   * A slice of a volume. The worker keeps the last volume that it was asked about, so that `bytes` is called only for another one; null
   * where that gives none.
   */
  slice(
    blob: BlobHash,
    bytes: () => Promise<Uint8Array<ArrayBuffer> | null>,
    grid: VolumeGrid,
    plane: Plane,
    at: number,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<RasterFrame | null> {
    return this.#worker.use(
      async (api) => {
        const known = await api.slice(blob, null, grid, plane, at);
        if (known !== null) return known;
        const packed = await bytes();
        return packed && api.slice(blob, packed, grid, plane, at);
      },
      patienceMs,
      signal,
    );
  }
}
