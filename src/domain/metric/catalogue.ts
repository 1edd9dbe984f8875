import { definitions as agreement } from './agreement/definitions.ts';
import { definitions as classification } from './classification/definitions.ts';
import { definitions as efficiency } from './efficiency/definitions.ts';
import { definitions as text } from './text/definitions.ts';
import { definitions as statistics } from '../statistics/definitions.ts';
import type { MetricDefinition } from './metric.ts';

/** Every metric and statistic that can be shown, explained once: the screens and docs/metrics.md read it from here. */
export const catalogue: readonly MetricDefinition[] = [
  ...classification,
  ...text,
  ...efficiency,
  ...agreement,
  ...statistics,
];

const byId = new Map(catalogue.map((definition) => [definition.id, definition]));

/** The definition that a signature's `metric` names; undefined where there is none of that name. */
export function definitionOf(id: string): MetricDefinition | undefined {
  return byId.get(id);
}
