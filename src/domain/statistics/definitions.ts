import type { MetricDefinition } from '../metric/metric.ts';
import { effectDefinitions } from './effect-definitions.ts';
import { testDefinitions } from './test-definitions.ts';

/** How intervals are made. */
const interval = {
  family: 'statistics',
  version: 1,
  direction: 'neither',
  range: [null, null],
  unit: 'as the metric',
} as const;

const wilson: MetricDefinition = {
  ...interval,
  id: 'wilson-interval',
  name: "Wilson's interval",
  range: [0, 1],
  plain: 'The range of true shares that do not contradict the share seen.',
  formula:
    '(p + z^2 / 2n +- z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n); p: share seen, n: cases, z: 1.96 at 95 %',
  convention:
    'For shares of independent cases; where a group has several cases, the bootstrap by group is used instead. No continuity correction.',
  emptyCase: 'undefined without cases; at 0 of n the lower end is 0, at n of n the upper end 1',
  reference: 'Wilson 1927, JASA 22:209; Brown, Cai and DasGupta 2001, Statistical Science 16:101',
  peer: "statsmodels proportion_confint, method='wilson', 1e-9",
};

const clopperPearson: MetricDefinition = {
  ...interval,
  id: 'clopper-pearson-interval',
  name: "Clopper and Pearson's interval",
  range: [0, 1],
  plain: 'An interval of a share that never covers less than it promises, and often more.',
  formula:
    'B(a / 2; k, n - k + 1) to B(1 - a / 2; k + 1, n - k); B: quantile of the beta distribution, k: successes, a: 1 - level',
  convention: 'Offered where a guaranteed coverage is asked for; wider than Wilson.',
  emptyCase: 'undefined without cases; at 0 of n the lower end is 0, at n of n the upper end 1',
  reference: 'Clopper and Pearson 1934, Biometrika 26:404',
  peer: "statsmodels proportion_confint, method='beta', 1e-9",
};

const percentileBootstrap: MetricDefinition = {
  ...interval,
  id: 'percentile-bootstrap',
  name: 'Percentile bootstrap',
  plain: 'How much a figure would vary if other cases of the same kind had been drawn.',
  formula:
    'quantiles (1 - level) / 2 and (1 + level) / 2 of the figure over resamples of the cases with replacement',
  convention:
    'Whole groups (patients, lesions) are drawn where a group has several cases. Quantiles are interpolated linearly (type 7). Blocks of 250 resamples each have a random stream of their own (xoroshiro128+, from seed and block), so the result does not depend on how work is split. A mean over classes goes, in each resample, over the classes that are defined in it. Resamples on which the figure is undefined are left out and counted in the method.',
  emptyCase:
    'no interval with fewer than 2 cases (or groups), or where at least half of the resamples are undefined',
  reference: 'Efron 1979, Annals of Statistics 7:1; Davison and Hinkley 1997, Bootstrap Methods, 3.8',
  peer: 'the exact distribution on small cases; equal to a resampling of rows by property test',
};

const bcaBootstrap: MetricDefinition = {
  ...interval,
  id: 'bca-bootstrap',
  name: 'BCa bootstrap',
  plain: 'The bootstrap corrected for bias and for a spread that changes with the figure.',
  formula:
    'quantiles Phi(z0 + (z0 + z) / (1 - a (z0 + z))) of the resamples, z at both tails; z0: Phi^-1 of the share of resamples below the figure (ties half), a: acceleration from the jackknife',
  convention:
    'As the percentile bootstrap. The jackknife leaves out one case or group; above 1,000 of them, one of 1,000 blocks.',
  emptyCase: 'no interval where all resamples lie on one side of the figure or the jackknife does not vary',
  reference: 'Efron 1987, JASA 82:171; Efron and Tibshirani 1993, An Introduction to the Bootstrap, 14.3',
  peer: "scipy.stats.bootstrap, method='BCa', on the same convention for z0 and a",
};

/** Everything that is done with numbers of several cases or models, in the order in which it is explained. */
export const definitions: readonly MetricDefinition[] = [
  wilson,
  clopperPearson,
  percentileBootstrap,
  bcaBootstrap,
  ...testDefinitions,
  ...effectDefinitions,
];
