import { boxCentre } from '../../geometry/boxes.ts';
import type { PredictedBox, TrueBox } from './detection-case.ts';
import { rankingScore } from './detection-case.ts';

/** Did the model point at the label that is there? */
export interface PointingHit {
  readonly label: string;
  readonly hit: boolean;
}

/**
 * The pointing game in one image: for each label that is there, does the centre of the model's most confident box of it (of equals the one
 * listed first) lie in one of its true boxes, or within `tolerance` pixels of one? No box of the label is a miss. Zhang et al. 2018, "Top-down
 * Neural Attention by Excitation Backprop", used 15 pixels.
 */
export function pointingHits(
  truth: readonly TrueBox[],
  predicted: readonly PredictedBox[],
  tolerance = 0,
): PointingHit[] {
  return [...new Set(truth.map(({ label }) => label))].map((label) => {
    const [best] = predicted
      .filter((box) => box.label === label)
      .toSorted((a, b) => rankingScore(b) - rankingScore(a));
    const hit =
      best !== undefined && truth.some((box) => box.label === label && pointsAt(best, box, tolerance));
    return { label, hit };
  });
}

function pointsAt(box: PredictedBox, target: TrueBox, tolerance: number): boolean {
  const { x, y } = boxCentre(box);
  const right = Math.max(target.x - x, 0, x - target.x - target.width);
  const down = Math.max(target.y - y, 0, y - target.y - target.height);
  return Math.hypot(right, down) <= tolerance;
}
