import type { MetricDefinition } from '../metric.ts';
import { nameInSentence } from '../name-in-sentence.ts';
import { f1, precision, sensitivity } from './label-definitions.ts';

/** The figures of cases of which any number of labels may hold. */

const share = { family: 'classification', version: 1, range: [0, 1], unit: 'share' } as const;
const higher = { ...share, direction: 'higher is better' } as const;
const unanswered =
  'A case without an answer counts as wholly wrong, or is left out, as chosen; the signature says which.';
const resampled = 'Interval: bootstrap by case, or by group where a group has several cases.';
const emptySets =
  'Where both sets are empty the case counts as 1 (nothing held, and nothing was named), as 0 (scikit-learn with zero_division=0) or not at all; the signature says which.';

export const subsetAccuracy: MetricDefinition = {
  ...higher,
  id: 'subset-accuracy',
  name: 'Subset accuracy',
  plain: 'The share of cases for which exactly the labels that hold were answered, no more and no less.',
  formula: 'cases with answer = truth / cases',
  convention: `${unanswered} Interval: Wilson; where a group has several cases, bootstrap by group.`,
  emptyCase: 'undefined without cases; an empty answer to an empty truth is exact',
  reference: 'Tsoumakas and Katakis 2007, IJDWM 3:1',
  peer: 'scikit-learn accuracy_score on indicators, 1e-9',
};

export const hammingLoss: MetricDefinition = {
  ...share,
  direction: 'lower is better',
  id: 'hamming-loss',
  name: 'Hamming loss',
  plain: 'The share of all decisions, label by label, that are wrong.',
  formula: '(labels held but not named + labels named but not held) / (cases x labels)',
  convention: `Counts absent labels that were rightly not named, so it is small where labels are rare. ${unanswered} ${resampled}`,
  emptyCase: 'undefined without cases',
  reference: 'Tsoumakas and Katakis 2007, IJDWM 3:1',
  peer: 'scikit-learn hamming_loss, 1e-9',
};

export const jaccardIndex: MetricDefinition = {
  ...higher,
  id: 'jaccard',
  name: 'Jaccard index',
  plain: 'Of the labels that hold or were named, the share that is both; averaged over cases.',
  formula: 'mean over cases of |truth and answer| / |truth or answer|',
  convention: `${emptySets} ${unanswered} ${resampled}`,
  emptyCase: 'both sets empty: as the signature says',
  reference: 'Jaccard 1912, New Phytologist 11:37',
  peer: "scikit-learn jaccard_score, average='samples', zero_division=0, 1e-9",
};

export const samplesF1: MetricDefinition = {
  ...higher,
  id: 'samples-f1',
  name: 'F1 by case',
  plain: 'The F1 of the labels of each case, averaged over cases.',
  formula: 'mean over cases of 2 |truth and answer| / (|truth| + |answer|)',
  convention: `${emptySets} ${unanswered} ${resampled}`,
  emptyCase: 'both sets empty: as the signature says',
  reference: 'Godbole and Sarawagi 2004, PAKDD, 22',
  peer: "scikit-learn f1_score, average='samples', zero_division=0, 1e-9",
};

export const macroLabelF1 = averaged('f1', 'macro');
export const microLabelF1 = averaged('f1', 'micro');
export const weightedLabelF1 = averaged('f1', 'weighted');
export const macroLabelPrecision = averaged('precision', 'macro');
export const microLabelPrecision = averaged('precision', 'micro');
export const weightedLabelPrecision = averaged('precision', 'weighted');
export const macroLabelSensitivity = averaged('sensitivity', 'macro');
export const microLabelSensitivity = averaged('sensitivity', 'micro');
export const weightedLabelSensitivity = averaged('sensitivity', 'weighted');

export const labelSetDefinitions: readonly MetricDefinition[] = [
  subsetAccuracy,
  hammingLoss,
  jaccardIndex,
  samplesF1,
  macroLabelF1,
  microLabelF1,
  weightedLabelF1,
  macroLabelPrecision,
  microLabelPrecision,
  weightedLabelPrecision,
  macroLabelSensitivity,
  microLabelSensitivity,
  weightedLabelSensitivity,
];

function averaged(
  measure: 'f1' | 'precision' | 'sensitivity',
  averaging: 'macro' | 'micro' | 'weighted',
): MetricDefinition {
  const { name: ownName, reference } = { f1, precision, sensitivity }[measure];
  const name = nameInSentence(ownName);
  const peerName = measure === 'sensitivity' ? 'recall' : measure;
  const plain = {
    macro: `The mean over labels of ${name}, each label counting the same.`,
    micro: `${ownName} of all decisions on all labels taken together.`,
    weighted: `The mean over labels of ${name}, each counting as often as it holds.`,
  }[averaging];
  const formula = {
    macro: `(1 / L) sum over labels of ${name}; L: labels counted`,
    micro: {
      f1: '2 sum TP / (2 sum TP + sum FP + sum FN)',
      precision: 'sum TP / (sum TP + sum FP)',
      sensitivity: 'sum TP / (sum TP + sum FN)',
    }[measure],
    weighted: `sum over labels of cases with it x ${name} / sum of their cases`,
  }[averaging];
  const undefinedLabels =
    averaging === 'micro'
      ? ''
      : ' Labels for which it is undefined are left out, or counted as 0 as scikit-learn with zero_division=0 does; the signature says which, and how many are counted.';
  return {
    ...higher,
    id: `${averaging}-label-${measure}`,
    name: `${averaging.charAt(0).toUpperCase()}${averaging.slice(1)} ${name}, by label`,
    plain,
    formula,
    convention: `Each label against its absence.${undefinedLabels} ${unanswered} ${resampled}`,
    emptyCase:
      averaging === 'micro' ? 'undefined where there is nothing to count' : 'undefined where no label counts',
    reference,
    peer: `scikit-learn ${peerName}_score, average='${averaging}', zero_division=0, on indicators, 1e-9`,
  };
}
