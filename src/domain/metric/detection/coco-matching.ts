/**
 * The matching of COCOeval (cocodataset/cocoapi `PythonAPI/pycocotools/cocoeval.py`, `computeIoU` and `evaluateImg`): which detection is right,
 * wrong or set aside, for each IoU threshold and size class. Everything is grouped once, and each IoU is computed once.
 */
import { boxIou, boxShareIn } from '../../geometry/boxes.ts';
import type { DetectionCase, PredictedBox, TrueBox } from './detection-case.ts';
import { rankingScore } from './detection-case.ts';

/** 0.5 to 0.95 in steps of 0.05, with the rounding of numpy's linspace. */
export const iouThresholds: readonly number[] = linspace(0.5, 0.95, 10);
/** Detections of one label in one image beyond this many are not looked at. */
const mostDetections = 100;
/** Fewer detections of one image and label that recall is also given for. */
export const detectionLimits = [1, 10] as const;
export type DetectionLimit = (typeof detectionLimits)[number];
export const sizeClasses = ['all', 'small', 'medium', 'large'] as const;

/** Least and greatest area of each size class, both included, in square pixels. */
const areaRanges: readonly (readonly [least: number, greatest: number])[] = [
  [0, 1e10],
  [0, 32 ** 2],
  [32 ** 2, 96 ** 2],
  [96 ** 2, 1e10],
];

/** What became of the boxes of one label, laid out for quick resampling of images. */
export interface LabelMatches {
  readonly label: string;
  /**
   * By size class and IoU threshold: the detections that are right or wrong, in the order of their confidence, ties in the order of the images.
   * Each is twice the position of its image among the cases, plus 1 where it is right. Those set aside are left out.
   */
  readonly judged: readonly (readonly Int32Array[])[];
  /** For the most confident detection of each image alone, and the ten most confident; by IoU threshold: the images of those that are right. */
  readonly rightWithin: ReadonlyMap<DetectionLimit, readonly Int32Array[]>;
  /** Images that have the label in truth ... */
  readonly truthImages: Int32Array;
  /** ... and by size class how many boxes there are to be found in each. */
  readonly truthCounts: readonly Int32Array[];
}

/**
 * Matches every image.
 *
 * @param labels the categories, in order; boxes of other labels are an error.
 * @throws RangeError for a label that is not listed, or a confidence that is no number.
 */
export function matchAsCoco(cases: readonly DetectionCase[], labels: readonly string[]): LabelMatches[] {
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const collectors = labels.map((label) => new Collector(label));
  const matcher = new ImageMatcher();
  const truths = labels.map((): TrueBox[] => []);
  const predictions = labels.map((): PredictedBox[] => []);
  cases.forEach(({ truth, predicted }, image) => {
    const present = new Set<number>();
    for (const box of truth) present.add(put(box, truths, indexOf));
    for (const box of predicted) present.add(put(box, predictions, indexOf));
    for (const label of present) {
      const trueBoxes = truths[label] ?? [];
      const ranked = predictions[label] ?? [];
      // Array.sort is stable, as the merge sort of the original.
      ranked.sort((a, b) => rankingScore(b) - rankingScore(a));
      collectors[label]?.add(image, matcher.match(trueBoxes, ranked.slice(0, mostDetections)));
      trueBoxes.length = 0;
      ranked.length = 0;
    }
  });
  return collectors.map((collector) => collector.finish());
}

function put<B extends { readonly label: string }>(
  box: B,
  lists: readonly B[][],
  indexOf: ReadonlyMap<string, number>,
): number {
  const index = indexOf.get(box.label);
  if (index === undefined) throw new RangeError(`"${box.label}" is not among the labels that are evaluated.`);
  lists[index]?.push(box);
  return index;
}

/** Of one label in one image: bits by detection for each size class, and the number of boxes to be found. */
interface ImageMatches {
  readonly ranked: readonly PredictedBox[];
  readonly right: readonly Uint16Array[];
  readonly wrong: readonly Uint16Array[];
  readonly hasTruth: boolean;
  readonly truthCounts: readonly number[];
}

class ImageMatcher {
  /** Detections by rows, truths by columns. */
  private overlaps = new Float64Array(256);
  private bestOverlap = new Float64Array(mostDetections);

  match(truth: readonly TrueBox[], ranked: readonly PredictedBox[]): ImageMatches {
    this.fillOverlaps(truth, ranked);
    const right: Uint16Array[] = [];
    const wrong: Uint16Array[] = [];
    const truthCounts: number[] = [];
    for (const [least, greatest] of areaRanges) {
      const ignored = truth.map((box) => {
        const area = box.area ?? box.width * box.height;
        return box.crowd === true || area < least || area > greatest;
      });
      truthCounts.push(ignored.filter((is) => !is).length);
      const outside = ranked.map(({ width, height }) => width * height < least || width * height > greatest);
      const bits = this.matchSizeClass(truth, ranked.length, ignored, outside);
      right.push(bits.right);
      wrong.push(bits.wrong);
    }
    return { ranked, right, wrong, hasTruth: truth.length > 0, truthCounts };
  }

  private fillOverlaps(truth: readonly TrueBox[], ranked: readonly PredictedBox[]): void {
    const size = truth.length * ranked.length;
    if (this.overlaps.length < size) this.overlaps = new Float64Array(2 * size);
    let at = 0;
    ranked.forEach((detection, row) => {
      let best = 0;
      for (const box of truth) {
        const overlap = box.crowd === true ? boxShareIn(detection, box) : boxIou(detection, box);
        this.overlaps[at] = overlap;
        if (overlap > best) best = overlap;
        at += 1;
      }
      this.bestOverlap[row] = best;
    });
  }

  private matchSizeClass(
    truth: readonly TrueBox[],
    detections: number,
    ignored: readonly boolean[],
    outside: readonly boolean[],
  ): { readonly right: Uint16Array; readonly wrong: Uint16Array } {
    const right = new Uint16Array(detections);
    const wrong = new Uint16Array(detections);
    // Boxes that need not be found come last: they are only matched where no other box is.
    const order = [...truth.keys()].sort((a, b) => Number(ignored[a]) - Number(ignored[b]));
    const taken = new Uint8Array(truth.length);
    iouThresholds.forEach((threshold, t) => {
      taken.fill(0);
      for (let detection = 0; detection < detections; detection += 1) {
        const match =
          (this.bestOverlap[detection] ?? 0) < threshold
            ? -1
            : this.bestTruth(detection, threshold, truth, order, ignored, taken);
        if (match >= 0) {
          taken[match] = 1;
          if (ignored[match] !== true) right[detection] = (right[detection] ?? 0) | (1 << t);
        } else if (outside[detection] !== true) {
          wrong[detection] = (wrong[detection] ?? 0) | (1 << t);
        }
      }
    });
    return { right, wrong };
  }

  /** The free box with the greatest overlap from the threshold on, later ones first among equals; -1 where there is none. */
  private bestTruth(
    detection: number,
    threshold: number,
    truth: readonly TrueBox[],
    order: readonly number[],
    ignored: readonly boolean[],
    taken: Uint8Array,
  ): number {
    let best = Math.min(threshold, 1 - 1e-10);
    let match = -1;
    for (const candidate of order) {
      if (taken[candidate] === 1 && truth[candidate]?.crowd !== true) continue;
      if (match >= 0 && ignored[match] !== true && ignored[candidate] === true) break;
      const overlap = this.overlaps[detection * truth.length + candidate] ?? 0;
      if (overlap < best) continue;
      best = overlap;
      match = candidate;
    }
    return match;
  }
}

/** Gathers one label's images and puts its detections in order. */
class Collector {
  private readonly label: string;
  private readonly scores: number[] = [];
  private readonly images: number[] = [];
  private readonly ranks: number[] = [];
  private readonly right: number[][] = sizeClasses.map(() => []);
  private readonly wrong: number[][] = sizeClasses.map(() => []);
  private readonly truthImages: number[] = [];
  private readonly truthCounts: number[][] = sizeClasses.map(() => []);

  constructor(label: string) {
    this.label = label;
  }

  add(image: number, matches: ImageMatches): void {
    matches.ranked.forEach((box, rank) => {
      this.scores.push(rankingScore(box));
      this.images.push(image);
      this.ranks.push(rank);
    });
    sizeClasses.forEach((_, size) => {
      this.right[size]?.push(...(matches.right[size] ?? []));
      this.wrong[size]?.push(...(matches.wrong[size] ?? []));
      if (matches.hasTruth) this.truthCounts[size]?.push(matches.truthCounts[size] ?? 0);
    });
    if (matches.hasTruth) this.truthImages.push(image);
  }

  finish(): LabelMatches {
    const scores = Float64Array.from(this.scores);
    const order = Int32Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
    return {
      label: this.label,
      judged: sizeClasses.map((_, size) => this.judgedInOrder(order, size)),
      rightWithin: new Map(detectionLimits.map((limit) => [limit, this.rightWithin(limit)])),
      truthImages: Int32Array.from(this.truthImages),
      truthCounts: this.truthCounts.map((counts) => Int32Array.from(counts)),
    };
  }

  private judgedInOrder(order: Int32Array, size: number): Int32Array[] {
    const lists = iouThresholds.map((): number[] => []);
    for (const at of order) {
      const right = this.right[size]?.[at] ?? 0;
      const wrong = this.wrong[size]?.[at] ?? 0;
      if (right + wrong === 0) continue;
      const image = this.images[at] ?? 0;
      lists.forEach((list, t) => {
        if (((right >> t) & 1) === 1) list.push(2 * image + 1);
        else if (((wrong >> t) & 1) === 1) list.push(2 * image);
      });
    }
    return lists.map((list) => Int32Array.from(list));
  }

  private rightWithin(limit: DetectionLimit): Int32Array[] {
    const right = this.right[0] ?? [];
    return iouThresholds.map((_, t) =>
      Int32Array.from(
        this.images.filter(
          (_image, at) => (this.ranks[at] ?? 0) < limit && (((right[at] ?? 0) >> t) & 1) === 1,
        ),
      ),
    );
  }
}

/** `count` values from `start` to `stop`, rounded as numpy rounds them. */
export function linspace(start: number, stop: number, count: number): number[] {
  const step = (stop - start) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? stop : i * step + start));
}
