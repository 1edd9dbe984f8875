import type { GreyTable, Samples } from '../domain/raster/raster.ts';
import type { RasterView, ShownFrame } from '../domain/raster/view.ts';
import { IdleWorker } from '../models/onnx/idle-worker.ts';
import type { RasterWorkerApi } from './raster.worker.ts';

export interface RasterFrame {
  readonly samples: Samples;
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
}
