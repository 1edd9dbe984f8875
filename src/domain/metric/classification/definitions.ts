import type { MetricDefinition } from '../metric.ts';
import { labelDefinitions } from './label-definitions.ts';

export const definitions: readonly MetricDefinition[] = [...labelDefinitions];
