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
  const meaningOf = (value: number): number => {
    const shifted = (value >> below) << spare;
    return signed ? shifted >> spare : shifted >>> spare;
  };
  // Spare bits are seldom used: a frame without any is not copied, of which there may be thousands.
  const meant = frames.map((frame) => {
    for (let at = 0; at < frame.length; at += 1) {
      const value = frame[at] ?? 0;
      if (meaningOf(value) !== value) return frame.map(meaningOf);
    }
    return frame;
  });
  return { frames: meant, cleared: meant.some((frame, n) => frame !== frames[n]) };
}
