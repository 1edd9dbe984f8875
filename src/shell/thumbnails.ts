import type { ImageRef } from '../domain/dataset/truth.ts';
import { IdleWorker } from '../models/onnx/idle-worker.ts';
import type { ThumbnailWorkerApi } from './thumbnail.worker.ts';

/** Pixels of a picture that a grid can show as it is: the browser decodes it in a few milliseconds. */
const mostPixels = 1_000_000;
/** Pixels of the longer side: of the largest tile on a screen of two pixels to the point. */
const side = 512;
/** Some 30 kB each. */
const mostKept = 1_000;

/** Pictures that are made small at once: a processor is left for the page, which is to scroll meanwhile. */
const atOnce = Math.max(1, Math.min(3, navigator.hardwareConcurrency - 1));
const idleMs = 30_000;
/** Above the time that the largest picture takes on a slow machine. */
const patienceMs = 60_000;

/**
 * Pictures as a grid shows them. Of a large one it is a small copy, made once and kept in memory while it is among the
 * last that were asked for: a screenful of large pictures, decoded whole for each tile, would take seconds to scroll.
 */
export class Thumbnails {
  readonly #picture: (ref: ImageRef) => Promise<Blob | null>;
  /** Those that are being made, too; the longest unused first. */
  readonly #kept = new Map<string, Promise<Blob | null>>();
  readonly #workers = Array.from({ length: atOnce }, thumbnailWorker);
  #turn = 0;

  /** `picture` gives what is seen of a stored picture, whole; null where it is no longer stored. */
  constructor(picture: (ref: ImageRef) => Promise<Blob | null>) {
    this.#picture = picture;
  }

  /** null where it is no longer stored; rejects where its pixels cannot be decoded. */
  async get(ref: ImageRef): Promise<Blob | null> {
    if (ref.width * ref.height <= mostPixels) return this.#picture(ref);
    const key = JSON.stringify([ref.blob, ref.raster?.shown ?? null]);
    const made = this.#kept.get(key) ?? this.#made(ref);
    this.#kept.delete(key);
    this.#kept.set(key, made);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    try {
      const small = await made;
      if (small === null) this.#kept.delete(key);
      return small;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }

  async #made(ref: ImageRef): Promise<Blob | null> {
    const whole = await this.#picture(ref);
    if (whole === null) return null;
    const never = new AbortController().signal;
    const worker = this.#workers[this.#turn++ % this.#workers.length];
    if (worker === undefined) throw new Error('There is no worker to make a thumbnail.');
    return worker.use((api) => api.small(whole, side), patienceMs, never);
  }
}

const thumbnailWorker = () =>
  new IdleWorker<ThumbnailWorkerApi, null>(
    () => new Worker(new URL('./thumbnail.worker.ts', import.meta.url), { type: 'module' }),
    () => Promise.resolve(null),
    idleMs,
  );
