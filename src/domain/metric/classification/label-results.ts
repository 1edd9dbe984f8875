import type { UnansweredRule } from '../../task/task.ts';
import { bootstrapAll, type BootstrapOptions } from '../../statistics/bootstrap.ts';
import { wilsonInterval } from '../../statistics/proportion.ts';
import { cellsResampler, clustersOf, groupsResampler, isClustered } from '../../statistics/resampling.ts';
import { type Interval, type MetricResult, metricUndefined, metricValue, signatureOf } from '../metric.ts';
import type { UndefinedClasses } from './averages.ts';
import { cellOfCases, type Confusion, confusionOfCells, countCells } from './confusion.ts';
import { classMeasures, type Measure, overallMeasures } from './measures.ts';

/** Cases with one true class each, and one answer or none. */
export interface LabelledCases {
  readonly labels: readonly string[];
  /** Index into `labels` of each case's truth. */
  readonly truth: ArrayLike<number>;
  /** Index into `labels` of each answer, or `noAnswer`. */
  readonly answers: ArrayLike<number>;
  /** Cases of one group (patient, lesion) are resampled together; undefined: a case by itself. */
  readonly groups?: readonly (string | undefined)[];
}

export interface LabelOptions extends BootstrapOptions {
  readonly unanswered: UnansweredRule;
  /** Default `left out`. */
  readonly undefinedClasses?: UndefinedClasses;
}

export interface LabelResults {
  readonly confusion: Confusion;
  /** By metric id. */
  readonly overall: ReadonlyMap<string, MetricResult>;
  /** One for each label, in their order: by metric id. */
  readonly byClass: readonly ReadonlyMap<string, MetricResult>[];
}

/**
 * Every figure of single-label classification with its interval: Wilson's for shares of cases, the bootstrap for all
 * others; where a group has several cases, the bootstrap by group for all.
 *
 * @throws RangeError where lists differ in length or name a class that does not exist.
 */
export function labelResults(cases: LabelledCases, options: LabelOptions): LabelResults {
  const classes = cases.labels.length;
  const all = casesByCell(cases);
  const counted = options.unanswered === 'left out' ? answeredOnly(all, classes) : all;
  const confusion = confusionOfCells(countCells(counted.cellOfCase, classes), classes);
  const overall = overallMeasures(options.undefinedClasses ?? 'left out');
  const byClass = cases.labels.map((name, label) => classMeasures(label, name));
  const intervals = intervalsOf([...overall, ...byClass.flat()], confusion, counted, options);
  const resultsOf = (measures: readonly Measure[]) =>
    new Map(
      measures.map((measure) => {
        const result = resultOf(measure, confusion, options.unanswered, intervals.get(measure));
        return [measure.definition.id, result];
      }),
    );
  return {
    confusion: confusionOfCells(countCells(all.cellOfCase, classes), classes),
    overall: resultsOf(overall),
    byClass: byClass.map(resultsOf),
  };
}

interface CasesByCell {
  readonly cellOfCase: Int32Array;
  readonly groups: readonly (string | undefined)[];
}

function casesByCell({ truth, answers, labels, groups }: LabelledCases): CasesByCell {
  const cellOfCase = cellOfCases(truth, answers, labels.length);
  if (groups && groups.length !== cellOfCase.length) {
    throw new RangeError(
      `${cellOfCase.length} cases have ${groups.length} groups; there must be one for each`,
    );
  }
  return { cellOfCase, groups: groups ?? Array.from({ length: cellOfCase.length }, () => undefined) };
}

function answeredOnly({ cellOfCase, groups }: CasesByCell, classes: number): CasesByCell {
  const answered = (cell: number) => cell % (classes + 1) !== classes;
  return {
    cellOfCase: cellOfCase.filter(answered),
    groups: groups.filter((_, i) => answered(cellOfCase[i] ?? classes)),
  };
}

/** The interval of each measure that has one. */
function intervalsOf(
  measures: readonly Measure[],
  confusion: Confusion,
  { cellOfCase, groups }: CasesByCell,
  options: LabelOptions,
): ReadonlyMap<Measure, Interval> {
  const { classes } = confusion;
  const clusters = clustersOf(groups);
  const clustered = isClustered(clusters);
  const intervals = new Map<Measure, Interval>();
  const resampled: Measure[] = [];
  for (const measure of measures) {
    const proportion = clustered ? undefined : measure.proportion?.(confusion);
    if (measure.value(confusion) === null) continue;
    if (proportion)
      intervals.set(measure, wilsonInterval(proportion.successes, proportion.trials, options.level));
    else resampled.push(measure);
  }
  const resampler = clustered ? groupsResampler(clusters) : cellsResampler(confusion.cells);
  const cellsOf = clustered
    ? (weights: Uint32Array) => countCells(cellOfCase, classes, weights)
    : (cells: Uint32Array) => cells;
  const statistics = (counts: Uint32Array, out: Float64Array) => {
    const resample = confusionOfCells(cellsOf(counts), classes);
    resampled.forEach((measure, i) => (out[i] = measure.value(resample) ?? NaN));
  };
  const results = bootstrapAll(resampler, statistics, resampled.length, options);
  resampled.forEach((measure, i) => {
    const result = results[i];
    if (result?.kind === 'interval') intervals.set(measure, result.interval);
  });
  return intervals;
}

function resultOf(
  { definition, options, value, n, undefinedBecause }: Measure,
  confusion: Confusion,
  unanswered: UnansweredRule,
  interval: Interval | undefined,
): MetricResult {
  const signature = signatureOf(definition, { ...options(confusion), unanswered });
  const figure = value(confusion);
  if (figure === null) return metricUndefined(signature, undefinedBecause, n(confusion));
  return metricValue(signature, figure, n(confusion), interval);
}
