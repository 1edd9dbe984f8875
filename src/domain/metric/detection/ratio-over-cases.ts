import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import { bootstrapAll, tellingInterval } from '../../statistics/bootstrap.ts';
import type { Clusters } from '../../statistics/resampling.ts';
import { clustersOf, clustersResampler } from '../../statistics/resampling.ts';
import type { CaseWeights, Measure } from '../measure.ts';
import type { Interval, MetricDefinition, MetricResult, MetricSignature } from '../metric.ts';
import { metricUndefined, metricValue } from '../metric.ts';
import { notCertain } from '../not-certain.ts';

/** A figure that is a sum over cases divided by another: a mean is one, with 1 below the line for each case that counts. */
export interface RatioOverCases {
  readonly signature: MetricSignature;
  /** One for each case. */
  readonly numerators: ArrayLike<number>;
  readonly denominators: ArrayLike<number>;
  /** What was counted. */
  readonly n: number;
  /** A share of what was counted: above the line are those of it that are right. */
  readonly isShare?: boolean;
  /** Said where the sum of the denominators is 0. */
  readonly whenUndefined: string;
}

/** The mean over the cases that have a value. */
export function meanOverCases(
  signature: MetricSignature,
  values: readonly (number | null)[],
  whenUndefined: string,
): RatioOverCases {
  return {
    signature,
    numerators: values.map((value) => value ?? 0),
    denominators: values.map((value) => (value === null ? 0 : 1)),
    n: values.filter((value) => value !== null).length,
    whenUndefined,
  };
}

/**
 * The figures with bootstrap intervals, all from the same resamples: by group where a group has several cases, else by case.
 *
 * @param groups of each case; undefined: a case by itself.
 */
export function ratioResults(
  ratios: readonly RatioOverCases[],
  groups: readonly (string | undefined)[],
  options: BootstrapOptions,
): MetricResult[] {
  const clusters = clustersOf(groups);
  const resampler = clustersResampler(clusters);
  const values = ratios.map(({ numerators, denominators }) => dividedSums(numerators, denominators));
  const defined = ratios.filter((_, i) => !Number.isNaN(values[i]));
  const intervals =
    resampler.units < 2
      ? []
      : bootstrapAll(
          resampler,
          (counts, out) => {
            defined.forEach(({ numerators, denominators }, i) => {
              out[i] = dividedSums(numerators, denominators, counts);
            });
          },
          defined.length,
          options,
        );
  return ratios.map((ratio, i) => {
    const { signature, n, whenUndefined } = ratio;
    const value = values[i] ?? NaN;
    if (Number.isNaN(value)) return metricUndefined(signature, whenUndefined, n);
    const resampled = intervals[defined.indexOf(ratio)];
    if (resampled?.kind !== 'interval') return metricValue(signature, value, n);
    const interval =
      ratio.isShare === true
        ? shareInterval(ratio, resampled.interval, clusters, options.level)
        : tellingInterval(resampled);
    return metricValue(signature, value, n, interval);
  });
}

/** A ratio as a measure of weighted cases. @param groups as for `ratioResults`. */
export function ratioMeasure(
  ratio: RatioOverCases,
  definition: MetricDefinition,
  groups: readonly (string | undefined)[],
): Measure<CaseWeights> {
  const { signature, numerators, denominators, n, whenUndefined } = ratio;
  const valueOf = (weights: CaseWeights) => dividedSums(numerators, denominators, weights);
  return {
    definition,
    options: () => signature.options,
    value: (weights) => {
      const value = valueOf(weights);
      return Number.isNaN(value) ? null : value;
    },
    n: () => n,
    undefinedBecause: whenUndefined,
    ...(ratio.isShare === true ? saidBy(ratio, clustersOf(groups)) : {}),
  };
}

function saidBy(ratio: RatioOverCases, clusters: Clusters) {
  const { successes, trials, groups } = shareOf(ratio, clusters);
  return { proportion: () => ({ successes, trials }), groupsWithSay: groups };
}

/** The interval of a share is that of its groups where it is 0 or all. */
function shareInterval(
  ratio: RatioOverCases,
  interval: Interval,
  clusters: Clusters,
  level: number,
): Interval {
  const { groups, ...share } = shareOf(ratio, clusters);
  return notCertain(interval, share, groups, level);
}

function shareOf({ numerators, denominators }: RatioOverCases, { groupOf }: Clusters) {
  let [successes, trials] = [0, 0];
  const counted = new Set<number | undefined>();
  for (let at = 0; at < denominators.length; at += 1) {
    successes += numerators[at] ?? 0;
    trials += denominators[at] ?? 0;
    if ((denominators[at] ?? 0) > 0) counted.add(groupOf[at]);
  }
  return { successes, trials, groups: counted.size };
}

/** NaN where there is nothing below the line. */
function dividedSums(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  counts?: Uint32Array,
): number {
  let above = 0;
  let below = 0;
  for (let i = 0; i < denominators.length; i += 1) {
    const weight = counts ? (counts[i] ?? 0) : 1;
    above += weight * (numerators[i] ?? 0);
    below += weight * (denominators[i] ?? 0);
  }
  return below === 0 ? NaN : above / below;
}
