import type { Box } from '../../domain/dataset/truth.ts';
import { componentsOf } from '../../domain/geometry/components.ts';

/** As PaddleOCR's DB post-processing has them (`det_db_thresh`, `det_db_box_thresh`, `det_db_unclip_ratio`). */
const pixelThreshold = 0.3;
const boxThreshold = 0.6;
const unclipRatio = 1.5;
/** Map pixels: smaller marks are specks. */
const leastSide = 3;

/**
 * Boxes around text in a probability map (row-major, `width * height`), in the pixels of a picture of `picture` size,
 * which was scaled to the map. Upright boxes: what is blacked out is upright.
 */
export function textBoxes(
  probabilities: Float32Array,
  width: number,
  height: number,
  picture: { readonly width: number; readonly height: number },
): readonly Box[] {
  const bitmap = Uint8Array.from(probabilities, (value) => (value > pixelThreshold ? 1 : 0));
  const { labels, components } = componentsOf({ bitmap, width, height }, 8);
  const sums = new Float64Array(components.length + 1);
  for (let at = 0; at < labels.length; at += 1) {
    const label = labels[at] ?? 0;
    sums[label] = (sums[label] ?? 0) + (probabilities[at] ?? 0);
  }
  const [sx, sy] = [picture.width / width, picture.height / height];
  return components
    .filter(({ box }) => Math.min(box.width, box.height) >= leastSide)
    .filter(({ label, area }) => (sums[label] ?? 0) / area >= boxThreshold)
    .map(({ box }) => {
      // The map marks the core of each line: it is widened as the detector was trained to be (Liao et al. 2020).
      const by = (box.width * box.height * unclipRatio) / (2 * (box.width + box.height));
      const left = Math.max(0, Math.floor((box.x - by) * sx));
      const top = Math.max(0, Math.floor((box.y - by) * sy));
      return {
        x: left,
        y: top,
        width: Math.min(picture.width, Math.ceil((box.x + box.width + by) * sx)) - left,
        height: Math.min(picture.height, Math.ceil((box.y + box.height + by) * sy)) - top,
      };
    });
}

/** The size in which the detector sees a picture: its longer side at most 960, both multiples of 32. */
export function seenSize({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(1, 960 / Math.max(width, height));
  const fit = (side: number): number => Math.max(32, Math.round((side * scale) / 32) * 32);
  return { width: fit(width), height: fit(height) };
}
