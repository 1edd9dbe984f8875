import type { Question } from '../../dataset/truth.ts';
import type { MetricDefinition } from '../../metric/metric.ts';
import { overlapDefinitions } from '../../metric/text/definitions-overlap.ts';
import { caseCountResult } from '../case-count.ts';
import { meanResult } from '../mean.ts';
import { countOutcomes, countedCases } from '../outcomes.ts';
import type { EvaluatedCase, Summary, SummaryEntry, SummaryOptions } from '../task.ts';
import { answerAccuracy } from './definitions.ts';

const kinds: readonly Question['kind'][] = ['closed', 'multiple choice', 'open'];

/** What answers to questions amount to, over all and by kind of question. */
export function summarizeAnswers(cases: readonly EvaluatedCase[], options: SummaryOptions): Summary {
  const entry = (
    definition: MetricDefinition,
    of: readonly EvaluatedCase[],
    selection: SummaryEntry['selection'],
  ): SummaryEntry => ({
    name: definition.name,
    result: meanResult(of, { definition, worst: 0 }, options),
    selection,
  });
  const [f1, exact] = ['token-f1', 'exact-match'].map((id) =>
    overlapDefinitions.find((one) => one.id === id),
  );
  return {
    headline: [entry(answerAccuracy, cases, {}), ...(exact === undefined ? [] : [entry(exact, cases, {})])],
    tables: [
      {
        title: 'By kind of question',
        columns: ['Cases', answerAccuracy.name, 'Token F1'],
        rows: kinds.flatMap((kind) => {
          const own = cases.filter(({ evaluation }) => evaluation.truthLabels.includes(kind));
          if (own.length === 0) return [];
          const selection = { truth: kind };
          const count = countedCases(own, options.unanswered).length;
          return [
            {
              name: kind,
              entries: [
                { name: 'Cases', result: caseCountResult(count), selection },
                entry(answerAccuracy, own, selection),
                // Token F1 is of open answers alone: a choice has no words to share.
                ...(f1 === undefined ? [] : [entry(f1, kind === 'open' ? own : [], selection)]),
              ],
            },
          ];
        }),
      },
    ],
    outcomes: countOutcomes(cases),
  };
}
