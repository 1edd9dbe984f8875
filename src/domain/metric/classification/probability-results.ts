import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import {
  type CaseWeights,
  groupsOf,
  type Measure,
  measured,
  byMetric,
  resampledCases,
  stating,
} from '../measure.ts';
import type { MetricDefinition, MetricResult } from '../metric.ts';
import { auroc, averagePrecision, oneVersusOne, oneVersusRest } from './auroc.ts';
import { meanOverClasses } from './averages.ts';
import { type ThresholdCounts, thresholdCounts } from './curves.ts';
import * as define from './probability-definitions.ts';
import {
  binaryBrierScores,
  brierScores,
  logLosses,
  type Probabilities,
  requireProbabilities,
} from './probability-scores.ts';
import { weightedMean } from '../weighted-mean.ts';
import { type RankedScores, rankScores } from './ranked-scores.ts';

/** Cases with one true class each and a probability for every class. */
export interface ProbabilityCases {
  readonly labels: readonly string[];
  /** Index into `labels` of each case's truth. */
  readonly truth: ArrayLike<number>;
  readonly probabilities: Probabilities;
  /** Cases of one group (patient, lesion) are resampled together; undefined: a case by itself. */
  readonly groups?: readonly (string | undefined)[];
  /** Further cases for which no probabilities were given: stated in the signature. */
  readonly without?: number;
}

export interface ProbabilityOptions extends BootstrapOptions {
  /** With two classes, the positive one; default the second. */
  readonly positive?: number;
}

export interface ProbabilityResults {
  /** By metric id. */
  readonly overall: ReadonlyMap<string, MetricResult>;
  /** AUROC and average precision of each label against the rest, by metric id. */
  readonly byClass: readonly ReadonlyMap<string, MetricResult>[];
  /** For the curves of each label against the rest. */
  readonly thresholds: readonly ThresholdCounts[];
}

/**
 * What probabilities are worth, with bootstrap intervals: with two classes AUROC, average precision and Brier of the
 * positive one; with more the averages over classes and pairs; log loss for both.
 *
 * @throws RangeError where lists differ in length, or a row is no probabilities of the labels.
 */
export function probabilityResults(cases: ProbabilityCases, options: ProbabilityOptions): ProbabilityResults {
  const { labels, truth, probabilities } = cases;
  requireProbabilities(probabilities, labels.length);
  const classes = Array.from(labels, (_, label) =>
    rankScores(
      Array.from({ length: truth.length }, (__, i) => truth[i] === label),
      probabilities.map((row) => row[label] ?? NaN),
    ),
  );
  const n = probabilities.length;
  const overall = [
    ...(labels.length === 2
      ? binaryMeasures(cases, classes, options.positive ?? 1)
      : multiclassMeasures(cases, classes)),
    meanMeasure(define.logLoss, logLosses(truth, probabilities)),
  ];
  const byClass = labels.map((name, label) => curveMeasures(classes[label], name, n));
  const measures = [...overall, ...byClass.flat()].map(stating({ withoutProbabilities: cases.without ?? 0 }));
  const results = measured(measures, resampledCases(groupsOf(cases.groups, n)), options);
  const perClass = byClass[0]?.length ?? 0;
  return {
    overall: byMetric(results.slice(0, overall.length)),
    byClass: byClass.map((_, label) => {
      const first = overall.length + label * perClass;
      return byMetric(results.slice(first, first + perClass));
    }),
    thresholds: classes.map(thresholdCounts),
  };
}

function binaryMeasures(
  { labels, truth, probabilities }: ProbabilityCases,
  classes: readonly RankedScores[],
  positive: number,
): readonly Measure<CaseWeights>[] {
  const name = labels[positive];
  if (name === undefined) throw new RangeError(`the positive class must be 0 or 1, not ${positive}`);
  const scores = binaryBrierScores(
    Array.from({ length: truth.length }, (_, i) => truth[i] === positive),
    probabilities.map((row) => row[positive] ?? NaN),
  );
  const brier = meanMeasure(define.brier, scores);
  return [
    ...curveMeasures(classes[positive], name, probabilities.length),
    { ...brier, options: () => ({ positive: name }) },
  ];
}

function multiclassMeasures(
  { truth, probabilities }: ProbabilityCases,
  classes: readonly RankedScores[],
): readonly Measure<CaseWeights>[] {
  const averageOf = (
    definition: MetricDefinition,
    counted: string,
    areas: (weights: CaseWeights) => (number | null)[],
  ): Measure<CaseWeights> => ({
    definition,
    options: (weights) => {
      const all = areas(weights);
      return {
        averaging: 'macro',
        [counted]: `${all.filter((area) => area !== null).length} of ${all.length}`,
      };
    },
    value: (weights) => meanOverClasses(areas(weights), 'left out'),
    n: () => probabilities.length,
    undefinedBecause: 'fewer than two classes have cases',
  });
  return [
    averageOf(define.aurocOneVersusRest, 'classes', (weights) => oneVersusRest(classes, weights)),
    averageOf(define.aurocOneVersusOne, 'pairs', (weights) => oneVersusOne(truth, classes, weights)),
    meanMeasure(define.brierOverClasses, brierScores(truth, probabilities)),
  ];
}

function curveMeasures(
  ranked: RankedScores | undefined,
  name: string,
  n: number,
): readonly Measure<CaseWeights>[] {
  if (ranked === undefined) return [];
  const options = () => ({ positive: name });
  return [
    {
      definition: define.auroc,
      options,
      value: (weights) => auroc(ranked, weights),
      n: () => n,
      undefinedBecause: `all cases are ${name}, or none is`,
    },
    {
      definition: define.averagePrecision,
      options,
      value: (weights) => averagePrecision(ranked, weights),
      n: () => n,
      undefinedBecause: `no case is ${name}`,
    },
  ];
}

function meanMeasure(definition: MetricDefinition, values: Float64Array): Measure<CaseWeights> {
  return {
    definition,
    options: () => ({}),
    value: (weights) => weightedMean(values, weights),
    n: () => values.length,
    undefinedBecause: 'there are no cases with probabilities',
  };
}
