import { noAnswer as noAnswerIndex } from '../../metric/classification/confusion.ts';
import * as define from '../../metric/classification/label-definitions.ts';
import { labelMeasures, labelResults } from '../../metric/classification/label-results.ts';
import type { LabelledCases } from '../../metric/classification/label-results.ts';
import { countEntry, listTable, pickEntries, pickMeasures } from '../entries.ts';
import { countOutcomes } from '../outcomes.ts';
import { noAnswer } from '../selection.ts';
import type { EvaluatedCase, HeadlineMeasure, Summary, SummaryOptions } from '../task.ts';
import { confidenceTable, probabilityTable } from './summarize-probabilities.ts';

/** What single-label answers amount to; `names` are the labels in the order of the spec. */
export function summarizeLabels(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  options: SummaryOptions,
): Summary {
  const { confusion, overall, byClass } = labelResults(labelledCases(cases, names), options);
  const columns = names.length + 1;
  return {
    headline: pickEntries(
      overall,
      headline.map((definition) => [definition, {}] as const),
    ),
    tables: [
      {
        title: 'By class',
        columns: classColumns,
        rows: names.map((name, row) => ({
          name,
          entries: [
            countEntry(
              cases.filter(({ evaluation }) => evaluation.truthLabels[0] === name),
              { truth: name },
              options,
            ),
            ...pickEntries(byClass[row] ?? new Map(), classFigures(name)),
          ],
        })),
      },
      listTable(
        'Over all classes',
        pickEntries(
          overall,
          [
            define.weightedF1,
            define.macroPrecision,
            define.macroSensitivity,
            define.matthewsCorrelation,
            define.kappa,
          ].map((definition) => [definition, {}] as const),
        ),
      ),
      ...probabilityTable(cases, names, options),
      ...confidenceTable(cases, options),
    ],
    confusion: {
      labels: names,
      answerColumns: [...names, noAnswer],
      counts: names.map((_, row) =>
        Array.from({ length: columns }, (_cell, column) => confusion.cells[row * columns + column] ?? 0),
      ),
    },
    outcomes: countOutcomes(cases),
  };
}

const headline = [define.accuracy, define.balancedAccuracy, define.macroF1];

export function labelHeadline(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  options: Pick<SummaryOptions, 'unanswered'>,
): readonly HeadlineMeasure[] {
  return pickMeasures(labelMeasures(labelledCases(cases, names), options), headline);
}

function labelledCases(cases: readonly EvaluatedCase[], names: readonly string[]): LabelledCases {
  const index = new Map(names.map((name, position) => [name, position]));
  const position = (labels: readonly string[]) => index.get(labels[0] ?? '') ?? noAnswerIndex;
  return {
    labels: names,
    truth: cases.map(({ evaluation }) => position(evaluation.truthLabels)),
    answers: cases.map(({ evaluation }) => position(evaluation.answerLabels)),
    groups: cases.map(({ sample }) => sample.group),
  };
}

export const classColumns = ['Cases', 'Sensitivity', 'Specificity', 'PPV', 'NPV', 'F1'];

/** The figures of a class in the order of the columns, each with the cases behind it. */
export function classFigures(name: string) {
  return [
    [define.sensitivity, { truth: name }],
    [define.specificity, { notTruth: name }],
    [define.precision, { answer: name }],
    [define.negativePredictiveValue, { notAnswer: name }],
    [define.f1, { truth: name }],
  ] as const;
}
