import type { Samples } from '../../../domain/raster/raster.ts';
import type { PixelDescription } from '../pixels/description.ts';
import type { StoredPixels } from '../pixels/stored.ts';

/**
 * The stored bits alone, with their sign: what lies in the spare bits of a sample (an overlay, once) is no part of the
 * image (PS3.5 8.1.1). Says whether anything was taken away.
 */
export function storedBitsOnly(
  { frames, exact }: StoredPixels,
  { bitsStored, highBit, signed, float }: PixelDescription,
): { readonly frames: readonly Samples[]; readonly cleared: boolean } {
  const [first] = frames;
  if (float || exact || first === undefined) return { frames, cleared: false };
  const container = 8 * first.BYTES_PER_ELEMENT;
  if (bitsStored >= container) return { frames, cleared: false };
  const below = Math.max(0, Math.min(container, highBit + 1) - bitsStored);
  const spare = 32 - bitsStored;
  const seen = { cleared: false };
  const meant = frames.map((frame) => {
    const own = frame.slice();
    for (let at = 0; at < own.length; at += 1) {
      const value = own[at] ?? 0;
      const shifted = (value >> below) << spare;
      const meaning = signed ? shifted >> spare : shifted >>> spare;
      if (meaning !== value) {
        own[at] = meaning;
        seen.cleared = true;
      }
    }
    return own;
  });
  return { frames: seen.cleared ? meant : frames, cleared: seen.cleared };
}
