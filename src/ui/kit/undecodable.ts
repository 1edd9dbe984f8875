import pLimit from 'p-limit';
import type { ImageRef } from '../../domain/dataset/truth.ts';

/** Pixels of which a second copy for a moment is no matter. */
const mostPixels = 16_000_000;

/** One picture after the other, in the browser's own background: what is on the screen goes before. */
const oneAtATime = pLimit(1);

/**
 * Whether a PNG that the browser shows has pixels that make no sense. Where its checksums are right (see decision 14) a
 * page paints what it can, black for the rest, and raises no error; asked for a bitmap of it, the browser says so.
 * `isWanted` is asked before any work: what was scrolled past need not be known.
 */
export async function isUndecodable(image: ImageRef, blob: Blob, isWanted: () => boolean): Promise<boolean> {
  if (image.mediaType !== 'image/png') return false;
  if (image.width * image.height > mostPixels) return false;
  return oneAtATime(async () => {
    if (!isWanted()) return false;
    try {
      (await createImageBitmap(blob)).close();
      return false;
    } catch {
      return true;
    }
  });
}
