import type { LabelledMask } from '../../domain/dataset/truth.ts';

/** What one file draws on the frames of a picture that has several. */
export interface FrameMasks {
  readonly kind: 'frame masks';
  /** Pixels that it draws on each frame, all labels together. */
  readonly areas: ReadonlyMap<number, number>;
  /** The masks of one frame; what has no pixel there is left out. */
  on(frame: number): readonly LabelledMask[];
}

/**
 * The frame on which most is drawn, all sources together; the first of equals, and `shown` where nothing is drawn at all. A case has one
 * frame that models are asked about: truth of the others could not be held against an answer.
 *
 * @param drawn how much each source draws on each frame.
 */
export function fullestFrame(drawn: readonly ReadonlyMap<number, number>[], shown: number): number {
  const sums = new Map<number, number>();
  for (const areas of drawn)
    for (const [frame, area] of areas) sums.set(frame, (sums.get(frame) ?? 0) + area);
  let [best, most] = [shown, 0];
  for (const [frame, area] of [...sums].sort(([a], [b]) => a - b))
    if (area > most) [best, most] = [frame, area];
  return best;
}
