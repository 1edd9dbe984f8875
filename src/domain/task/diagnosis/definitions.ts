import type { MetricDefinition } from '../../metric/metric.ts';

const share = {
  family: 'classification',
  version: 1,
  direction: 'higher is better',
  range: [0, 1],
  unit: 'share',
  emptyCase: 'undefined without cases',
} as const;

const convention =
  'A diagnosis counts as the label that it names by name, synonym or unambiguous mention; one outside the label set keeps its rank and is wrong. Where several labels are true, any of them counts. Interval: Wilson, or bootstrap by group.';

export const topOneAccuracy: MetricDefinition = {
  ...share,
  id: 'top-1-accuracy',
  name: 'Top-1 accuracy',
  plain: 'The share of cases whose first diagnosis is right.',
  formula: 'cases with a true label at rank 1 / cases',
  convention,
  reference: 'Russakovsky et al. 2015, IJCV 115:211',
  peer: 'computed by hand in tests',
};

export const topListAccuracy: MetricDefinition = {
  ...share,
  id: 'top-list-accuracy',
  name: 'Top-k accuracy of the differential',
  plain: 'The share of cases with a right diagnosis among the first k of the differential.',
  formula: 'cases with a true label at rank 1 to k / cases',
  convention: `${convention} k is in the signature.`,
  reference: 'Russakovsky et al. 2015, IJCV 115:211',
  peer: 'computed by hand in tests',
};

export const reciprocalRank: MetricDefinition = {
  ...share,
  id: 'reciprocal-rank',
  name: 'Mean reciprocal rank',
  unit: '',
  plain:
    'How far up the right diagnosis stands: 1 for first, 1/2 for second, 0 where it is not among the first k.',
  formula: '(1 / n) sum of 1 / rank of the first true label',
  convention: `${convention} Interval: bootstrap.`,
  reference: 'Voorhees 1999, TREC-8, 77',
  peer: 'computed by hand in tests',
};
