import { countEntry, meanEntries, meanHeadline } from '../entries.ts';
import type { NamedMean } from '../entries.ts';
import { countOutcomes } from '../outcomes.ts';
import { noAnswer } from '../selection.ts';
import type { EvaluatedCase, HeadlineMeasure, Summary, SummaryOptions } from '../task.ts';
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
  const means = headlineMeans(k);
  const wide = k > 1;
  return {
    headline: meanEntries(cases, means, {}, options),
    tables: [
      {
        title: 'By diagnosis',
        columns: ['Cases', 'Top-1 accuracy', ...(wide ? [`Top-${k} accuracy`] : [])],
        rows: names.map((name) => {
          const own = cases.filter(({ evaluation }) => evaluation.truthLabels.includes(name));
          const selection = { truth: name };
          return {
            name,
            entries: [
              countEntry(own, selection, options),
              ...meanEntries(own, means.slice(0, 2), selection, options),
            ],
          };
        }),
      },
    ],
    confusion: confusionOf(cases, names),
    outcomes: countOutcomes(cases),
  };
}

export function diagnosisHeadline(
  cases: readonly EvaluatedCase[],
  k: number,
  options: Pick<SummaryOptions, 'unanswered'>,
): readonly HeadlineMeasure[] {
  return meanHeadline(cases, headlineMeans(k), options);
}

function headlineMeans(k: number): readonly NamedMean[] {
  const first: NamedMean = { definition: topOneAccuracy, worst: 0 };
  const list: NamedMean = {
    name: `Top-${k} accuracy`,
    definition: topListAccuracy,
    worst: 0,
    options: { k },
  };
  const rank: NamedMean = { definition: reciprocalRank, worst: 0, options: { k } };
  return k > 1 ? [first, list, rank] : [first];
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
