import type { Bitmap } from './rle.ts';

/**
 * The pixels of a mask that touch its outside: the mask minus its erosion by the 4-connected cross. Beyond the image's border is outside.
 * As scipy's `binary_erosion` with its default structure, and MONAI's `get_mask_edges`. Row-major, 0 or 1.
 */
export function surfaceOf({ bitmap, width, height }: Bitmap): Uint8Array {
  const surface = new Uint8Array(bitmap.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      if (bitmap[at] === 0) continue;
      const inside =
        x > 0 &&
        y > 0 &&
        x < width - 1 &&
        y < height - 1 &&
        bitmap[at - 1] !== 0 &&
        bitmap[at + 1] !== 0 &&
        bitmap[at - width] !== 0 &&
        bitmap[at + width] !== 0;
      if (!inside) surface[at] = 1;
    }
  }
  return surface;
}
