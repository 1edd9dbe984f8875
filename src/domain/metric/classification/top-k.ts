import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import { groupsOf, type Measure, type CaseWeights, measured, resampledCases } from '../measure.ts';
import type { MetricResult } from '../metric.ts';
import { topK } from './probability-definitions.ts';
import { weightedMean } from '../weighted-mean.ts';

/**
 * Top-k accuracy for each k, with intervals.
 *
 * @param places where the truth stands in each case's ranking, from 0; null where it is not in it, or there is no answer.
 * @param ks whole numbers from 1.
 * @param groups cases of one group are resampled together.
 */
export function topKResults(
  places: readonly (number | null)[],
  ks: readonly number[],
  groups: readonly (string | undefined)[] | undefined,
  options: BootstrapOptions,
): MetricResult[] {
  const measures = ks.map((k): Measure<CaseWeights> => {
    if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a whole number from 1, not ${k}`);
    const hits = Uint8Array.from(places, (place) => (place !== null && place < k ? 1 : 0));
    return {
      definition: topK,
      options: () => ({ k }),
      value: (weights) => weightedMean(hits, weights),
      proportion: () => ({ successes: hits.reduce((sum, hit) => sum + hit, 0), trials: hits.length }),
      n: () => hits.length,
      undefinedBecause: 'there are no cases',
    };
  });
  return measured(measures, resampledCases(groupsOf(groups, places.length)), options);
}
