import * as define from '../../metric/classification/label-set-definitions.ts';
import { labelSetResults } from '../../metric/classification/label-set-results.ts';
import type { UncertainRule } from '../../metric/report/compare.ts';
import { classColumns, classFigures } from '../classification/summarize-labels.ts';
import { countEntry, meanEntries, pickEntries } from '../entries.ts';
import { countOutcomes } from '../outcomes.ts';
import type { EvaluatedCase, Summary, SummaryOptions } from '../task.ts';
import { statusAccuracy } from './definitions.ts';

/** What extracted statuses amount to: each observation as found or not found (uncertain ones by the rule), and all four statuses. */
export function summarizeStatuses(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  uncertain: UncertainRule,
  options: SummaryOptions,
): Summary {
  const indices = (labels: readonly string[]) => labels.map((label) => names.indexOf(label));
  const { overall, byLabel } = labelSetResults(
    {
      labels: names,
      truth: cases.map(({ evaluation }) => indices(evaluation.truthLabels)),
      answers: cases.map(({ evaluation }) =>
        evaluation.outcome.kind === 'answered' ? indices(evaluation.answerLabels) : null,
      ),
      groups: cases.map(({ sample }) => sample.group),
    },
    options,
  );
  const status = { definition: statusAccuracy, worst: 0 };
  const found = pickEntries(overall, [
    [define.microLabelF1, {}],
    [define.macroLabelF1, {}],
  ]).map(({ name, result, selection }) => ({
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
