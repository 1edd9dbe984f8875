import { confidenceResults } from '../../metric/classification/confidence-results.ts';
import * as define from '../../metric/classification/probability-definitions.ts';
import { probabilityResults } from '../../metric/classification/probability-results.ts';
import { listTable, pickEntries } from '../entries.ts';
import type { EvaluatedCase, SummaryOptions, SummaryTable } from '../task.ts';

const leastCases = 2;

/** What the probabilities are worth, of the cases that have one for every label; no table where fewer than two have. */
export function probabilityTable(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  options: SummaryOptions,
): readonly SummaryTable[] {
  const rows = cases.flatMap(({ evaluation, sample }) => {
    const row = names.map((name) => evaluation.probabilities?.[name] ?? NaN);
    const truth = names.indexOf(evaluation.truthLabels[0] ?? '');
    return truth < 0 || row.some(Number.isNaN) ? [] : [{ row, truth, group: sample.group }];
  });
  if (rows.length < leastCases) return [];
  const { overall } = probabilityResults(
    {
      labels: names,
      truth: rows.map(({ truth }) => truth),
      probabilities: rows.map(({ row }) => row),
      groups: rows.map(({ group }) => group),
      without: cases.length - rows.length,
    },
    options,
  );
  const shown = Object.values(define).filter((one) => 'id' in one);
  return [
    listTable(
      'From probabilities',
      pickEntries(
        overall,
        shown.map((definition) => [definition, {}] as const),
      ),
    ),
  ];
}

/** Whether the stated confidences can be trusted, of the answers that have one; no table where fewer than two have. */
export function confidenceTable(
  cases: readonly EvaluatedCase[],
  options: SummaryOptions,
): readonly SummaryTable[] {
  const answered = cases.filter(({ evaluation }) => evaluation.outcome.kind === 'answered');
  const sure = answered.flatMap(({ evaluation, sample }) => {
    const confidence = evaluation.values['confidence'] ?? null;
    return confidence === null
      ? []
      : [{ confidence, correct: evaluation.correct === true, group: sample.group }];
  });
  if (sure.length < leastCases) return [];
  const { overall } = confidenceResults(
    {
      confidence: sure.map(({ confidence }) => confidence),
      correct: sure.map(({ correct }) => correct),
      groups: sure.map(({ group }) => group),
      without: answered.length - sure.length,
    },
    options,
  );
  const entries = [...overall.values()].map((result) => ({
    name: definitionName(result.signature.metric),
    result,
    selection: { outcome: 'answered' as const },
  }));
  return [listTable('From stated confidence', entries)];
}

function definitionName(id: string): string {
  const all = Object.values(define).filter((one) => 'id' in one);
  return all.find((one) => one.id === id)?.name ?? id;
}
