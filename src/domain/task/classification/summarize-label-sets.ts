import { noAnswer } from '../../metric/classification/confusion.ts';
import * as define from '../../metric/classification/label-definitions.ts';
import { labelResults } from '../../metric/classification/label-results.ts';
import type { CaseSelection, EvaluatedCase, Summary, SummaryEntry, SummaryOptions } from '../task.ts';
import { caseCountResult } from '../case-count.ts';
import { meanResult } from '../mean.ts';
import { countOutcomes, countedCases } from '../outcomes.ts';

/** What answers with several labels amount to; each label is also scored by itself, present against absent. */
export function summarizeLabelSets(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  options: SummaryOptions,
): Summary {
  const subset = meanResult(
    cases,
    {
      definition: define.accuracy,
      value: ({ correct }) => (correct === true ? 1 : 0),
      worst: 0,
      options: { labels: 'all of a case must be right' },
    },
    options,
  );
  return {
    headline: [{ name: 'Subset accuracy', result: subset, selection: {} }],
    tables: [
      {
        title: 'By label',
        columns: ['Cases', 'Sensitivity', 'Specificity', 'PPV', 'NPV', 'F1'],
        rows: names.map((name) => ({ name, entries: labelEntries(cases, name, options) })),
      },
    ],
    outcomes: countOutcomes(cases),
  };
}

const present = 0;
const absent = 1;

function labelEntries(
  cases: readonly EvaluatedCase[],
  name: string,
  options: SummaryOptions,
): readonly SummaryEntry[] {
  const { byClass } = labelResults(
    {
      labels: [name, `no ${name}`],
      truth: cases.map(({ evaluation }) => (evaluation.truthLabels.includes(name) ? present : absent)),
      answers: cases.map(({ evaluation }) => {
        if (evaluation.outcome.kind !== 'answered') return noAnswer;
        return evaluation.answerLabels.includes(name) ? present : absent;
      }),
      groups: cases.map(({ sample }) => sample.group),
    },
    options,
  );
  const count = countedCases(cases, options.unanswered).filter(({ evaluation }) =>
    evaluation.truthLabels.includes(name),
  );
  const shown: readonly (readonly [{ readonly id: string; readonly name: string }, CaseSelection])[] = [
    [define.sensitivity, { truth: name }],
    [define.specificity, { notTruth: name }],
    [define.precision, { answer: name }],
    [define.negativePredictiveValue, { notAnswer: name }],
    [define.f1, { truth: name }],
  ];
  return [
    { name: 'Cases', result: caseCountResult(count.length), selection: { truth: name } },
    ...shown.flatMap(([{ id, name: title }, selection]) => {
      const result = byClass[present]?.get(id);
      return result === undefined ? [] : [{ name: title, result, selection }];
    }),
  ];
}
