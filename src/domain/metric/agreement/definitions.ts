import type { MetricDefinition } from '../metric.ts';

/** How far raters agree: models, prompts, repeats, readers. */

const agreement = { family: 'agreement', version: 1, direction: 'higher is better' } as const;
const resampled = 'Interval: bootstrap by item, or by group where a group has several items.';

export const percentAgreement: MetricDefinition = {
  ...agreement,
  id: 'percent-agreement',
  name: 'Agreement',
  range: [0, 1],
  unit: 'share',
  plain: 'The share of pairs of raters that say the same, averaged over items.',
  formula: 'mean over items of (pairs of raters that agree / pairs of raters)',
  convention: `Not corrected for chance. Items rated by fewer than two are left out. ${resampled}`,
  emptyCase: 'undefined where no item has two ratings',
  reference: 'Fleiss 1971, Psychol. Bull. 76:378',
  peer: "the mean of the items' agreement P_i in statsmodels fleiss_kappa, 1e-9",
};

export const cohenKappaOfRaters: MetricDefinition = {
  ...agreement,
  id: 'cohen-kappa',
  name: "Cohen's kappa of two raters",
  range: [-1, 1],
  unit: '',
  plain: 'Agreement of two raters beyond what chance would give; weighted where categories are ordered.',
  formula:
    '1 - sum w o / sum w e; o: items in a cell, e: those expected from its margins, w: 1, distance or squared distance',
  convention: `Items that one of the two did not rate are left out. The signature says the weights. ${resampled}`,
  emptyCase: 'undefined where both gave one and the same category throughout',
  reference: 'Cohen 1960, Educ. Psychol. Meas. 20:37; Cohen 1968, Psychol. Bull. 70:213',
  peer: 'scikit-learn cohen_kappa_score, 1e-9',
};

export const fleissKappa: MetricDefinition = {
  ...agreement,
  id: 'fleiss-kappa',
  name: "Fleiss' kappa",
  range: [-1, 1],
  unit: '',
  plain: 'Agreement of several raters beyond what chance would give, for unordered categories.',
  formula:
    '(P - E) / (1 - E); P: mean over items of the share of agreeing pairs, E: sum over categories of (share of ratings)^2',
  convention: `Every item rated by the same number of raters. ${resampled}`,
  emptyCase: 'undefined where all ratings are of one category',
  reference: 'Fleiss 1971, Psychol. Bull. 76:378',
  peer: 'statsmodels fleiss_kappa, 1e-9',
};

export const krippendorffAlpha: MetricDefinition = {
  ...agreement,
  id: 'krippendorff-alpha',
  name: "Krippendorff's alpha",
  range: [null, 1],
  unit: '',
  plain:
    'Agreement of any number of raters beyond chance, also with ratings missing and for ordered or measured values.',
  formula:
    '1 - (n - 1) sum o d / sum n_c n_k d; o: coincidences of two values, n_c: ratings of a value, d: squared distance',
  convention: `The signature says the level of measurement (nominal, ordinal, interval, ratio). Items with one rating are left out. ${resampled}`,
  emptyCase: 'undefined where nothing can be compared or all ratings are the same',
  reference: "Krippendorff 2011, Computing Krippendorff's alpha-reliability",
  peer: 'nltk AnnotationTask.alpha, 1e-9',
};

export const unanimity: MetricDefinition = {
  ...agreement,
  id: 'unanimity',
  name: 'Same answer every time',
  range: [0, 1],
  unit: 'share',
  plain: 'The share of cases that got the same answer in every repeat.',
  formula: 'cases whose repeats all have one answer / cases with at least two repeats',
  convention:
    'A repeat without an answer is an answer of its own kind. Falls as repeats are added. Interval: Wilson; where a group has several cases, bootstrap by group.',
  emptyCase: 'undefined where no case was repeated',
  reference: 'Wang et al. 2024, arXiv:2407.10457',
  peer: 'the definition, computed by hand on small cases',
};

export const consistency: MetricDefinition = {
  ...agreement,
  id: 'consistency',
  name: 'Consistency over repeats',
  range: [0, 1],
  unit: 'share',
  plain: 'The chance that two repeats of a case give the same answer.',
  formula: 'mean over cases of (pairs of repeats with one answer / pairs of repeats)',
  convention: `A repeat without an answer is an answer of its own kind. Does not depend on the number of repeats. ${resampled}`,
  emptyCase: 'undefined where no case was repeated',
  reference: 'Fleiss 1971, Psychol. Bull. 76:378',
  peer: 'the definition, computed by hand on small cases',
};

export const wordingRange: MetricDefinition = {
  ...agreement,
  direction: 'lower is better',
  id: 'wording-range',
  name: 'Range over wordings',
  range: [0, null],
  unit: 'as the metric',
  plain: 'How far apart the best and the worst wording of the prompt are.',
  formula: 'greatest less least mean score over the variants',
  convention: `Only cases scored under every variant. The best of several is too good by chance: a range above 0 is expected even of equal wordings. ${resampled}`,
  emptyCase: 'undefined with fewer than two variants or no common cases',
  reference: 'Sclar et al. 2024, ICLR',
  peer: 'the definition, computed by hand on small cases',
};

export const wordingVariance: MetricDefinition = {
  ...agreement,
  direction: 'lower is better',
  id: 'wording-variance',
  name: 'Variance over wordings',
  range: [0, null],
  unit: 'square of the metric',
  plain: 'How much the mean score varies from wording to wording.',
  formula: 'sum over variants of (mean score - their mean)^2 / (variants - 1)',
  convention: `Only cases scored under every variant. ${resampled}`,
  emptyCase: 'undefined with fewer than two variants or no common cases',
  reference: 'Mizrahi et al. 2024, TACL 12:933',
  peer: 'the definition, computed by hand on small cases',
};

export const wordingConsistency: MetricDefinition = {
  ...agreement,
  id: 'wording-consistency',
  name: 'Cases that no wording changes',
  range: [0, 1],
  unit: 'share',
  plain: 'The share of cases that score the same under every wording of the prompt.',
  formula: 'cases with one score under all variants / cases scored under all variants',
  convention:
    'Only cases scored under every variant. Interval: Wilson; where a group has several cases, bootstrap by group.',
  emptyCase: 'undefined with fewer than two variants or no common cases',
  reference: 'Sclar et al. 2024, ICLR',
  peer: 'the definition, computed by hand on small cases',
};

export const definitions: readonly MetricDefinition[] = [
  percentAgreement,
  cohenKappaOfRaters,
  fleissKappa,
  krippendorffAlpha,
  unanimity,
  consistency,
  wordingRange,
  wordingVariance,
  wordingConsistency,
];
