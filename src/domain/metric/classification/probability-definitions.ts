import type { MetricDefinition } from '../metric.ts';

/** The figures that probabilities and confidences give. */

const classification = { family: 'classification', version: 1 } as const;
const higher = { ...classification, direction: 'higher is better', range: [0, 1], unit: '' } as const;
const lower = { ...classification, direction: 'lower is better' } as const;
const resampled = 'Interval: bootstrap by case, or by group where a group has several cases.';
const answersOnly =
  'Only cases for which probabilities were given are counted; the signature says how many were not.';
const confident = 'Only answers given with a confidence are counted; the signature says how many were not.';

export const auroc: MetricDefinition = {
  ...higher,
  id: 'auroc',
  name: 'AUROC',
  plain:
    'The chance that a case with the class gets a higher probability than a case without it; 0.5 is guessing.',
  formula:
    '(pairs in which the positive case scores higher + half the pairs that tie) / (positive x negative cases)',
  convention: `One class against the rest. No interpolation, ties count half. ${answersOnly} ${resampled} Two models are compared by DeLong's test where cases are independent.`,
  emptyCase: 'undefined where all cases are positive, or all negative',
  reference: 'Hanley and McNeil 1982, Radiology 143:29',
  peer: 'scikit-learn roc_auc_score, 1e-9; R pROC, 1e-8',
};

export const aurocOneVersusRest: MetricDefinition = {
  ...higher,
  id: 'auroc-one-versus-rest',
  name: 'AUROC, one versus rest',
  plain: 'The mean over classes of the AUROC of each class against all others.',
  formula: '(1 / K) sum over classes of AUROC of the class against the rest',
  convention: `Each class counts the same. Classes for which it is undefined are left out; the signature says how many are counted. ${answersOnly} ${resampled}`,
  emptyCase: 'undefined where fewer than two classes have cases',
  reference: 'Fawcett 2006, Pattern Recognition Letters 27:861',
  peer: "scikit-learn roc_auc_score, multi_class='ovr', 1e-9",
};

export const aurocOneVersusOne: MetricDefinition = {
  ...higher,
  id: 'auroc-one-versus-one',
  name: 'AUROC, one versus one',
  plain:
    'The mean over pairs of classes of how well each two are told apart; does not depend on how common they are.',
  formula: 'mean over pairs i < j of (AUROC of i against j by p_i + AUROC of j against i by p_j) / 2',
  convention: `Hand and Till's M. Pairs of which one class has no cases are left out; the signature says how many are counted. ${answersOnly} ${resampled}`,
  emptyCase: 'undefined where fewer than two classes have cases',
  reference: 'Hand and Till 2001, Machine Learning 45:171',
  peer: "scikit-learn roc_auc_score, multi_class='ovo', 1e-9",
};

export const averagePrecision: MetricDefinition = {
  ...higher,
  id: 'average-precision',
  name: 'Average precision',
  plain:
    'The area under the precision-recall curve: high where positive cases come first in the order of probability.',
  formula: 'sum over thresholds of (R_n - R_(n-1)) P_n; P: precision, R: recall at the n-th threshold',
  convention: `One class against the rest. No interpolation. A guess gets the share of positive cases, so compare it only on the same cases. ${answersOnly} ${resampled}`,
  emptyCase: 'undefined where no case is positive',
  reference: 'Davis and Goadrich 2006, ICML, 233',
  peer: 'scikit-learn average_precision_score, 1e-9',
};

export const logLoss: MetricDefinition = {
  ...lower,
  id: 'log-loss',
  name: 'Log loss',
  range: [0, null],
  unit: 'nats',
  plain: 'How surprised one would be by the truth, given the probabilities; one sure error costs much.',
  formula: '-(1 / n) sum over cases of ln(probability of the true class)',
  convention: `Probabilities are kept within 2^-52 and 1 - 2^-52, then divided by their sum. ${answersOnly} ${resampled}`,
  emptyCase: 'undefined without cases',
  reference: 'Good 1952, J. Royal Stat. Soc. B 14:107',
  peer: 'scikit-learn 1.2 log_loss, 1e-9',
};

export const brier: MetricDefinition = {
  ...lower,
  id: 'brier',
  name: 'Brier score',
  range: [0, 1],
  unit: '',
  plain: 'The mean squared error of the probability of the positive class.',
  formula: '(1 / n) sum over cases of (p - y)^2; y: 1 for a positive case, else 0',
  convention: `Two classes; for more see the Brier score over classes. ${answersOnly} ${resampled}`,
  emptyCase: 'undefined without cases',
  reference: 'Brier 1950, Monthly Weather Review 78:1',
  peer: 'scikit-learn brier_score_loss, 1e-9',
};

export const brierOverClasses: MetricDefinition = {
  ...lower,
  id: 'brier-over-classes',
  name: 'Brier score over classes',
  range: [0, 2],
  unit: '',
  plain:
    'The squared error of the probabilities of all classes, summed over classes and averaged over cases.',
  formula: '(1 / n) sum over cases and classes of (p - y)^2; y: 1 for the true class, else 0',
  convention: `With two classes it is twice the binary score. ${answersOnly} ${resampled}`,
  emptyCase: 'undefined without cases',
  reference: 'Brier 1950, Monthly Weather Review 78:1',
  peer: "numpy after Brier's formula, 1e-9",
};

export const topK: MetricDefinition = {
  ...classification,
  direction: 'higher is better',
  range: [0, 1],
  unit: 'share',
  id: 'top-k',
  name: 'Top-k accuracy',
  plain: 'The share of cases whose true class is among the k most probable, or the k first named.',
  formula: 'cases with the truth in the first k places / cases',
  convention: `Classes of equal probability keep the order of the labels. The signature says k. ${answersOnly} Interval: Wilson; where a group has several cases, bootstrap by group.`,
  emptyCase: 'undefined without cases',
  reference: 'Russakovsky et al. 2015, IJCV 115:211',
  peer: 'numpy stable argsort, 1e-9',
};

export const expectedCalibrationError: MetricDefinition = {
  ...lower,
  id: 'expected-calibration-error',
  name: 'Expected calibration error (ECE)',
  range: [0, 1],
  unit: '',
  plain: 'How far confidence and the share of right answers are apart, on average.',
  formula: 'sum over bins of (cases / n) |accuracy - mean confidence|',
  convention: `Equal-width bins (low, high]; their number is in the signature, 15 by default. Confidence in the answer, or the probability of the most probable class. With few cases it is too high by chance. ${confident} ${resampled}`,
  emptyCase: 'undefined without cases; empty bins count nothing',
  reference: 'Guo et al. 2017, ICML, 1321',
  peer: "numpy after Guo's code, 1e-9",
};

export const maximumCalibrationError: MetricDefinition = {
  ...lower,
  id: 'maximum-calibration-error',
  name: 'Maximum calibration error (MCE)',
  range: [0, 1],
  unit: '',
  plain: 'The greatest gap of confidence and share of right answers in any bin.',
  formula: 'max over bins with cases of |accuracy - mean confidence|',
  convention: `Bins as for ECE. A bin with one case counts as much as any: read it beside the reliability diagram. ${confident} ${resampled}`,
  emptyCase: 'undefined without cases; empty bins count nothing',
  reference: 'Guo et al. 2017, ICML, 1321',
  peer: "numpy after Guo's code, 1e-9",
};

export const areaUnderRiskCoverage: MetricDefinition = {
  ...lower,
  id: 'area-under-risk-coverage',
  name: 'Area under the risk-coverage curve (AURC)',
  range: [0, 1],
  unit: '',
  plain:
    'The share of errors among the surest answers, averaged over how many are kept: low where doubt goes with error.',
  formula: '(1 / n) sum over k = 1 .. n of (errors among the k surest answers) / k',
  convention: `Answers of equal confidence: the expectation over their orders. ${confident} ${resampled}`,
  emptyCase: 'undefined without cases',
  reference: 'Geifman, Uziel and El-Yaniv 2019, ICLR',
  peer: 'the definition, computed by hand on small cases',
};

export const probabilityDefinitions: readonly MetricDefinition[] = [
  topK,
  auroc,
  aurocOneVersusRest,
  aurocOneVersusOne,
  averagePrecision,
  logLoss,
  brier,
  brierOverClasses,
  expectedCalibrationError,
  maximumCalibrationError,
  areaUnderRiskCoverage,
];
