import type { MetricDefinition } from '../../metric/metric.ts';

export const statusAccuracy: MetricDefinition = {
  id: 'status-accuracy',
  name: 'Status accuracy',
  family: 'text',
  version: 1,
  direction: 'higher is better',
  range: [0, 1],
  unit: 'share',
  plain: 'The share of observations whose status (present, absent, uncertain, not mentioned) is right.',
  formula: 'mean over cases of observations with the true status / observations',
  convention:
    'All four statuses count as different. Observations that the reference does not list are not mentioned. Most are, so that a model that finds nothing scores high: read it beside F1.',
  emptyCase: 'undefined without cases',
  reference: 'Irvin et al. 2019, CheXpert, AAAI 33:590',
  peer: 'computed by hand in tests',
};
