import type { MetricDefinition } from '../metric.ts';
import { labelDefinitions } from './label-definitions.ts';
import { labelSetDefinitions } from './label-set-definitions.ts';
import { probabilityDefinitions } from './probability-definitions.ts';

/** Every metric of classification, in the order in which they are explained. */
export const definitions: readonly MetricDefinition[] = [
  ...labelDefinitions,
  ...labelSetDefinitions,
  ...probabilityDefinitions,
];
