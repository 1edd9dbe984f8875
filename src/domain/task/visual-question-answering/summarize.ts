import type { Question } from '../../dataset/truth.ts';
import { overlapDefinitions } from '../../metric/text/definitions-overlap.ts';
import { countEntry, meanEntries, meanHeadline } from '../entries.ts';
import type { NamedMean } from '../entries.ts';
import { countOutcomes } from '../outcomes.ts';
import type { EvaluatedCase, HeadlineMeasure, Summary, SummaryOptions } from '../task.ts';
import { answerAccuracy } from './definitions.ts';

const kinds: readonly Question['kind'][] = ['closed', 'multiple choice', 'open'];

/** What answers to questions amount to, over all and by kind of question. */
export function summarizeAnswers(cases: readonly EvaluatedCase[], options: SummaryOptions): Summary {
  return {
    headline: meanEntries(cases, headline, {}, options),
    tables: [
      {
        title: 'By kind of question',
        columns: ['Questions', answerAccuracy.name, 'Token F1'],
        rows: kinds.flatMap((kind) => {
          const own = cases.filter(({ evaluation }) => evaluation.truthLabels.includes(kind));
          if (own.length === 0) return [];
          const selection = { truth: kind };
          return [
            {
              name: kind,
              entries: [
                countEntry(own, selection, options),
                ...meanEntries(own, [accuracy], selection, options),
                // Token F1 is of open answers alone: a choice has no words to share.
                ...meanEntries(kind === 'open' ? own : [], words('token-f1'), selection, options),
              ],
            },
          ];
        }),
      },
    ],
    outcomes: countOutcomes(cases),
  };
}

const accuracy: NamedMean = { definition: answerAccuracy, worst: 0 };
const words = (id: string): readonly NamedMean[] =>
  overlapDefinitions.filter((one) => one.id === id).map((definition) => ({ definition, worst: 0 }));
const headline = [accuracy, ...words('exact-match')];

export function answerHeadline(
  cases: readonly EvaluatedCase[],
  options: Pick<SummaryOptions, 'unanswered'>,
): readonly HeadlineMeasure[] {
  return meanHeadline(cases, headline, options);
}
