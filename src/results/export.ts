import type { RunResults, ScoredRun } from './run-results.ts';

/** The form of an exported run. Read again by `npm run score`. */
export const exportFormat = { format: 'reading-room/run', version: 1 } as const;

/**
 * Everything that the numbers rest on: plan, cases with their truth, every attempt verbatim, how each was read, the
 * results with intervals and seeds. Keys are never in it; pictures are named by their hash.
 */
export function runAsJson(scored: ScoredRun, results: RunResults): string {
  const trials = scored.arms.flatMap(({ trials: ofArm }) =>
    ofArm.map(({ record, evaluated }) => ({ ...record, evaluation: evaluated.evaluation })),
  );
  const { run, plan } = scored;
  const samples = plan.samples.flatMap((id) => scored.samples.get(id) ?? []);
  return JSON.stringify({ ...exportFormat, run, plan, samples, trials, results }, null, 1);
}

/** One row a trial. */
export function runAsCsv(scored: ScoredRun): string {
  const header = [
    'case',
    'question',
    'group',
    'split',
    'model',
    'prompt',
    'examples',
    'repeat',
    'truth',
    'outcome',
    'answer',
    'correct',
    'confidence',
    'calls',
    'first token ms',
    'total ms',
    'response',
    'failure',
  ];
  const rows = scored.arms.flatMap(({ arm, trials }) =>
    trials.map(({ record, evaluated: { sample, evaluation } }) => {
      const known = scored.samples.get(record.sample);
      const last = record.attempts.at(-1)?.result;
      const response = last?.kind === 'response' ? last.response : null;
      const [label] = evaluation.answerLabels;
      return [
        sample.name,
        record.question === undefined
          ? ''
          : (known?.truth.questions?.[record.question - 1]?.question ?? String(record.question)),
        known?.group ?? '',
        sample.split,
        arm.model.name,
        arm.prompt.name,
        String(arm.examples),
        String(record.repeat),
        evaluation.truthLabels.join('|') || evaluation.truthText,
        evaluation.outcome.kind,
        evaluation.answerLabels.join('|') || evaluation.answerText,
        evaluation.correct === null ? '' : String(evaluation.correct),
        label === undefined ? '' : String(evaluation.probabilities?.[label] ?? ''),
        String(record.attempts.length),
        response?.firstTokenMs == null ? '' : response.firstTokenMs.toFixed(1),
        response ? response.totalMs.toFixed(1) : '',
        response?.text ?? '',
        last?.kind === 'failure' ? last.failure.sentence : '',
      ];
    }),
  );
  return [header, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

/** RFC 4180; a cell that a spreadsheet would run as a formula gets an apostrophe in front. */
function csvCell(value: string): string {
  const defused = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}
