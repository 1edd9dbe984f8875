import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import { sampleVariance } from '../../statistics/moments.ts';
import { byMetric, type CaseWeights, groupsOf, type Measure, measured, resampledCases } from '../measure.ts';
import type { MetricResult } from '../metric.ts';
import { weightedMean } from '../weighted-mean.ts';
import { wordingConsistency, wordingRange, wordingVariance } from './definitions.ts';

/** What the wording of the prompt does to a score. */
export interface WordingResults {
  /** Mean score of each variant over the cases that all variants have, in their order; null where there are none. */
  readonly means: readonly (number | null)[];
  /** `wording-range`, `wording-variance`, `wording-consistency` by metric id. */
  readonly results: ReadonlyMap<string, MetricResult>;
  /** Cases left out because a variant has no score for them. */
  readonly leftOut: number;
}

/**
 * @param scores a row for each case, in it a column for each variant of the prompt; null where undefined.
 * @param groups cases of one group are resampled together.
 */
export function wordingResults(
  scores: readonly (readonly (number | null)[])[],
  groups: readonly (string | undefined)[] | undefined,
  options: BootstrapOptions,
): WordingResults {
  const variants = Math.max(0, ...scores.map((row) => row.length));
  const isCommon = (i: number) => {
    const row = scores[i] ?? [];
    return row.length === variants && row.every((score) => score !== null);
  };
  const common = scores.filter((_, i) => isCommon(i));
  const commonGroups = groupsOf(groups, scores.length).filter((_, i) => isCommon(i));
  const columns = Array.from({ length: variants }, (_, variant) =>
    Float64Array.from(common, (row) => row[variant] ?? NaN),
  );
  const meansOf = (weights: CaseWeights) => columns.map((column) => weightedMean(column, weights));
  const ofMeans = (figure: (means: readonly number[]) => number) => (weights: CaseWeights) => {
    const means = meansOf(weights).filter((mean) => mean !== null);
    return means.length < 2 ? null : figure(means);
  };
  const steady = common.map((row) => (row.every((score) => score === row[0]) ? 1 : 0));
  const rest = {
    options: () => ({ variants }),
    n: () => common.length,
    undefinedBecause: 'it takes at least two variants and a case that all of them scored',
  };
  const measures: readonly Measure<CaseWeights>[] = [
    { ...rest, definition: wordingRange, value: ofMeans((means) => Math.max(...means) - Math.min(...means)) },
    { ...rest, definition: wordingVariance, value: ofMeans(sampleVariance) },
    {
      ...rest,
      definition: wordingConsistency,
      value: (weights) => (variants < 2 ? null : weightedMean(steady, weights)),
      proportion: () => ({ successes: steady.filter((one) => one === 1).length, trials: steady.length }),
    },
  ];
  return {
    means: meansOf(undefined),
    results: byMetric(measured(measures, resampledCases(commonGroups), options)),
    leftOut: scores.length - common.length,
  };
}
