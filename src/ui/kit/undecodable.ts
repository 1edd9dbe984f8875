import pLimit from 'p-limit';
import type { ImageRef } from '../../domain/dataset/truth.ts';
import type { BlobHash } from '../../domain/ids.ts';

/** Pixels of which a second copy for a moment is no matter. */
const mostPixels = 16_000_000;

/** A picture is looked at once it has been shown for so long: those that a person scrolls past are not decoded twice. */
const restMilliseconds = 500;

/** Found sound before: bytes of one hash are always the same. */
const sound = new Set<BlobHash>();

/** One picture after the other, in the browser's own background: what is on the screen goes before. */
const oneAtATime = pLimit(1);

/**
 * Whether a PNG that the browser shows has pixels that make no sense. Where its checksums are right (see decision 14) a
 * page paints what it can, black for the rest, and raises no error; asked for a bitmap of it, the browser says so.
 * `isWanted` is asked before any work: what was scrolled past need not be known.
 */
export async function isUndecodable(image: ImageRef, blob: Blob, isWanted: () => boolean): Promise<boolean> {
  // A small copy of it was decoded to be made.
  if (image.mediaType !== 'image/png' || blob.type !== 'image/png') return false;
  if (image.width * image.height > mostPixels) return false;
  if (sound.has(image.blob)) return false;
  await new Promise((rested) => setTimeout(rested, restMilliseconds));
  if (!isWanted()) return false;
  return oneAtATime(async () => {
    if (!isWanted()) return false;
    try {
      (await createImageBitmap(blob)).close();
      sound.add(image.blob);
      return false;
    } catch {
      return true;
    }
  });
}
