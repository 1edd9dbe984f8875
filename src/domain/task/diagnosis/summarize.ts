import { caseCountResult } from '../case-count.ts';
import { meanResult } from '../mean.ts';
import type { MeanRule } from '../mean.ts';
import { countOutcomes, countedCases } from '../outcomes.ts';
import { noAnswer } from '../selection.ts';
import type { CaseSelection, EvaluatedCase, Summary, SummaryEntry, SummaryOptions } from '../task.ts';
import { reciprocalRank, topListAccuracy, topOneAccuracy } from './definitions.ts';

/** The column of diagnoses that mean none of the labels. */
export const otherDiagnosis = 'other diagnosis';

/** What ranked differentials amount to; `k` of each are looked at. */
export function summarizeDiagnoses(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  k: number,
  options: SummaryOptions,
): Summary {
  const first: MeanRule = { definition: topOneAccuracy, worst: 0 };
  const list: MeanRule = { definition: topListAccuracy, worst: 0, options: { k } };
  const rank: MeanRule = { definition: reciprocalRank, worst: 0, options: { k } };
  const entry = (
    name: string,
    rule: MeanRule,
    of: readonly EvaluatedCase[],
    selection: CaseSelection,
  ): SummaryEntry => ({ name, result: meanResult(of, rule, options), selection });
  const top = `Top-${k} accuracy`;
  return {
    headline: [
      entry('Top-1 accuracy', first, cases, {}),
      ...(k > 1 ? [entry(top, list, cases, {}), entry('Mean reciprocal rank', rank, cases, {})] : []),
    ],
    tables: [
      {
        title: 'By diagnosis',
        columns: ['Cases', 'Top-1 accuracy', ...(k > 1 ? [top] : [])],
        rows: names.map((name) => {
          const own = cases.filter(({ evaluation }) => evaluation.truthLabels.includes(name));
          const selection = { truth: name };
          const count = countedCases(own, options.unanswered).length;
          return {
            name,
            entries: [
              { name: 'Cases', result: caseCountResult(count), selection },
              entry('Top-1 accuracy', first, own, selection),
              ...(k > 1 ? [entry(top, list, own, selection)] : []),
            ],
          };
        }),
      },
    ],
    confusion: confusionOf(cases, names),
    outcomes: countOutcomes(cases),
  };
}

/** First diagnoses by truth; a case with several true labels stands in the row of the one answered, else of its first. */
function confusionOf(cases: readonly EvaluatedCase[], names: readonly string[]) {
  const answerColumns = [...names, otherDiagnosis, noAnswer];
  const counts = names.map(() => answerColumns.map(() => 0));
  for (const { evaluation } of cases) {
    const answer = evaluation.answerLabels[0] ?? noAnswer;
    const truth = evaluation.truthLabels.includes(answer) ? answer : evaluation.truthLabels[0];
    const row = counts[names.indexOf(truth ?? '')];
    const column = answerColumns.indexOf(answer);
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return { labels: names, answerColumns, counts };
}
