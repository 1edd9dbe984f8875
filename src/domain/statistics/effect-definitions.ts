import type { MetricDefinition } from '../metric/metric.ts';

/** How large a difference is, and how large one could have been seen. */

const effect = {
  family: 'statistics',
  version: 1,
  direction: 'neither',
  range: [null, null],
  unit: '',
} as const;

export const subgroupGap: MetricDefinition = {
  ...effect,
  id: 'subgroup-gap',
  name: 'Subgroup gap',
  version: 2,
  unit: 'as the metric',
  plain: 'How much better or worse a model does on one kind of case than on all others.',
  formula: 'figure of the subgroup - figure of the other cases whose subgroup is known',
  convention:
    "Percentile bootstrap, both figures from the same resample of all cases; by group where a group has several cases. Of shares of independent cases, and where one of two shares is 0 or 1: Newcombe's interval, from that of each. An interval that holds 0 shows no difference; it is also told at a level corrected for the number of gaps (Bonferroni: 1 - 0.05 / gaps), where the resamples reach so far. Under 20 cases, or 10 patients or lesions, a warning.",
  emptyCase: 'undefined where the figure of either side is; no interval where either side has none',
  reference:
    'Efron and Tibshirani 1993, An Introduction to the Bootstrap, 8.3; Newcombe 1998, Statistics in Medicine 17:873, method 10; Zou and Donner 2008, 27:1693',
  peer: 'the definition, computed by hand on small cases; the examples of Newcombe 1998, table II, 1e-4',
};

export const subgroupRange: MetricDefinition = {
  ...effect,
  id: 'subgroup-range',
  name: 'Range over subgroups',
  range: [0, null],
  unit: 'as the metric',
  plain: 'How far the best and the worst subgroup lie apart.',
  formula: 'greatest - least figure over the subgroups that have one',
  convention:
    'Without an interval: a range is never below 0, and the fewer cases its subgroups have the larger it is by chance alone.',
  emptyCase: 'undefined where fewer than 2 subgroups have the figure',
  reference: 'the definition',
  peer: 'the definition, computed by hand on small cases',
};

export const effectDefinitions: readonly MetricDefinition[] = [
  {
    ...effect,
    id: 'cohens-d',
    name: "Cohen's d, paired",
    plain: 'The mean difference of paired scores in units of how much the differences vary.',
    formula: 'mean of a - b / standard deviation of a - b (d_z)',
    convention: '0.2 is called small, 0.5 medium, 0.8 large.',
    emptyCase: 'undefined with fewer than 2 pairs or where the differences do not vary',
    reference: 'Cohen 1988, Statistical Power Analysis, 2.3.5',
    peer: 'the paired t over sqrt n, 1e-8',
  },
  {
    ...effect,
    id: 'cohens-h',
    name: "Cohen's h",
    range: [-Math.PI, Math.PI],
    plain: 'The difference of two shares on a scale on which a step counts the same everywhere.',
    formula: '2 arcsin sqrt p1 - 2 arcsin sqrt p2',
    convention: '0.2 is called small, 0.5 medium, 0.8 large.',
    emptyCase: 'undefined where a share is',
    reference: 'Cohen 1988, Statistical Power Analysis, 6.2',
    peer: 'statsmodels proportion_effectsize, by its formula',
  },
  {
    ...effect,
    id: 'rank-biserial',
    name: 'Rank-biserial correlation',
    range: [-1, 1],
    plain: 'How much oftener the first is ahead than behind.',
    formula:
      'paired: (positive - negative rank sum) / (n (n + 1) / 2); independent: share of pairs ahead less share behind',
    convention: 'Paired with the signed-rank test, from the same ranks.',
    emptyCase: 'undefined where no pair differs, or a list is empty',
    reference: 'Kerby 2014, Comprehensive Psychology 3:1',
    peer: 'the definition, computed by hand on small cases',
  },
  {
    ...effect,
    id: 'correlation',
    name: 'Correlation (Pearson, Spearman, Kendall)',
    range: [-1, 1],
    plain: 'How far two scores of the same cases go together: in a line, in rank, or pair by pair.',
    formula:
      'Pearson: covariance / product of standard deviations; Spearman: the same of ranks; Kendall tau-b: (concordant - discordant) / sqrt(pairs untied in a x pairs untied in b)',
    convention: 'p by Student with n - 2; ties share their mean rank.',
    emptyCase: 'undefined with fewer than 2 pairs or where a list does not vary',
    reference: 'Kendall 1945, Biometrika 33:239',
    peer: 'scipy pearsonr, spearmanr, kendalltau, 1e-8',
  },
  {
    ...effect,
    id: 'detectable-difference',
    name: 'Detectable difference, power and sample size',
    range: [0, 1],
    unit: 'difference of shares',
    plain: 'The least true difference of two models that so many cases show with a given chance.',
    formula:
      'n d^2 = (z_a sqrt m + z_b sqrt(m - d^2))^2; d: difference, m: share of cases that one alone has right, z_a: of the two-sided level, z_b: of the power',
    convention: "For McNemar's test, normal approximation. m is the share seen, or a planner's guess.",
    emptyCase: 'undefined where not even the greatest possible difference (m) would show',
    reference: 'Connor 1987, Biometrics 43:207; Miettinen 1968, Biometrics 24:339',
    peer: 'simulation of the test; R MESS power_mcnemar_test by its formula',
  },
  subgroupGap,
  subgroupRange,
];
