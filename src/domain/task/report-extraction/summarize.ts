import * as define from '../../metric/classification/label-set-definitions.ts';
import { labelSetMeasures, labelSetResults } from '../../metric/classification/label-set-results.ts';
import { stating } from '../../metric/measure.ts';
import type { UncertainRule } from '../../metric/report/compare.ts';
import { labelSetCases } from '../classification/summarize-label-sets.ts';
import { classColumns, classFigures } from '../classification/summarize-labels.ts';
import { countEntry, meanEntries, meanHeadline, pickEntries, pickMeasures } from '../entries.ts';
import { countOutcomes } from '../outcomes.ts';
import type { EvaluatedCase, HeadlineMeasure, Summary, SummaryOptions } from '../task.ts';
import { statusAccuracy } from './definitions.ts';

/** What extracted statuses amount to: each observation as found or not found (uncertain ones by the rule), and all four statuses. */
export function summarizeStatuses(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  uncertain: UncertainRule,
  options: SummaryOptions,
): Summary {
  const { overall, byLabel } = labelSetResults(labelSetCases(cases, names), options);
  const found = pickEntries(
    overall,
    foundFigures.map((definition) => [definition, {}] as const),
  ).map(({ name, result, selection }) => ({
    name,
    selection,
    result: {
      ...result,
      signature: { ...result.signature, options: { ...result.signature.options, uncertain } },
    },
  }));
  return {
    headline: [...found, ...meanEntries(cases, [status], {}, options)],
    tables: [
      {
        title: 'By observation',
        columns: [...classColumns, statusAccuracy.name],
        rows: names.map((name, row) => ({
          name,
          entries: [
            countEntry(
              cases.filter(({ evaluation }) => evaluation.truthLabels.includes(name)),
              { truth: name },
              options,
            ),
            ...pickEntries(byLabel[row] ?? new Map(), classFigures(name)),
            ...meanEntries(
              cases,
              [{ ...status, value: ({ values }) => values[`status-accuracy/${name}`] ?? null }],
              {},
              options,
            ),
          ],
        })),
      },
    ],
    outcomes: countOutcomes(cases),
  };
}

const foundFigures = [define.microLabelF1, define.macroLabelF1];
const status = { definition: statusAccuracy, worst: 0 };

export function statusHeadline(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  uncertain: UncertainRule,
  options: Pick<SummaryOptions, 'unanswered'>,
): readonly HeadlineMeasure[] {
  const found = labelSetMeasures(labelSetCases(cases, names), options).map(stating({ uncertain }));
  return [...pickMeasures(found, foundFigures), ...meanHeadline(cases, [status], options)];
}
