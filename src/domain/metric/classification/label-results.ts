import type { UnansweredRule } from '../../task/task.ts';
import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import { cellsResampler, clustersOf, groupsResampler, isClustered } from '../../statistics/resampling.ts';
import {
  byMetric,
  type CaseWeights,
  groupsOf,
  type Measure,
  measured,
  ofWeights,
  type Resampling,
  stating,
} from '../measure.ts';
import type { MetricResult } from '../metric.ts';
import type { UndefinedClasses } from './averages.ts';
import { cellOfCases, type Confusion, confusionOfCells, countCells } from './confusion.ts';
import { classMeasures, overallMeasures } from './measures.ts';

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
  const overall = overallMeasures(options.undefinedClasses ?? 'left out');
  const byClass = cases.labels.map((name, label) => classMeasures(label, name));
  const measures = [...overall, ...byClass.flat()].map(stating({ unanswered: options.unanswered }));
  const results = measured(measures, resampledConfusion(counted, classes), options);
  const perClass = byClass[0]?.length ?? 0;
  return {
    confusion: confusionOfCells(countCells(all.cellOfCase, classes), classes),
    overall: byMetric(results.slice(0, overall.length)),
    byClass: byClass.map((_, label) => {
      const first = overall.length + label * perClass;
      return byMetric(results.slice(first, first + perClass));
    }),
  };
}

/**
 * The overall figures as measures of weighted cases, all of which count.
 *
 * @throws RangeError as `labelResults`.
 */
export function labelMeasures(
  { truth, answers, labels }: LabelledCases,
  options: Pick<LabelOptions, 'unanswered' | 'undefinedClasses'>,
): readonly Measure<CaseWeights>[] {
  const classes = labels.length;
  const cells = cellOfCases(truth, answers, classes);
  const dataOf = (weights: CaseWeights) => confusionOfCells(countCells(cells, classes, weights), classes);
  return overallMeasures(options.undefinedClasses ?? 'left out').map((measure) =>
    ofWeights(stating({ unanswered: options.unanswered })(measure), dataOf),
  );
}

interface CasesByCell {
  readonly cellOfCase: Int32Array;
  readonly groups: readonly (string | undefined)[];
}

function casesByCell({ truth, answers, labels, groups }: LabelledCases): CasesByCell {
  const cellOfCase = cellOfCases(truth, answers, labels.length);
  return { cellOfCase, groups: groupsOf(groups, cellOfCase.length) };
}

function answeredOnly({ cellOfCase, groups }: CasesByCell, classes: number): CasesByCell {
  const answered = (cell: number) => cell % (classes + 1) !== classes;
  return {
    cellOfCase: cellOfCase.filter(answered),
    groups: groups.filter((_, i) => answered(cellOfCase[i] ?? classes)),
  };
}

/** Independent cases are drawn by the cell, which is quicker and gives the same. */
function resampledConfusion({ cellOfCase, groups }: CasesByCell, classes: number): Resampling<Confusion> {
  const cells = countCells(cellOfCase, classes);
  const data = confusionOfCells(cells, classes);
  const clusters = clustersOf(groups);
  if (!isClustered(clusters)) {
    return { data, resampler: cellsResampler(cells), dataOf: (counts) => confusionOfCells(counts, classes) };
  }
  return {
    data,
    resampler: groupsResampler(clusters),
    dataOf: (weights) => confusionOfCells(countCells(cellOfCase, classes, weights), classes),
  };
}
