import type { MetricDefinition } from '../metric.ts';
import type { CocoFigureName } from './coco-figures.ts';

const common = {
  family: 'detection',
  version: 1,
  direction: 'higher is better',
  range: [0, 1],
  unit: 'share',
  reference: 'Lin et al. 2014, ECCV, 740 (Microsoft COCO); cocodataset/cocoapi, cocoeval.py',
  peer: 'pycocotools COCOeval, bbox, 1e-9',
} as const;

const matching =
  'As COCOeval: in each image and label the 100 most confident detections, each to the free true box with the greatest IoU from the threshold on; a detection in a crowd region or of a box outside the size class is set aside. Mean over labels that have something to be found. Interval: bootstrap by image, or by group where a group has several images.';
const withoutConfidence =
  'It needs confidences to rank by: the signature says whether the model gave them. Where it gave none, boxes rank as listed, and the figure says little about the model.';
const thresholds = 'T: IoU thresholds 0.50, 0.55 ... 0.95';
const precisionFormula =
  'mean over labels, T and R of the greatest precision at recall r or beyond; R: recalls 0, 0.01 ... 1';
const recallFormula = 'mean over labels and T of the greatest recall';
const nothingToFind =
  'undefined where no label has a box to be found (COCO writes -1); such labels are left out of the mean';

function precisionAt(id: string, name: string, plain: string, formula: string): MetricDefinition {
  return {
    ...common,
    id,
    name,
    plain,
    formula,
    convention: `${matching} ${withoutConfidence}`,
    emptyCase: nothingToFind,
  };
}

function recallAmong(id: string, name: string, plain: string, most: number): MetricDefinition {
  return {
    ...common,
    id,
    name,
    plain,
    formula: `${recallFormula}. ${thresholds}. At most ${most} detections of an image and label are looked at.`,
    convention: most < 100 ? `${matching} ${withoutConfidence}` : matching,
    emptyCase: nothingToFind,
  };
}

const small = 'of up to 32 x 32 pixels';
const medium = 'of 32 x 32 to 96 x 96 pixels';
const large = 'of 96 x 96 pixels or more';
const bySize = `${precisionFormula}. ${thresholds}. Both bounds of a size class belong to it.`;

/** The twelve figures that COCO prints, by the name that `cocoFigures` gives them. */
export const cocoDefinitions: Readonly<Record<CocoFigureName, MetricDefinition>> = {
  ap: precisionAt(
    'coco-ap',
    'COCO AP',
    'How well the confidences rank right boxes before wrong ones, averaged over ten degrees of strictness.',
    `${precisionFormula}. ${thresholds}.`,
  ),
  ap50: precisionAt(
    'coco-ap-50',
    'COCO AP at IoU 0.50',
    'How well the confidences rank right boxes before wrong ones; a rough overlap is enough.',
    `${precisionFormula}. T: 0.50 alone.`,
  ),
  ap75: precisionAt(
    'coco-ap-75',
    'COCO AP at IoU 0.75',
    'How well the confidences rank right boxes before wrong ones; the overlap must be close.',
    `${precisionFormula}. T: 0.75 alone.`,
  ),
  apSmall: precisionAt('coco-ap-small', 'COCO AP, small', `COCO AP of boxes ${small}.`, bySize),
  apMedium: precisionAt('coco-ap-medium', 'COCO AP, medium', `COCO AP of boxes ${medium}.`, bySize),
  apLarge: precisionAt('coco-ap-large', 'COCO AP, large', `COCO AP of boxes ${large}.`, bySize),
  ar1: recallAmong(
    'coco-ar-1',
    'COCO AR, 1 detection',
    'The share of boxes found when only the most confident one counts.',
    1,
  ),
  ar10: recallAmong(
    'coco-ar-10',
    'COCO AR, 10 detections',
    'The share of boxes found among the ten most confident.',
    10,
  ),
  ar100: recallAmong(
    'coco-ar-100',
    'COCO AR, 100 detections',
    'The share of boxes found, averaged over ten degrees of strictness.',
    100,
  ),
  arSmall: recallAmong('coco-ar-small', 'COCO AR, small', `COCO AR of boxes ${small}.`, 100),
  arMedium: recallAmong('coco-ar-medium', 'COCO AR, medium', `COCO AR of boxes ${medium}.`, 100),
  arLarge: recallAmong('coco-ar-large', 'COCO AR, large', `COCO AR of boxes ${large}.`, 100),
};
