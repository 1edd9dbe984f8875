import type { MetricDefinition } from '../metric/metric.ts';

/** Tests of differences between models on the same cases, and what is done with many of them. */

const test = {
  family: 'statistics',
  version: 1,
  direction: 'neither',
  range: [0, 1],
  unit: 'p value, two-sided',
} as const;

export const testDefinitions: readonly MetricDefinition[] = [
  {
    ...test,
    id: 'mcnemar',
    name: "McNemar's test",
    plain:
      'Are two models right equally often on the same cases? Only cases that one of them alone has right can tell.',
    formula:
      'exact: twice the binomial tail of min(b, c) in b + c at 1/2; mid-p: less the probability of min(b, c) itself; chi-squared: (|b - c| - 1)^2 / (b + c), or without the 1; b, c: cases that the first, the second alone has right',
    convention:
      'All four are given; mid-p is the one to read, exact the one to defend. For independent cases.',
    emptyCase: 'p is 1 where no case tells; chi-squared is then undefined',
    reference:
      'McNemar 1947, Psychometrika 12:153; Fagerland, Lydersen and Laake 2013, BMC Med. Res. Methodol. 13:91',
    peer: 'statsmodels mcnemar, 1e-8',
  },
  {
    ...test,
    id: 'cochran-q',
    name: "Cochran's Q",
    plain: 'Are several models right equally often on the same cases?',
    formula:
      '(k - 1) (k sum G^2 - T^2) / (k T - sum L^2), chi-squared with k - 1; k: models, G: right by model, L: right by case, T: all right',
    convention:
      'Not significant: leave it there. Significant: compare by pairs with McNemar and correct for their number.',
    emptyCase: 'undefined where all models agree on every case',
    reference: 'Cochran 1950, Biometrika 37:256',
    peer: 'statsmodels cochrans_q, 1e-8',
  },
  {
    ...test,
    id: 'paired-bootstrap',
    name: 'Paired bootstrap',
    plain: 'How large is the difference of a figure between two models, and could it be 0?',
    formula:
      'figure of the first less figure of the second on each resample; p: 2 (min(below or 0, above or 0) + 1) / (resamples + 1)',
    convention:
      'Both figures on the same resample, so that what the cases have in common cancels. By group where a group has several cases.',
    emptyCase: 'no p where the interval is undefined',
    reference: 'Efron and Tibshirani 1993, An Introduction to the Bootstrap, 16.4',
    peer: "the paired t test on means, to within the resampling's own error",
  },
  {
    ...test,
    id: 'approximate-randomisation',
    version: 2,
    name: 'Approximate randomisation',
    plain:
      'If the two models were alike, how often would exchanging their answers at random give a difference this large?',
    formula: '(exchanges with a difference at least as large + 1) / (exchanges + 1)',
    convention:
      'Answers change places case by case with probability 1/2; cases of one group together. For figures that are no mean of cases (macro F1, corpus BLEU).',
    emptyCase:
      'undefined where the difference is; an exchange with an undefined difference counts as at least as large',
    reference: 'Noreen 1989; Yeh 2000, COLING, 947; Phipson and Smyth 2010, SAGMB 9:39',
    peer: 'all exchanges counted out on small cases',
  },
  {
    ...test,
    id: 'wilcoxon-signed-rank',
    name: "Wilcoxon's signed-rank test",
    plain: 'Do the scores of two models on the same cases differ, judged by the ranks of the differences?',
    formula:
      'W: the lesser sum of ranks of |a - b| by sign; z = (W - n (n + 1) / 4) / sqrt(n (n + 1) (2n + 1) / 24 - sum (t^3 - t) / 48)',
    convention:
      'Pairs without a difference are dropped; no continuity correction; ties share their mean rank. Exact p beside it where nothing is tied and at most 50 pairs are left.',
    emptyCase: 'undefined where no pair differs',
    reference: 'Wilcoxon 1945, Biometrics Bulletin 1:80',
    peer: "scipy wilcoxon, method='approx', 1e-8",
  },
  {
    ...test,
    id: 'paired-t',
    name: 'Paired t test',
    plain: 'Is the mean difference of the scores of two models 0?',
    formula: 'mean of a - b / (standard deviation / sqrt n), Student with n - 1',
    convention: 'For means of many cases; with few and skewed differences use the bootstrap.',
    emptyCase: 'undefined with fewer than 2 pairs or where all differences are equal',
    reference: 'Student 1908, Biometrika 6:1',
    peer: 'scipy ttest_rel, 1e-8',
  },
  {
    ...test,
    id: 'friedman',
    name: 'Friedman test',
    plain: 'Do several models rank alike over the same cases?',
    formula:
      '(12 / (n k (k + 1)) sum R^2 - 3 n (k + 1)) / (1 - sum (t^3 - t) / (n k (k^2 - 1))), chi-squared with k - 1; R: rank sums',
    convention: 'Ties share their mean rank and are corrected for.',
    emptyCase: 'undefined where all models score the same on every case',
    reference: 'Friedman 1937, JASA 32:675; Demsar 2006, JMLR 7:1',
    peer: 'scipy friedmanchisquare, 1e-8',
  },
  {
    ...test,
    id: 'nemenyi',
    name: "Nemenyi's comparison",
    plain: 'After Friedman: which two models differ in mean rank?',
    formula:
      'studentized range of |difference of mean ranks| / sqrt(k (k + 1) / (6 n)) sqrt 2, k groups, infinite degrees of freedom',
    convention: 'The p values are already adjusted for the number of pairs.',
    emptyCase: 'undefined with the Friedman test',
    reference: 'Nemenyi 1963; Demsar 2006, JMLR 7:1',
    peer: 'critical values of Demsar 2006, table 5',
  },
  {
    ...test,
    id: 'delong',
    name: "DeLong's test",
    plain: 'Do two models have the same AUROC on the same cases?',
    formula:
      '(A1 - A2) / sqrt(V1 + V2 - 2 C), normal; V, C: variances and covariance of the placements of positives and negatives',
    convention: 'For independent cases; by group use the paired bootstrap. Intervals are clipped to [0, 1].',
    emptyCase:
      'undefined with fewer than 2 positive or negative cases, or where the scores rank all cases alike',
    reference: 'DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837; Sun and Xu 2014, IEEE SPL 21:1389',
    peer: 'R pROC roc.test, 1e-8',
  },
  {
    ...test,
    id: 'holm',
    name: 'Holm correction',
    unit: 'adjusted p value',
    plain:
      'Makes many tests together no more likely to find a difference that is not there than one test is.',
    formula: 'max over the tests up to it of (m - i + 1) p_(i), at most 1; p_(i): the i-th smallest of m',
    convention: 'For a few planned comparisons.',
    emptyCase: 'without tests nothing is adjusted',
    reference: 'Holm 1979, Scandinavian Journal of Statistics 6:65',
    peer: "statsmodels multipletests, 'holm', 1e-9",
  },
  {
    ...test,
    id: 'benjamini-hochberg',
    name: 'Benjamini-Hochberg correction',
    unit: 'adjusted p value',
    plain: 'Holds the share of false findings among the findings; for many comparisons, as over subgroups.',
    formula: 'min over the tests from it on of (m / i) p_(i), at most 1; p_(i): the i-th smallest of m',
    convention: 'For independent or positively dependent tests.',
    emptyCase: 'without tests nothing is adjusted',
    reference: 'Benjamini and Hochberg 1995, J. Royal Stat. Soc. B 57:289',
    peer: "statsmodels multipletests, 'fdr_bh', 1e-9",
  },
  {
    ...test,
    id: 'bonferroni',
    name: 'Bonferroni correction',
    unit: 'adjusted p value',
    plain: 'The simplest correction for many tests: each p times their number.',
    formula: 'min(1, m p)',
    convention: 'Given beside Holm, which is never weaker.',
    emptyCase: 'without tests nothing is adjusted',
    reference: 'Dunn 1961, JASA 56:52',
    peer: "statsmodels multipletests, 'bonferroni', 1e-9",
  },
];
