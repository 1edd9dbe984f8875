import type { MetricDefinition, MetricResult } from '../metric/metric.ts';
import { metricValue, signatureOf } from '../metric/metric.ts';

/** How many cases stand in a row of a table. */
export const caseCount: MetricDefinition = {
  id: 'cases',
  name: 'Cases',
  family: 'statistics',
  version: 1,
  direction: 'neither',
  range: [0, null],
  unit: 'cases',
  plain: 'How many cases there are.',
  formula: 'count',
  convention: 'Counts cases with and without an answer, unless those without are left out by choice.',
  emptyCase: '0',
  reference: 'none needed',
  peer: 'none needed',
};

export function caseCountResult(count: number): MetricResult {
  return metricValue(signatureOf(caseCount), count, count);
}
