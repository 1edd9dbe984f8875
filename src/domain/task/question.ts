import type { Question, Truth } from '../dataset/truth.ts';
import { optionOf, wholeNumberOption } from './options.ts';
import type { TaskSpec } from './task.ts';

/** Which of a case's questions is asked, counted from 1. */
export const questionNumber = wholeNumberOption('question', 1, 1, 1000);

/** The question that the plan asks of a case. Throws RangeError where the case has none of that number. */
export function questionOf(truth: Truth, spec: TaskSpec): Question {
  const number = optionOf(spec, questionNumber);
  const question = truth.questions?.[number - 1];
  if (question === undefined) throw new RangeError(`The case has no question number ${number}.`);
  return question;
}

/** `A. nevus` and so on, a line each. */
export function optionList(options: readonly string[]): string {
  return options.map((option, order) => `${optionLetterAt(order)}. ${option}`).join('\n');
}

/** A to Z, then numbers from 27. */
export function optionLetterAt(order: number): string {
  return order < 26 ? String.fromCharCode(65 + order) : String(order + 1);
}
