import type { CaseWeights, Measure } from '../metric/measure.ts';
import type { MetricResult } from '../metric/metric.ts';
import { caseCountResult } from './case-count.ts';
import { meanMeasure, meanResults } from './mean.ts';
import type { MeanRule } from './mean.ts';
import { countedCases } from './outcomes.ts';
import type {
  CaseSelection,
  EvaluatedCase,
  HeadlineMeasure,
  SummaryEntry,
  SummaryOptions,
  SummaryTable,
} from './task.ts';

/** A mean that is to be shown, under which name. */
export interface NamedMean extends MeanRule {
  readonly name?: string;
}

/** Means as entries of a summary, all with one selection. */
export function meanEntries(
  cases: readonly EvaluatedCase[],
  means: readonly NamedMean[],
  selection: CaseSelection,
  options: SummaryOptions,
): readonly SummaryEntry[] {
  const results = meanResults(cases, means, options);
  return means.flatMap(({ name, definition }, at) => {
    const result = results[at];
    return result === undefined ? [] : [{ name: name ?? definition.name, result, selection }];
  });
}

/** Means as measures of a headline; all of the cases count. */
export function meanHeadline(
  cases: readonly EvaluatedCase[],
  means: readonly NamedMean[],
  options: Pick<SummaryOptions, 'unanswered'>,
): readonly HeadlineMeasure[] {
  return means.map((mean) => ({
    name: mean.name ?? mean.definition.name,
    measure: meanMeasure(cases, mean, options),
  }));
}

/** The measures wanted, in the order wanted. */
export function pickMeasures(
  measures: readonly Measure<CaseWeights>[],
  wanted: readonly { readonly id: string; readonly name: string }[],
): readonly HeadlineMeasure[] {
  return wanted.flatMap(({ id, name }) => {
    const measure = measures.find(({ definition }) => definition.id === id);
    return measure === undefined ? [] : [{ name, measure }];
  });
}

/** How many of the cases count, as an entry. */
export function countEntry(
  cases: readonly EvaluatedCase[],
  selection: CaseSelection,
  options: SummaryOptions,
): SummaryEntry {
  const count = countedCases(cases, options.unanswered).length;
  return { name: 'Cases', result: caseCountResult(count), selection };
}

/** The results wanted, in the order wanted; those that were not computed are left out. */
export function pickEntries(
  results: ReadonlyMap<string, MetricResult>,
  wanted: readonly (readonly [{ readonly id: string; readonly name: string }, CaseSelection])[],
): readonly SummaryEntry[] {
  return wanted.flatMap(([{ id, name }, selection]) => {
    const result = results.get(id);
    return result === undefined ? [] : [{ name, result, selection }];
  });
}

/** A table of one figure a row. */
export function listTable(title: string, entries: readonly SummaryEntry[]): SummaryTable {
  return {
    title,
    columns: ['Value'],
    rows: entries.map((entry) => ({ name: entry.name, entries: [entry] })),
  };
}
