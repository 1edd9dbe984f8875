import { definitionOf } from '../../domain/metric/catalogue.ts';
import type { MetricResult } from '../../domain/metric/metric.ts';

/** Lies every value that the metric can have between 0 and 1? Only then does a whisker on that scale say how much it is. */
export function isOnUnitScale({ signature }: MetricResult): boolean {
  const range = definitionOf(signature.metric)?.range;
  return range?.[0] === 0 && range[1] === 1;
}
