import { rasterMediaType, type ImageMediaType, type ImageRef } from '../domain/dataset/truth.ts';
import { blobHash } from '../domain/ids.ts';
import type { SentImage } from '../domain/plan/exchange.ts';
import type { Plane } from '../domain/raster/reslice.ts';
import type { ShownFrame } from '../domain/raster/view.ts';
import type { BlobRepository } from '../storage/blobs.ts';
import type { RasterFrame, RasterUnpacker } from './raster-unpacker.ts';

interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: ImageMediaType;
}

/** Stored pictures as models and screens are given them. Rasters are unpacked in a worker, which is loaded with the first. */
export class CaseImages {
  readonly #blobs: BlobRepository;
  #unpacker: Promise<RasterUnpacker> | null = null;

  constructor(blobs: BlobRepository) {
    this.#blobs = blobs;
  }

  /**
   * For a model: the bytes as they are stored, which is also what is sent; of a raster, the frame and window that are
   * shown, as PNG, under the hash of that. Null when it is no longer stored.
   */
  async sent(ref: ImageRef): Promise<SentImage | null> {
    const picture = await this.#seen(ref);
    if (!picture) return null;
    const { width, height } = ref;
    const hash = ref.raster === undefined ? ref.blob : blobHash(await sha256(picture.bytes));
    return { hash, ...picture, width, height };
  }

  /** For the screen; `shown` where another frame or window than the case's own is meant. */
  async blob(ref: ImageRef, shown?: ShownFrame): Promise<Blob | null> {
    const picture = await this.#seen(ref, shown);
    await nextTask();
    return picture && new Blob([picture.bytes], { type: picture.mediaType });
  }

  /**
   * The values of one frame of a raster, or of a slice of a volume along another plane, for a screen that moves the window over them;
   * null when it is no longer stored.
   */
  async frame(ref: ImageRef, frame: number, plane: Plane): Promise<RasterFrame | null> {
    const unpacker = await this.#unpacking();
    const volume = plane === 'axial' ? undefined : ref.raster?.volume;
    if (volume === undefined) {
      const row = await this.#blobs.get(ref.blob);
      return row && unpacker.frame(row.bytes, frame);
    }
    return unpacker.slice(ref.blob, () => this.#bytesOf(ref), volume, plane, frame);
  }

  async #bytesOf(ref: ImageRef): Promise<Uint8Array<ArrayBuffer> | null> {
    return (await this.#blobs.get(ref.blob))?.bytes ?? null;
  }

  async #seen(ref: ImageRef, shown?: ShownFrame): Promise<Picture | null> {
    const row = await this.#blobs.get(ref.blob);
    if (!row) return null;
    const { bytes, mediaType } = row;
    if (mediaType !== rasterMediaType) return { bytes, mediaType };
    if (ref.raster === undefined)
      throw new TypeError('a raster is stored without the way in which it is seen');
    const png = await (await this.#unpacking()).picture(bytes, ref.raster, shown ?? ref.raster.shown);
    return { bytes: png, mediaType: 'image/png' };
  }

  #unpacking(): Promise<RasterUnpacker> {
    return (this.#unpacker ??= import('./raster-unpacker.ts').then(
      ({ RasterUnpacker }) => new RasterUnpacker(),
    ));
  }
}

/**
 * A Blob and its address are made by asking the browser's process, and the page waits. Chromium runs the answers of the
 * database that come meanwhile in the same task: a screenful of pictures would be one task of a tenth of a second.
 */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
