import * as define from '../../metric/classification/label-set-definitions.ts';
import { labelSetMeasures, labelSetResults } from '../../metric/classification/label-set-results.ts';
import type { LabelSetCases } from '../../metric/classification/label-set-results.ts';
import { countEntry, listTable, pickEntries, pickMeasures } from '../entries.ts';
import { countOutcomes } from '../outcomes.ts';
import type { EvaluatedCase, HeadlineMeasure, Summary, SummaryOptions } from '../task.ts';
import { classColumns, classFigures } from './summarize-labels.ts';

/** What answers with several labels amount to; each label is also scored by itself, present against absent. */
export function summarizeLabelSets(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  options: SummaryOptions,
): Summary {
  const { overall, byLabel } = labelSetResults(labelSetCases(cases, names), options);
  return {
    headline: pickEntries(
      overall,
      headline.map((definition) => [definition, {}] as const),
    ),
    tables: [
      {
        title: 'By label',
        columns: classColumns,
        rows: names.map((name, row) => ({
          name,
          entries: [
            countEntry(
              cases.filter(({ evaluation }) => evaluation.truthLabels.includes(name)),
              { truth: name },
              options,
            ),
            ...pickEntries(byLabel[row] ?? new Map(), classFigures(name)),
          ],
        })),
      },
      listTable(
        'Over all labels',
        pickEntries(
          overall,
          [
            define.hammingLoss,
            define.jaccardIndex,
            define.samplesF1,
            define.macroLabelPrecision,
            define.macroLabelSensitivity,
          ].map((definition) => [definition, {}] as const),
        ),
      ),
    ],
    outcomes: countOutcomes(cases),
  };
}

const headline = [define.subsetAccuracy, define.macroLabelF1, define.microLabelF1];

export function labelSetHeadline(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  options: Pick<SummaryOptions, 'unanswered'>,
): readonly HeadlineMeasure[] {
  return pickMeasures(labelSetMeasures(labelSetCases(cases, names), options), headline);
}

/** True and answered labels of each case, by their place in `names`. */
export function labelSetCases(cases: readonly EvaluatedCase[], names: readonly string[]): LabelSetCases {
  const indices = (labels: readonly string[]) =>
    labels.map((label) => names.indexOf(label)).filter((at) => at >= 0);
  return {
    labels: names,
    truth: cases.map(({ evaluation }) => indices(evaluation.truthLabels)),
    answers: cases.map(({ evaluation }) =>
      evaluation.outcome.kind === 'answered' ? indices(evaluation.answerLabels) : null,
    ),
    groups: cases.map(({ sample }) => sample.group),
  };
}
