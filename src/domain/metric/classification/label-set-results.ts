import type { UnansweredRule } from '../../task/task.ts';
import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import {
  byMetric,
  type CaseWeights,
  groupsOf,
  type Measure,
  measured,
  ofWeights,
  resampledCases,
  type Resampling,
  stating,
} from '../measure.ts';
import type { MetricDefinition, MetricResult } from '../metric.ts';
import { type AveragedMeasure, classFigure, meanOverClasses, type UndefinedClasses } from './averages.ts';
import type { Confusion } from './confusion.ts';
import * as define from './label-set-definitions.ts';
import {
  confusionByLabel,
  type EmptySets,
  hammingLoss,
  isExact,
  jaccard,
  type LabelSets,
  labelSetsOf,
  overlaps,
  pooledConfusion,
  present,
  setF1,
} from './label-sets.ts';
import { classMeasures } from './measures.ts';
import { weightedMean } from '../weighted-mean.ts';

/** Cases of which any number of labels may hold. */
export interface LabelSetCases {
  readonly labels: readonly string[];
  /** Indices into `labels` that hold of each case. */
  readonly truth: readonly (readonly number[])[];
  /** Indices answered; null: no answer. */
  readonly answers: readonly (readonly number[] | null)[];
  /** Cases of one group (patient, lesion) are resampled together; undefined: a case by itself. */
  readonly groups?: readonly (string | undefined)[];
}

export interface LabelSetOptions extends BootstrapOptions {
  readonly unanswered: UnansweredRule;
  /** Default `left out`. */
  readonly undefinedClasses?: UndefinedClasses;
  /** Default `counted as 1`. */
  readonly emptySets?: EmptySets;
}

export interface LabelSetResults {
  /** By metric id. */
  readonly overall: ReadonlyMap<string, MetricResult>;
  /** One for each label, in their order: sensitivity, specificity, precision ... of its presence, by metric id. */
  readonly byLabel: readonly ReadonlyMap<string, MetricResult>[];
  /** For each label the cases of which it holds, among those counted. */
  readonly cases: readonly number[];
}

/**
 * Every figure of multi-label classification with its interval.
 *
 * @throws RangeError where lists differ in length or name a label that does not exist.
 */
export function labelSetResults(cases: LabelSetCases, options: LabelSetOptions): LabelSetResults {
  const counted = countedCases(cases, options.unanswered);
  const sets = labelSetsOf(counted.truth, counted.answers, cases.labels.length);
  const overall = overallMeasures(sets, options);
  const byLabel = cases.labels.map((name, label) =>
    classMeasures(present, name).map((measure) => ofLabel(measure, label)),
  );
  const resampling = resampledTables(sets, counted.groups);
  const measures = [...overall, ...byLabel.flat()].map(stating({ unanswered: options.unanswered }));
  const results = measured(measures, resampling, options);
  const perLabel = byLabel[0]?.length ?? 0;
  return {
    overall: byMetric(results.slice(0, overall.length)),
    byLabel: byLabel.map((_, label) => {
      const first = overall.length + label * perLabel;
      return byMetric(results.slice(first, first + perLabel));
    }),
    cases: resampling.data.byLabel.map(({ truth }) => truth[present] ?? 0),
  };
}

/**
 * The overall figures as measures of weighted cases, all of which count.
 *
 * @throws RangeError as `labelSetResults`.
 */
export function labelSetMeasures(
  { truth, answers, labels }: LabelSetCases,
  options: Omit<LabelSetOptions, keyof BootstrapOptions>,
): readonly Measure<CaseWeights>[] {
  const sets = labelSetsOf(truth, answers, labels.length);
  return overallMeasures(sets, options).map((measure) =>
    ofWeights(stating({ unanswered: options.unanswered })(measure), (weights) => tablesOf(sets, weights)),
  );
}

function overallMeasures(
  sets: LabelSets,
  { emptySets, undefinedClasses }: Pick<LabelSetOptions, 'emptySets' | 'undefinedClasses'>,
): readonly Measure<Tables>[] {
  return [
    ...caseMeasures(sets, emptySets ?? 'counted as 1'),
    ...averageMeasures(undefinedClasses ?? 'left out'),
  ];
}

interface CountedCases {
  readonly truth: readonly (readonly number[])[];
  readonly answers: readonly (readonly number[] | null)[];
  readonly groups: readonly (string | undefined)[];
}

function countedCases({ truth, answers, groups }: LabelSetCases, unanswered: UnansweredRule): CountedCases {
  const all = { truth, answers, groups: groupsOf(groups, truth.length) };
  if (unanswered === 'wrong' || truth.length !== answers.length) return all;
  const isCounted = (_: unknown, i: number) => answers[i] !== null;
  return {
    truth: truth.filter(isCounted),
    answers: answers.filter(isCounted),
    groups: all.groups.filter(isCounted),
  };
}

/** What the measures are computed from. */
interface Tables {
  readonly weights: CaseWeights;
  readonly byLabel: readonly Confusion[];
  readonly cases: number;
}

function resampledTables(sets: LabelSets, groups: readonly (string | undefined)[]): Resampling<Tables> {
  const { resampler } = resampledCases(groups);
  const dataOf = (weights: CaseWeights) => tablesOf(sets, weights);
  return { data: dataOf(undefined), resampler, dataOf };
}

function tablesOf(sets: LabelSets, weights: CaseWeights): Tables {
  const byLabel = confusionByLabel(sets, weights);
  return { weights, byLabel, cases: byLabel[0]?.n ?? 0 };
}

function caseMeasures(sets: LabelSets, emptySets: EmptySets): readonly Measure<Tables>[] {
  const cases = overlaps(sets);
  const meanOf = (
    definition: MetricDefinition,
    values: readonly (number | null)[],
    options: Readonly<Record<string, string>>,
  ): Measure<Tables> => {
    const counted = Uint8Array.from(values, (value) => (value === null ? 0 : 1));
    const figures = Float64Array.from(values, (value) => value ?? 0);
    return {
      definition,
      options: () => options,
      value: ({ weights }) => weightedMean(figures, weights, counted),
      n: () => counted.reduce((sum, one) => sum + one, 0),
      undefinedBecause: 'there are no cases to count',
    };
  };
  const exact = cases.map(isExact);
  return [
    {
      ...meanOf(define.subsetAccuracy, exact, {}),
      proportion: () => ({ successes: exact.reduce((sum, one) => sum + one, 0), trials: exact.length }),
    },
    meanOf(
      define.hammingLoss,
      cases.map((overlap) => hammingLoss(overlap, sets.labels)),
      {},
    ),
    meanOf(
      define.jaccardIndex,
      cases.map((overlap) => jaccard(overlap, emptySets)),
      { emptySets },
    ),
    meanOf(
      define.samplesF1,
      cases.map((overlap) => setF1(overlap, emptySets)),
      { emptySets },
    ),
  ];
}

function averageMeasures(undefinedClasses: UndefinedClasses): readonly Measure<Tables>[] {
  const each = ({ byLabel }: Tables, measure: AveragedMeasure) =>
    byLabel.map((confusion) => classFigure(confusion, measure, present));
  const labelsCounted = (values: readonly (number | null)[]) => {
    const counted = undefinedClasses === 'left out' ? values.filter((value) => value !== null) : values;
    return `${counted.length} of ${values.length}`;
  };
  const over = (
    definition: MetricDefinition,
    measure: AveragedMeasure,
    averaging: 'macro' | 'weighted',
  ): Measure<Tables> => ({
    definition,
    options: (tables) => ({ averaging, labels: labelsCounted(each(tables, measure)), undefinedClasses }),
    value: (tables) =>
      meanOverClasses(
        each(tables, measure),
        undefinedClasses,
        averaging === 'macro' ? undefined : tables.byLabel.map(({ truth }) => truth[present] ?? 0),
      ),
    n: ({ cases }) => cases,
    undefinedBecause: 'it is undefined for every label',
  });
  const pooled = (definition: MetricDefinition, measure: AveragedMeasure): Measure<Tables> => ({
    definition,
    options: () => ({ averaging: 'micro' }),
    value: ({ byLabel }) => classFigure(pooledConfusion(byLabel), measure, present),
    n: ({ cases }) => cases,
    undefinedBecause: 'there is nothing to count',
  });
  return [
    over(define.macroLabelF1, 'f1', 'macro'),
    pooled(define.microLabelF1, 'f1'),
    over(define.weightedLabelF1, 'f1', 'weighted'),
    over(define.macroLabelPrecision, 'precision', 'macro'),
    pooled(define.microLabelPrecision, 'precision'),
    over(define.weightedLabelPrecision, 'precision', 'weighted'),
    over(define.macroLabelSensitivity, 'sensitivity', 'macro'),
    pooled(define.microLabelSensitivity, 'sensitivity'),
    over(define.weightedLabelSensitivity, 'sensitivity', 'weighted'),
  ];
}

/** A measure of one confusion as one of the label's own. */
function ofLabel(
  { options, value, n, proportion, ...rest }: Measure<Confusion>,
  label: number,
): Measure<Tables> {
  const own =
    <Result>(figure: (confusion: Confusion) => Result, empty: Result) =>
    ({ byLabel }: Tables): Result => {
      const confusion = byLabel[label];
      return confusion === undefined ? empty : figure(confusion);
    };
  return {
    ...rest,
    options: own(options, {}),
    value: own(value, null),
    n: own(n, 0),
    ...(proportion ? { proportion: own(proportion, { successes: 0, trials: 0 }) } : {}),
  };
}
