import { readAnswer } from '../answer/read.ts';
import type { AnswerReader } from '../answer/read.ts';
import type { LabelledBox, Truth } from '../dataset/truth.ts';
import type { BoundTask, Evaluation, Outcome, ReadableResponse } from './task.ts';

/** The reference of a case in words and in labels. */
export interface Reference {
  readonly text: string;
  readonly labels: readonly string[];
  /** Of detection: needed by its summary also where there is no answer. */
  readonly boxes?: readonly LabelledBox[];
}

/** What an answer is worth against a truth. */
export type Scored = Pick<
  Evaluation,
  | 'answerText'
  | 'correct'
  | 'answerLabels'
  | 'values'
  | 'probabilities'
  | 'drawing'
  | 'boxes'
  | 'truthFindings'
>;

/** The four parts of which every task's evaluation is made. */
export interface EvaluationParts<Answer> {
  /** How an answer is read; may depend on what was asked of the case, never on what is true. */
  reader(truth: Truth): AnswerReader<Answer>;
  /** Why the truth cannot be scored, as the task's `missing` says. */
  missing(truth: Truth): string | null;
  reference(truth: Truth): Reference;
  score(answer: Answer, truth: Truth, response: ReadableResponse): Scored;
  /**
   * `correct` of a trial without an answer: false where the task has a right and a wrong (it is not right; summaries that leave such trials
   * out go by the outcome's kind), null where it has none.
   */
  readonly unanswered: false | null;
}

/** Reads, scores, and puts in words. Both functions throw RangeError with the sentence of `missing` for a truth that cannot be scored. */
export function evaluator<Answer>(
  parts: EvaluationParts<Answer>,
): Pick<BoundTask, 'evaluate' | 'evaluateFailure'> {
  const without = (outcome: Unanswered, truth: Truth): Evaluation => {
    requireTruth(parts.missing(truth));
    const { text, labels, boxes } = parts.reference(truth);
    return {
      outcome,
      answerText: outcomeText(outcome),
      truthText: text,
      correct: parts.unanswered,
      truthLabels: labels,
      answerLabels: [],
      values: {},
      ...(boxes === undefined ? {} : { boxes: { truth: boxes, predicted: [] } }),
    };
  };
  return {
    evaluate(response, truth) {
      requireTruth(parts.missing(truth));
      const outcome: Outcome<Answer> = readAnswer(response, parts.reader(truth));
      if (outcome.kind !== 'answered') return without(outcome, truth);
      const { text, labels } = parts.reference(truth);
      return {
        outcome,
        truthText: text,
        truthLabels: labels,
        ...parts.score(outcome.answer, truth, response),
      };
    },
    evaluateFailure: (reason, truth) => without({ kind: 'failed', reason }, truth),
  };
}

/** Throws RangeError with the task's own sentence where a truth cannot be scored. */
export function requireTruth(missing: string | null): void {
  if (missing !== null) throw new RangeError(missing);
}

type Unanswered = Exclude<Outcome<unknown>, { kind: 'answered' }>;

function outcomeText(outcome: Unanswered): string {
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
