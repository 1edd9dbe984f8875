import type { MetricDefinition } from '../metric.ts';
import { nameInSentence } from '../name-in-sentence.ts';

/** The figures that one true and one answered class a case give. */

const classificationShare = {
  family: 'classification',
  version: 1,
  direction: 'higher is better',
  range: [0, 1],
  unit: 'share',
} as const;

const unansweredAsError =
  'A case without an answer counts as an error, or is left out, as chosen; the signature says which.';
const wilson = 'Interval: Wilson; where a group has several cases, bootstrap by group.';
const resampled = 'Interval: bootstrap by case, or by group where a group has several cases.';
const symbols =
  'TP: cases of the class answered so; FN: its other cases; FP: answers of the class to other cases; TN: other cases answered with another class.';
const sklearn = (name: string) => `scikit-learn ${name}, 1e-9`;

export const accuracy: MetricDefinition = {
  ...classificationShare,
  id: 'accuracy',
  name: 'Accuracy',
  plain: 'The share of cases answered with the true class.',
  formula: 'right answers / cases',
  convention: `${unansweredAsError} ${wilson}`,
  emptyCase: 'undefined without cases',
  reference: 'Sokolova and Lapalme 2009, Information Processing and Management 45:427',
  peer: sklearn('accuracy_score'),
};

export const balancedAccuracy: MetricDefinition = {
  ...classificationShare,
  id: 'balanced-accuracy',
  name: 'Balanced accuracy',
  plain: 'The mean of the sensitivities of all classes: a rare class counts as much as a common one.',
  formula: '(1 / K) sum over classes of TP / (TP + FN); K: classes that have cases',
  convention: `Not adjusted for chance. Classes without cases are left out; the signature says how many are counted. ${unansweredAsError} ${resampled}`,
  emptyCase: 'undefined without cases; a class without cases is left out',
  reference: 'Brodersen et al. 2010, ICPR, 3121',
  peer: sklearn('balanced_accuracy_score'),
};

export const sensitivity: MetricDefinition = {
  ...classificationShare,
  id: 'sensitivity',
  name: 'Sensitivity (recall)',
  plain: 'Of the cases that have the class, the share answered so.',
  formula: `TP / (TP + FN). ${symbols}`,
  convention: `One class against the rest. ${unansweredAsError} ${wilson}`,
  emptyCase: 'undefined for a class without cases',
  reference: 'Altman and Bland 1994, BMJ 308:1552',
  peer: sklearn('recall_score'),
};

export const specificity: MetricDefinition = {
  ...classificationShare,
  id: 'specificity',
  name: 'Specificity',
  plain: 'Of the cases that do not have the class, the share answered with another class.',
  formula: `TN / (TN + FP). ${symbols}`,
  convention: `One class against the rest. A case without an answer is no true negative, so with two classes the specificity of one is the sensitivity of the other. ${unansweredAsError} ${wilson}`,
  emptyCase: 'undefined where every case has the class',
  reference: 'Altman and Bland 1994, BMJ 308:1552',
  peer: sklearn('recall_score of the rest'),
};

export const precision: MetricDefinition = {
  ...classificationShare,
  id: 'precision',
  name: 'Precision (positive predictive value)',
  plain: 'Of the answers that name the class, the share that are right.',
  formula: `TP / (TP + FP). ${symbols}`,
  convention: `One class against the rest. Cases without an answer are in no denominator that counts answers. Depends on how common the class is in the data. ${wilson}`,
  emptyCase: 'undefined for a class that was never answered',
  reference: 'Altman and Bland 1994, BMJ 309:102',
  peer: sklearn('precision_score'),
};

export const negativePredictiveValue: MetricDefinition = {
  ...classificationShare,
  id: 'negative-predictive-value',
  name: 'Negative predictive value',
  plain: 'Of the answers that name another class, the share given to cases that do not have the class.',
  formula: `TN / (TN + answered FN). ${symbols}`,
  convention: `One class against the rest. Cases without an answer are in no denominator that counts answers. Depends on how common the class is in the data. ${wilson}`,
  emptyCase: 'undefined where nothing but the class was answered',
  reference: 'Altman and Bland 1994, BMJ 309:102',
  peer: sklearn('precision_score of the rest'),
};

export const f1: MetricDefinition = {
  ...classificationShare,
  id: 'f1',
  name: 'F1',
  plain: 'The harmonic mean of precision and sensitivity of a class.',
  formula: `2 TP / (2 TP + FP + FN). ${symbols}`,
  convention: `One class against the rest. 0 where the class occurs or is answered, but never rightly. ${unansweredAsError} ${resampled}`,
  emptyCase: 'undefined for a class that neither occurs nor is answered',
  reference: 'van Rijsbergen 1979, Information Retrieval, chapter 7',
  peer: sklearn('f1_score'),
};

export const macroF1 = averaged('f1', 'macro');
export const microF1 = averaged('f1', 'micro');
export const weightedF1 = averaged('f1', 'weighted');
export const macroPrecision = averaged('precision', 'macro');
export const microPrecision = averaged('precision', 'micro');
export const weightedPrecision = averaged('precision', 'weighted');
export const macroSensitivity = averaged('sensitivity', 'macro');
export const microSensitivity = averaged('sensitivity', 'micro');
export const weightedSensitivity = averaged('sensitivity', 'weighted');

export const matthewsCorrelation: MetricDefinition = {
  family: 'classification',
  version: 1,
  direction: 'higher is better',
  range: [-1, 1],
  unit: '',
  id: 'matthews-correlation',
  name: "Matthews' correlation (MCC)",
  plain:
    'The correlation between truth and answer: 1 is perfect, 0 no better than chance; high only where all classes do well.',
  formula:
    '(n h - sum t a) / sqrt((n^2 - sum a^2) (n^2 - sum t^2)); n: cases, h: right answers, t: cases of a class, a: answers of it',
  convention: `Gorodkin's R_K for more than two classes. Cases without an answer are a class of answers that is never right, or are left out, as chosen. scikit-learn gives 0 where it is undefined. ${resampled}`,
  emptyCase: 'undefined where all cases are of one class or all answers are the same',
  reference: 'Matthews 1975, BBA 405:442; Gorodkin 2004, Comput. Biol. Chem. 28:367',
  peer: sklearn('matthews_corrcoef'),
};

export const kappa = kappaDefinition(
  'kappa',
  "Cohen's kappa",
  'Agreement of answer and truth beyond what chance would give.',
  '1 for any two different classes',
);
export const kappaLinear = kappaDefinition(
  'kappa-linear',
  'Kappa, linear weights',
  'Agreement beyond chance for ordered classes: an error weighs as much as it is classes away.',
  'the distance of the two classes in the order of the labels',
);
export const kappaQuadratic = kappaDefinition(
  'kappa-quadratic',
  'Kappa, quadratic weights',
  'Agreement beyond chance for ordered classes: an error weighs by the square of its distance.',
  'the squared distance of the two classes in the order of the labels',
);

export const labelDefinitions: readonly MetricDefinition[] = [
  accuracy,
  balancedAccuracy,
  sensitivity,
  specificity,
  precision,
  negativePredictiveValue,
  f1,
  macroF1,
  microF1,
  weightedF1,
  macroPrecision,
  microPrecision,
  weightedPrecision,
  macroSensitivity,
  microSensitivity,
  weightedSensitivity,
  matthewsCorrelation,
  kappa,
  kappaLinear,
  kappaQuadratic,
];

function averaged(
  measure: 'f1' | 'precision' | 'sensitivity',
  averaging: 'macro' | 'micro' | 'weighted',
): MetricDefinition {
  const { name: ownName, reference } = { f1, precision, sensitivity }[measure];
  const name = nameInSentence(ownName);
  const plain = {
    macro: `The mean of ${name} over the classes, each counting the same.`,
    micro: `${ownName} from the counts of all classes taken together.`,
    weighted: `The mean of ${name} over the classes, each counting as often as it has cases.`,
  }[averaging];
  const formula = {
    macro: `(1 / K) sum over classes of ${name}; K: classes counted`,
    micro: {
      f1: '2 sum TP / (sum cases + sum answers)',
      precision: 'sum TP / answers',
      sensitivity: 'sum TP / cases',
    }[measure],
    weighted: `sum over classes of cases x ${name} / sum of their cases`,
  }[averaging];
  const classes =
    averaging === 'micro'
      ? 'With one answer to each case it equals accuracy.'
      : 'Classes for which it is undefined are left out, or counted as 0 as scikit-learn with zero_division=0 does; the signature says which, and how many classes are counted.';
  const suffix = measure === 'sensitivity' ? 'recall' : measure;
  return {
    ...classificationShare,
    id: `${averaging}-${measure}`,
    name: `${averaging.charAt(0).toUpperCase()}${averaging.slice(1)} ${name}`,
    plain,
    formula,
    convention: `${classes} ${unansweredAsError} ${resampled}`,
    emptyCase:
      averaging === 'micro' ? 'undefined where there is nothing to count' : 'undefined where no class counts',
    reference,
    peer: sklearn(`${suffix}_score, average='${averaging}', zero_division=0`),
  };
}

function kappaDefinition(id: string, name: string, plain: string, weights: string): MetricDefinition {
  return {
    family: 'classification',
    version: 1,
    direction: 'higher is better',
    range: [-1, 1],
    unit: '',
    id,
    name,
    plain,
    formula: `1 - sum w o / sum w e; o: cases in a cell, e: those expected from the sums of its row and column, w: ${weights}`,
    convention: `The answers are one rater, the truth the other. A case without an answer disagrees as much as the ends of the scale do, or is left out, as chosen. ${resampled}`,
    emptyCase: 'undefined where truth and answers are one and the same class throughout',
    reference: 'Cohen 1960, Educ. Psychol. Meas. 20:37; Cohen 1968, Psychol. Bull. 70:213',
    peer: sklearn('cohen_kappa_score'),
  };
}
