import type { Evaluation, Outcome } from './task.ts';

/** An outcome without an answer. */
export type Unanswered = Exclude<Outcome<unknown>, { kind: 'answered' }>;

/** The outcome in words for tables. */
export function outcomeText(outcome: Unanswered): string {
  switch (outcome.kind) {
    case 'unreadable':
      return `could not read the answer: ${outcome.reason}`;
    case 'refused':
      return 'refused';
    case 'empty':
      return 'empty answer';
    case 'failed':
      return `failed: ${outcome.reason}`;
  }
}

/**
 * The evaluation of a trial without an answer. Where the task has a right and a wrong it is not right (`correct: false`); summaries that
 * leave such trials out go by the outcome's kind.
 */
export function unansweredEvaluation(
  outcome: Unanswered,
  truth: { readonly text: string; readonly labels: readonly string[] },
  correct: false | null,
): Evaluation {
  return {
    outcome,
    answerText: outcomeText(outcome),
    truthText: truth.text,
    correct,
    truthLabels: truth.labels,
    answerLabels: [],
    values: {},
  };
}

/** Throws RangeError with the task's own sentence where a truth cannot be scored. */
export function requireTruth(missing: string | null): void {
  if (missing !== null) throw new RangeError(missing);
}
