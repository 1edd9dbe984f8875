import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import { groupsOf, type CaseWeights, type Measure, measured, resampledCases } from '../measure.ts';
import type { MetricDefinition, MetricResult } from '../metric.ts';
import * as define from './definitions.ts';
import { weightedQuantile } from './weighted-quantile.ts';

/** What one call took; null where not known. */
export interface CallCost {
  readonly firstTokenMs: number | null;
  readonly totalMs: number | null;
  /** Unicode code points of the answer. */
  readonly characters: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cost: number | null;
}

export interface EfficiencyRow {
  readonly definition: MetricDefinition;
  /** One for each quantile asked for, in their order. */
  readonly quantiles: readonly MetricResult[];
}

/**
 * Quantiles of time, tokens and cost with bootstrap intervals.
 *
 * @param quantiles e.g. [0.5, 0.95] for the median and the 95th percentile.
 * @param groups calls about cases of one group are resampled together.
 */
export function efficiencyResults(
  calls: readonly CallCost[],
  quantiles: readonly number[],
  groups: readonly (string | undefined)[] | undefined,
  options: BootstrapOptions,
): EfficiencyRow[] {
  const allGroups = groupsOf(groups, calls.length);
  return quantities.map(({ definition, of }) => {
    const values = calls.map(of);
    const known = values.filter((value) => value !== null);
    const knownGroups = allGroups.filter((_, i) => values[i] !== null);
    const measures = quantiles.map((quantile): Measure<CaseWeights> => {
      const at = weightedQuantile(known, quantile);
      return {
        definition,
        options: () => ({ quantile, without: calls.length - known.length }),
        value: at,
        n: () => known.length,
        undefinedBecause: 'no answer has this figure',
      };
    });
    return { definition, quantiles: measured(measures, resampledCases(knownGroups), options) };
  });
}

/** The sum of a quantity over the calls, and for how many it is not known. */
export function totalOf(
  calls: readonly CallCost[],
  quantity: 'totalMs' | 'characters' | 'inputTokens' | 'outputTokens' | 'cost',
): { readonly total: number | null; readonly unknown: number } {
  const known = calls.map((call) => call[quantity]).filter((value) => value !== null);
  const total = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  return { total, unknown: calls.length - known.length };
}

const quantities: readonly {
  readonly definition: MetricDefinition;
  readonly of: (call: CallCost) => number | null;
}[] = [
  { definition: define.timeToFirstToken, of: ({ firstTokenMs }) => firstTokenMs },
  { definition: define.totalTime, of: ({ totalMs }) => totalMs },
  {
    definition: define.secondsPerThousandCharacters,
    of: ({ totalMs, characters }) =>
      totalMs === null || characters === null || characters === 0 ? null : totalMs / characters,
  },
  {
    definition: define.charactersPerSecond,
    of: ({ totalMs, characters }) =>
      totalMs === null || characters === null || totalMs === 0 ? null : (characters / totalMs) * 1000,
  },
  { definition: define.inputTokens, of: ({ inputTokens }) => inputTokens },
  { definition: define.outputTokens, of: ({ outputTokens }) => outputTokens },
  { definition: define.cost, of: ({ cost }) => cost },
];
