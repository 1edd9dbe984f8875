import type { MetricDefinition } from '../metric.ts';
import { cocoDefinitions } from './coco-definitions.ts';

const byBox = {
  family: 'detection',
  version: 1,
  direction: 'higher is better',
  range: [0, 1],
  unit: 'share',
} as const;

const matching =
  'A prediction matches a true box when their IoU reaches the threshold of the signature; pairs are made greedily, greatest IoU first, one prediction to one true box, of one label unless the signature says that labels are ignored. No confidence is needed.';
const pooled =
  'Boxes of all images are counted together. Interval: bootstrap by image, or by group where a group has several images.';
const crowds = 'A region marked as a crowd need not be found, and a prediction in it is not counted.';
const symbols =
  'TP: predictions that match; FP: predictions that match nothing; FN: true boxes that no prediction matches.';

export const detectionF1: MetricDefinition = {
  ...byBox,
  id: 'detection-f1',
  name: 'F1 of boxes',
  plain: 'Precision and sensitivity in one number: both must be high for it to be high.',
  formula: `2 TP / (2 TP + FP + FN). ${symbols}`,
  convention: `${matching} ${pooled} ${crowds}`,
  emptyCase:
    'undefined where there is neither a true nor a predicted box; 0 where there is only one of the two',
  reference: 'Padilla et al. 2021, Electronics 10:279',
  peer: 'none: checked by hand-counted cases',
};

export const detectionPrecision: MetricDefinition = {
  ...byBox,
  id: 'detection-precision',
  name: 'Precision of boxes',
  plain: 'Of the boxes that the model gave, the share that are right.',
  formula: `TP / (TP + FP). ${symbols}`,
  convention: `${matching} ${pooled} ${crowds}`,
  emptyCase: 'undefined where the model gave no box',
  reference: 'Padilla et al. 2021, Electronics 10:279',
  peer: 'none: checked by hand-counted cases',
};

export const detectionSensitivity: MetricDefinition = {
  ...byBox,
  id: 'detection-sensitivity',
  name: 'Sensitivity of boxes (recall)',
  plain: 'Of the boxes that are there, the share that the model found.',
  formula: `TP / (TP + FN). ${symbols}`,
  convention: `${matching} ${pooled} ${crowds}`,
  emptyCase: 'undefined where there is nothing to be found',
  reference: 'Padilla et al. 2021, Electronics 10:279',
  peer: 'none: checked by hand-counted cases',
};

export const falsePositivesPerImage: MetricDefinition = {
  ...byBox,
  id: 'false-positives-per-image',
  name: 'False positives per image',
  direction: 'lower is better',
  range: [0, null],
  unit: 'boxes',
  plain: 'How many boxes an image gets that match nothing.',
  formula: 'FP / images. FP: predictions that match nothing.',
  convention: `${matching} Images without a true box count. Interval: bootstrap by image, or by group where a group has several images.`,
  emptyCase: 'undefined without images',
  reference: 'Bunch et al. 1978, SPIE 127:124 (free-response analysis)',
  peer: 'none: checked by hand-counted cases',
};

export const meanBestIou: MetricDefinition = {
  ...byBox,
  id: 'mean-best-iou',
  name: 'Mean best IoU',
  plain: 'How well the best prediction covers each box that is there, whatever the threshold.',
  formula:
    'mean over true boxes of the greatest IoU with any prediction; IoU = area of the intersection / area of the union',
  convention:
    'Predictions of the same label, unless the signature says that labels are ignored; 0 for a true box without one. One prediction may be the best for several. Boxes beyond need are not punished: read it beside precision. Coordinates are edges, not pixel numbers.',
  emptyCase: 'undefined where there is nothing to be found',
  reference: 'Everingham et al. 2010, IJCV 88:303 (IoU)',
  peer: 'IoU: pycocotools mask.iou, 1e-12',
};

export const meanBestGiou: MetricDefinition = {
  ...byBox,
  id: 'mean-best-giou',
  name: 'Mean best generalised IoU',
  range: [-1, 1],
  unit: 'none',
  plain: 'As mean best IoU, but boxes that miss are told apart by how far they miss.',
  formula:
    'mean over true boxes of the greatest GIoU with any prediction; GIoU = IoU - (area of the smallest box around both - area of the union) / area of the smallest box around both',
  convention:
    'Predictions of the same label, unless the signature says that labels are ignored; -1 for a true box without one.',
  emptyCase: 'undefined where there is nothing to be found',
  reference: 'Rezatofighi et al. 2019, CVPR, 658',
  peer: 'none: checked by bounds, and by hand-counted cases',
};

export const frocMeanSensitivity: MetricDefinition = {
  ...byBox,
  id: 'froc-mean-sensitivity',
  name: 'FROC mean sensitivity',
  plain:
    'The sensitivity that is reached while few false positives per image are allowed, averaged over several allowances.',
  formula:
    'mean over the rates r of the sensitivity at r false positives per image, read off the free-response curve; the curve has a point for each confidence at which detections may be cut off',
  convention:
    'Rates: 1/8, 1/4, 1/2, 1, 2, 4, 8 unless the signature says others. Detections by falling confidence, each to the free true box with the greatest IoU from the threshold on. Linear between points, from (0, 0) on; beyond the last point the last sensitivity. A further detection of a box that was found is a false positive, unless the signature says that it is not counted. Interval: bootstrap by image, or by group.',
  emptyCase: 'undefined where there is nothing to be found, or the model gave no confidence',
  reference: 'Setio et al. 2017, Medical Image Analysis 42:1 (LUNA16)',
  peer: 'none: checked by hand-counted curves',
};

export const pointingAccuracy: MetricDefinition = {
  ...byBox,
  id: 'pointing-accuracy',
  name: 'Pointing game',
  plain: 'How often the model points into the right place, whatever the size of its box.',
  formula: 'hits / (hits + misses), over every label of every image',
  convention:
    'The centre of the most confident box of a label (without confidence: of the first) must lie in a true box of that label, or within the tolerance of the signature, in pixels. No box of the label is a miss. Interval: bootstrap by image, or by group where a group has several images.',
  emptyCase: 'undefined where no image has a true box',
  reference: 'Zhang et al. 2018, IJCV 126:1084',
  peer: 'none: checked by hand-counted cases',
};

export const definitions: readonly MetricDefinition[] = [
  detectionF1,
  detectionSensitivity,
  detectionPrecision,
  falsePositivesPerImage,
  meanBestIou,
  meanBestGiou,
  pointingAccuracy,
  frocMeanSensitivity,
  ...Object.values(cocoDefinitions),
];
