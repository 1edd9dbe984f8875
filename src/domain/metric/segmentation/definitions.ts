import type { MetricDefinition } from '../metric.ts';

const share = {
  family: 'segmentation',
  version: 1,
  direction: 'higher is better',
  range: [0, 1],
  unit: 'share',
} as const;

const distance = {
  family: 'segmentation',
  version: 1,
  direction: 'lower is better',
  range: [0, null],
  unit: 'pixels or mm',
} as const;

const overCases =
  'Of each case and label; then the mean over the labels of a case for which it is defined, and over cases. Masks of one label in a case are joined. Interval: bootstrap by case, or by group where a group has several cases.';
const symbols =
  'TP: pixels in both masks; FP: only in the prediction; FN: only in the truth; TN: in neither.';
const surfaces =
  'The surface of a mask is the mask minus its erosion by the 4-connected cross; what lies beyond the image is background. Distances are Euclidean, between pixel centres, in pixels, or in millimetres by the spacing of the image, as the signature says; in millimetres a case without spacing is left out.';
const emptyOverlap =
  'one mask empty: 0; both empty: undefined, and the case is left out, unless the signature gives a value';
const emptyDistance =
  'one mask empty: undefined, and the case is left out, unless the signature says that it counts as the diagonal of the image; both empty: undefined, unless the signature gives a value';
const taha = 'Taha and Hanbury 2015, BMC Medical Imaging 15:29';

export const dice: MetricDefinition = {
  ...share,
  id: 'dice',
  name: 'Dice',
  plain: 'How well the predicted area and the true area coincide; it is the F1 of their pixels.',
  formula: `2 TP / (2 TP + FP + FN). ${symbols}`,
  convention: overCases,
  emptyCase: emptyOverlap,
  reference: 'Dice 1945, Ecology 26:297; Maier-Hein et al. 2024, Nature Methods 21:195',
  peer: 'pycocotools and numpy on the decoded masks, 1e-9',
};

export const maskIou: MetricDefinition = {
  ...share,
  id: 'mask-iou',
  name: 'IoU (Jaccard)',
  plain: 'The area that both masks share, of the area that either covers.',
  formula: `TP / (TP + FP + FN). ${symbols}`,
  convention: overCases,
  emptyCase: emptyOverlap,
  reference: 'Jaccard 1912, New Phytologist 11:37',
  peer: 'pycocotools mask.iou, 1e-9',
};

export const maskSensitivity: MetricDefinition = {
  ...share,
  id: 'mask-sensitivity',
  name: 'Sensitivity of pixels',
  plain: 'Of the true area, the share that was found.',
  formula: `TP / (TP + FN). ${symbols}`,
  convention: overCases,
  emptyCase: 'undefined where the true mask is empty; the case is left out',
  reference: taha,
  peer: 'numpy on the decoded masks, 1e-9',
};

export const maskPrecision: MetricDefinition = {
  ...share,
  id: 'mask-precision',
  name: 'Precision of pixels',
  plain: 'Of the predicted area, the share that is right.',
  formula: `TP / (TP + FP). ${symbols}`,
  convention: overCases,
  emptyCase: 'undefined where the predicted mask is empty; the case is left out',
  reference: taha,
  peer: 'numpy on the decoded masks, 1e-9',
};

export const maskSpecificity: MetricDefinition = {
  ...share,
  id: 'mask-specificity',
  name: 'Specificity of pixels',
  plain: 'Of the area outside the true mask, the share that was left alone.',
  formula: `TN / (TN + FP). ${symbols}`,
  convention: `${overCases} It grows with the size of the picture: near 1 for any small lesion, so never read it alone.`,
  emptyCase: 'undefined where the true mask fills the image; the case is left out',
  reference: taha,
  peer: 'numpy on the decoded masks, 1e-9',
};

export const pixelAccuracy: MetricDefinition = {
  ...share,
  id: 'pixel-accuracy',
  name: 'Pixel accuracy',
  plain: 'The share of all pixels that are rightly inside or outside.',
  formula: `(TP + TN) / (TP + FP + FN + TN). ${symbols}`,
  convention: `${overCases} It grows with the size of the picture: near 1 for any small lesion, so never read it alone.`,
  emptyCase: 'none: an image always has pixels',
  reference: taha,
  peer: 'numpy on the decoded masks, 1e-9',
};

export const pooledDice: MetricDefinition = {
  ...share,
  id: 'pooled-dice',
  name: 'Dice over all pixels',
  plain: 'Dice of all cases taken as one picture: large lesions weigh more, and empty cases do no harm.',
  formula: `2 TP / (2 TP + FP + FN), summed over cases and labels first. ${symbols}`,
  convention: 'Interval: bootstrap by case, or by group where a group has several cases.',
  emptyCase: 'undefined where every mask of every case is empty',
  reference: taha,
  peer: 'the same sums by hand',
};

export const hausdorff: MetricDefinition = {
  ...distance,
  id: 'hausdorff',
  name: 'Hausdorff distance',
  plain: 'The farthest that one outline strays from the other: a single stray pixel decides it.',
  formula:
    'max(max over a in A of d(a, B), max over b in B of d(b, A)); A, B: the surfaces of the two masks; d: distance to the nearest point',
  convention: `${surfaces} ${overCases}`,
  emptyCase: emptyDistance,
  reference: 'Huttenlocher et al. 1993, IEEE TPAMI 15:850',
  peer: 'scipy distance_transform_edt and binary_erosion, 1e-9; over all pixels scikit-image hausdorff_distance, 1e-9',
};

export const hausdorff95: MetricDefinition = {
  ...distance,
  id: 'hausdorff-95',
  name: 'HD95',
  plain: 'How far the outlines stray from one another, the worst 5 % of their points left aside.',
  formula:
    'max(P95 over a in A of d(a, B), P95 over b in B of d(b, A)); P95: 95th percentile, linear between ranks; A, B: the surfaces; d: distance to the nearest point',
  convention: `The larger of the two directed percentiles, as MONAI; implementations that take the percentile of both directions together give less. ${surfaces} ${overCases}`,
  emptyCase: emptyDistance,
  reference: 'Reinke et al. 2024, Nature Methods 21:182; MONAI compute_hausdorff_distance',
  peer: 'scipy and numpy in MONAI’s convention, 1e-9',
};

export const assd: MetricDefinition = {
  ...distance,
  id: 'assd',
  name: 'Average symmetric surface distance',
  plain: 'How far the outlines are from one another on average.',
  formula:
    '(sum over a in A of d(a, B) + sum over b in B of d(b, A)) / (|A| + |B|); A, B: the surfaces; d: distance to the nearest point',
  convention: `${surfaces} ${overCases}`,
  emptyCase: emptyDistance,
  reference: 'Heimann et al. 2009, IEEE TMI 28:1251',
  peer: 'scipy distance_transform_edt and binary_erosion, 1e-9',
};

export const areaDifference: MetricDefinition = {
  ...distance,
  id: 'area-difference',
  name: 'Area difference',
  direction: 'neither',
  range: [null, null],
  unit: 'square pixels or mm²',
  plain: 'How much larger (above 0) or smaller (below 0) the predicted area is than the true one.',
  formula: 'area of the prediction - area of the truth',
  convention: `Signed: 0 is best. In square pixels, or in mm² by the spacing of the image, as the signature says. ${overCases}`,
  emptyCase: 'none: an empty mask has the area 0; in mm² undefined for an image without spacing',
  reference: taha,
  peer: 'pycocotools mask.area, exact',
};

export const relativeAreaDifference: MetricDefinition = {
  ...distance,
  id: 'relative-area-difference',
  name: 'Relative area difference',
  direction: 'neither',
  range: [-1, null],
  unit: 'share of the true area',
  plain: 'How much larger (above 0) or smaller (below 0) the predicted area is, as a share of the true one.',
  formula: '(area of the prediction - area of the truth) / area of the truth',
  convention: `Signed: 0 is best. ${overCases}`,
  emptyCase: 'undefined where the true mask is empty; the case is left out',
  reference: 'Heimann et al. 2009, IEEE TMI 28:1251 (there of volumes)',
  peer: 'pycocotools mask.area, exact',
};

export const definitions: readonly MetricDefinition[] = [
  dice,
  maskIou,
  pooledDice,
  maskSensitivity,
  maskPrecision,
  maskSpecificity,
  pixelAccuracy,
  hausdorff95,
  hausdorff,
  assd,
  areaDifference,
  relativeAreaDifference,
];
