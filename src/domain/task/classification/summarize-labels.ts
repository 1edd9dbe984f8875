import { noAnswer as noAnswerIndex } from '../../metric/classification/confusion.ts';
import * as define from '../../metric/classification/label-definitions.ts';
import { labelResults } from '../../metric/classification/label-results.ts';
import type { MetricDefinition, MetricResult } from '../../metric/metric.ts';
import { caseCountResult } from '../case-count.ts';
import { countOutcomes, countedCases } from '../outcomes.ts';
import { noAnswer } from '../selection.ts';
import type {
  CaseSelection,
  EvaluatedCase,
  Summary,
  SummaryEntry,
  SummaryOptions,
  SummaryTable,
} from '../task.ts';

/** What single-label answers amount to; `names` are the labels in the order of the spec. */
export function summarizeLabels(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  options: SummaryOptions,
): Summary {
  const index = new Map(names.map((name, position) => [name, position]));
  const position = (labels: readonly string[]) => index.get(labels[0] ?? '') ?? noAnswerIndex;
  const { confusion, overall, byClass } = labelResults(
    {
      labels: names,
      truth: cases.map(({ evaluation }) => position(evaluation.truthLabels)),
      answers: cases.map(({ evaluation }) => position(evaluation.answerLabels)),
      groups: cases.map(({ sample }) => sample.group),
    },
    options,
  );
  const counted = countedCases(cases, options.unanswered);
  const columns = names.length + 1;
  return {
    headline: entriesOf(overall, [
      [define.accuracy, {}],
      [define.balancedAccuracy, {}],
      [define.macroF1, {}],
    ]),
    tables: [
      {
        title: 'By class',
        columns: ['Cases', 'Sensitivity', 'Specificity', 'PPV', 'NPV', 'F1'],
        rows: names.map((name, row) => ({
          name,
          entries: [
            {
              name: 'Cases',
              result: caseCountResult(
                counted.filter(({ evaluation }) => evaluation.truthLabels[0] === name).length,
              ),
              selection: { truth: name },
            },
            ...entriesOf(byClass[row] ?? new Map(), [
              [define.sensitivity, { truth: name }],
              [define.specificity, { notTruth: name }],
              [define.precision, { answer: name }],
              [define.negativePredictiveValue, { notAnswer: name }],
              [define.f1, { truth: name }],
            ]),
          ],
        })),
      },
      furtherFigures(overall),
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

function furtherFigures(overall: ReadonlyMap<string, MetricResult>): SummaryTable {
  const shown = [
    define.weightedF1,
    define.macroPrecision,
    define.macroSensitivity,
    define.matthewsCorrelation,
    define.kappa,
  ];
  return {
    title: 'Over all classes',
    columns: ['Value'],
    rows: entriesOf(
      overall,
      shown.map((definition) => [definition, {}] as const),
    ).map((entry) => ({ name: entry.name, entries: [entry] })),
  };
}

function entriesOf(
  results: ReadonlyMap<string, MetricResult>,
  wanted: readonly (readonly [MetricDefinition, CaseSelection])[],
): readonly SummaryEntry[] {
  return wanted.flatMap(([{ id, name }, selection]) => {
    const result = results.get(id);
    return result === undefined ? [] : [{ name, result, selection }];
  });
}
