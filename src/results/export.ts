import type { Outcome } from '../domain/task/task.ts';
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

/** One row a trial; the attributes of its case come last, a column each. */
export function runAsCsv(scored: ScoredRun): string {
  const attributes = [
    ...new Set([...scored.samples.values()].flatMap((sample) => Object.keys(sample.attributes))),
  ];
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
    'reading',
    'correct',
    'confidence',
    'calls',
    'first token ms',
    'total ms',
    'end',
    'response',
    'failure',
    ...attributes.map((name) => `attribute ${name}`),
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
        readingOf(evaluation.outcome),
        evaluation.correct === null ? '' : String(evaluation.correct),
        label === undefined ? '' : String(evaluation.probabilities?.[label] ?? ''),
        String(record.attempts.length),
        response?.firstTokenMs == null ? '' : response.firstTokenMs.toFixed(1),
        response ? response.totalMs.toFixed(1) : '',
        response?.finishReason ?? '',
        response?.text ?? '',
        last?.kind === 'failure' ? last.failure.sentence : '',
        ...attributes.map((name) => String(sample.attributes[name] ?? '')),
      ];
    }),
  );
  return asCsv([header, ...rows]);
}

/** What was done to read an answer, or why there is none. */
function readingOf(outcome: Outcome<unknown>): string {
  switch (outcome.kind) {
    case 'answered':
      return outcome.steps.join('; ');
    case 'unreadable':
    case 'failed':
      return outcome.reason;
    case 'refused':
      return outcome.evidence;
    case 'empty':
      return '';
  }
}

/** RFC 4180. */
export function asCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front. */
function csvCell(value: string): string {
  const defused = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?(e-?\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}
