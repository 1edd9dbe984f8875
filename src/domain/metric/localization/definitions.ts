import type { MetricDefinition } from '../metric.ts';

const share = {
  family: 'localization',
  version: 1,
  direction: 'higher is better',
  range: [0, 1],
  unit: 'share',
} as const;

const distance = {
  family: 'localization',
  version: 1,
  direction: 'lower is better',
  range: [0, null],
} as const;

const pooled =
  'Targets of all cases are counted together. Interval: bootstrap by case, or by group where a group has several cases.';
const pairing =
  'Each true point goes with the answered point of its label, nearest pairs first, one answer to one point.';
const missing =
  'A point that the model did not give has no distance and is left out, unless the signature says that it counts as the diagonal of the image: read it beside the hit rate.';
const handCounted = 'none: checked by hand-counted cases';

export const hitRate: MetricDefinition = {
  ...share,
  id: 'localization-hit-rate',
  name: 'Hit rate',
  plain: 'Of the things to be located, the share that the model placed rightly.',
  formula: 'hits / targets',
  convention: `A point hits within the radius that the data set gives, else within the share of the image's diagonal that the signature gives; where the truth is a box or a mask, inside it. A region hits where everything that the truth gives of it agrees (name, side, zone, quadrant); of a tooth the FDI number decides alone. ${pairing} A target without an answer is a miss. ${pooled}`,
  emptyCase: 'undefined where there is nothing to be located',
  reference: 'Zhang et al. 2018, IJCV 126:1084 (hits of points)',
  peer: handCounted,
};

export const distancePixels: MetricDefinition = {
  ...distance,
  id: 'distance-pixels',
  name: 'Distance to the point',
  unit: 'pixels',
  plain: 'How far the answered point is from the true one, on average.',
  formula: 'mean over points of sqrt(dx² + dy²), in source pixels',
  convention: `${pairing} ${missing} ${pooled}`,
  emptyCase: 'undefined where no true point has an answer',
  reference: 'Orlando et al. 2020, Medical Image Analysis 59:101570 (REFUGE: fovea)',
  peer: handCounted,
};

export const distanceMillimetres: MetricDefinition = {
  ...distance,
  id: 'distance-mm',
  name: 'Distance to the point, millimetres',
  unit: 'mm',
  plain: 'How far the answered point is from the true one in the patient, on average.',
  formula:
    'mean over points of sqrt((s_c dx)² + (s_r dy)²); s_c, s_r: millimetres a column and a row of pixels',
  convention: `Images without spacing are left out. ${pairing} ${missing} ${pooled}`,
  emptyCase: 'undefined where no true point has an answer in an image with spacing',
  reference: 'Wang et al. 2016, Medical Image Analysis 31:63 (mean radial error of landmarks)',
  peer: handCounted,
};

export const distanceOfDiagonal: MetricDefinition = {
  ...distance,
  id: 'distance-of-diagonal',
  name: 'Distance to the point, share of the diagonal',
  unit: 'share of the diagonal',
  plain:
    'How far the answered point is from the true one, made comparable between images of different sizes.',
  formula: 'mean over points of sqrt(dx² + dy²) / sqrt(width² + height²)',
  convention: `${pairing} ${missing} ${pooled}`,
  emptyCase: 'undefined where no true point has an answer',
  reference: 'Orlando et al. 2020, Medical Image Analysis 59:101570',
  peer: handCounted,
};

export const lateralityAccuracy: MetricDefinition = {
  ...share,
  id: 'laterality-accuracy',
  name: 'Laterality accuracy',
  plain: 'How often the side of the patient is right.',
  formula: 'targets whose side agrees / targets whose side is known',
  convention: `Left, right, both sides and midline are four different sides, always of the patient, never of the picture; a tooth's side follows from its FDI number or quadrant. A target without an answer, or an answer without a side, is wrong. ${pooled}`,
  emptyCase: 'undefined where no target has a known side',
  reference: 'none: a share of right answers',
  peer: handCounted,
};

export const sideSwapRate: MetricDefinition = {
  ...share,
  id: 'side-swap-rate',
  name: 'Left and right swapped',
  direction: 'lower is better',
  plain:
    'How often the model says left for right or right for left: the error that sends a surgeon to the wrong side.',
  formula: 'targets answered with the opposite side / targets on the left or on the right',
  convention: `Sides are of the patient. An answer without a side, of both sides or of the midline is no swap. ${pooled}`,
  emptyCase: 'undefined where no target is on the left or on the right',
  reference: 'none: a share of answers',
  peer: handCounted,
};

export const definitions: readonly MetricDefinition[] = [
  hitRate,
  distanceOfDiagonal,
  distancePixels,
  distanceMillimetres,
  lateralityAccuracy,
  sideSwapRate,
];
