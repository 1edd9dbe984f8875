import { bootstrapAll, tellingInterval, type BootstrapOptions } from '../statistics/bootstrap.ts';
import { type Proportion, wilsonInterval } from '../statistics/proportion.ts';
import { clustersOf, clustersResampler, type Resampler } from '../statistics/resampling.ts';
import { notCertain } from './not-certain.ts';
import {
  type Interval,
  type MetricDefinition,
  type MetricResult,
  metricUndefined,
  metricValue,
  signatureOf,
} from './metric.ts';

/** A metric that can be computed again on resampled data. `Data` is what it is computed from. */
export interface Measure<Data> {
  readonly definition: MetricDefinition;
  readonly options: (data: Data) => Readonly<Record<string, string | number | boolean>>;
  /** Null where undefined. */
  readonly value: (data: Data) => number | null;
  /** Where the metric is a share of cases: gives Wilson's interval when cases are independent. */
  readonly proportion?: (data: Data) => Proportion;
  /**
   * Groups that have a say in the share, where it counts what cases have several of (boxes): those of one case belong together, so its interval
   * is Wilson's on groups where all agree, and else the bootstrap's.
   */
  readonly groupsWithSay?: number;
  /** What it stands on: cases, as a rule. */
  readonly n: (data: Data) => number;
  readonly undefinedBecause: string;
}

/** The data at hand and how to draw others like them. */
export interface Resampling<Data> {
  readonly data: Data;
  readonly resampler: Resampler;
  /** The data of a resample, from its counts. */
  readonly dataOf: (counts: Uint32Array) => Data;
}

/** How often each case counts; undefined: once. The data of metrics that take weights. */
export type CaseWeights = Uint32Array | undefined;

/** Cases resampled by themselves, or by group where some group has several of them. */
export function resampledCases(groups: readonly (string | undefined)[]): Resampling<CaseWeights> {
  return { data: undefined, resampler: clustersResampler(clustersOf(groups)), dataOf: (counts) => counts };
}

/** Groups for cases that are each their own. @throws RangeError where there are groups, but not one for each case. */
export function groupsOf(
  groups: readonly (string | undefined)[] | undefined,
  cases: number,
): readonly (string | undefined)[] {
  if (groups && groups.length !== cases) {
    throw new RangeError(`${cases} cases have ${groups.length} groups; there must be one for each`);
  }
  return groups ?? Array.from({ length: cases }, () => undefined);
}

/** A measure of data that are made of weighted cases, as one of the weights. */
export function ofWeights<Data>(
  { options, value, proportion, n, ...rest }: Measure<Data>,
  dataOf: (weights: CaseWeights) => Data,
): Measure<CaseWeights> {
  return {
    ...rest,
    options: (weights) => options(dataOf(weights)),
    value: (weights) => value(dataOf(weights)),
    n: (weights) => n(dataOf(weights)),
    ...(proportion ? { proportion: (weights) => proportion(dataOf(weights)) } : {}),
  };
}

/** The measures in their order, with intervals that all come from the same resamples, but for shares (see `proportion`). */
export function measured<Data>(
  measures: readonly Measure<Data>[],
  { data, resampler, dataOf }: Resampling<Data>,
  options: BootstrapOptions,
): MetricResult[] {
  const values = measures.map((measure) => measure.value(data));
  const intervals: (Interval | undefined)[] = measures.map((measure, i) => {
    const independent = resampler.unit === 'case' && measure.groupsWithSay === undefined;
    const proportion = independent && values[i] !== null ? measure.proportion?.(data) : undefined;
    return proportion && wilsonInterval(proportion.successes, proportion.trials, options.level);
  });
  const resampled = [...measures.keys()].filter((i) => values[i] !== null && intervals[i] === undefined);
  const wanted = measures.filter((_, i) => resampled.includes(i));
  const results = bootstrapAll(
    resampler,
    (counts, out) => {
      const drawn = dataOf(counts);
      for (let i = 0; i < wanted.length; i++) out[i] = wanted[i]?.value(drawn) ?? NaN;
    },
    wanted.length,
    options,
  );
  resampled.forEach((i, column) => {
    const result = results[column];
    if (result?.kind !== 'interval') return;
    const share = measures[i]?.proportion?.(data);
    intervals[i] = share
      ? notCertain(result.interval, share, measures[i]?.groupsWithSay ?? resampler.units, options.level)
      : tellingInterval(result);
  });
  return measures.map((measure, i) => {
    const signature = signatureOf(measure.definition, measure.options(data));
    const value = values[i] ?? null;
    const n = measure.n(data);
    return value === null
      ? metricUndefined(signature, measure.undefinedBecause, n)
      : metricValue(signature, value, n, intervals[i]);
  });
}

/** Adds to what each measure states of its options. */
export function stating(
  further: Readonly<Record<string, string | number | boolean>>,
): <Data>(measure: Measure<Data>) => Measure<Data> {
  return (measure) => ({ ...measure, options: (data) => ({ ...measure.options(data), ...further }) });
}

/** Results by metric id. */
export function byMetric(results: readonly MetricResult[]): ReadonlyMap<string, MetricResult> {
  return new Map(results.map((result) => [result.signature.metric, result]));
}
