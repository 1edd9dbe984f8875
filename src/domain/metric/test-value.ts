import type { MetricResult, MetricValue } from './metric.ts';

/** For tests: the figure, which must be there. */
export function valueOf(result: MetricResult | undefined): MetricValue {
  if (result?.kind !== 'value') throw new Error(result ? result.reason : 'no such metric');
  return result;
}
