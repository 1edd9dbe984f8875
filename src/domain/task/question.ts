import type { Question, Truth } from '../dataset/truth.ts';
import { choiceOption, optionOf, wholeNumberOption } from './options.ts';
import type { TaskSpec } from './task.ts';

/** Which of a case's questions a plan asks. */
export const askedQuestions = choiceOption('questions', ['all', 'one'], 'all', {
  label: 'Questions of a case that are asked',
  help: 'Each question is a trial of its own; those of one case (or group) are resampled together.',
  decides: 'asking',
  choiceWords: { all: 'all of them', one: 'one of them' },
});

/** The question that is spoken of, counted from 1. */
export const questionNumber = wholeNumberOption('question', 1, [1, 1000], {
  label: 'Which one',
  help: "Counted from 1, in the data set's order. A case that has fewer is left out.",
  decides: 'asking',
  matters: (options) => options['questions'] === 'one',
});

/** The question that a spec speaks of. Throws RangeError where the case has none of that number. */
export function questionOf(truth: Truth, spec: TaskSpec): Question {
  const number = optionOf(spec, questionNumber);
  const question = truth.questions?.[number - 1];
  if (question === undefined) throw new RangeError(`The case has no question number ${number}.`);
  return question;
}

/** The spec of one question of a case; the spec itself where the task asks one thing of a case. */
export function specOfQuestion(spec: TaskSpec, question: number | undefined): TaskSpec {
  return question === undefined
    ? spec
    : { ...spec, options: { ...spec.options, [questionNumber.name]: question } };
}

/** `A. nevus` and so on, a line each. */
export function optionList(options: readonly string[]): string {
  return options.map((option, order) => `${optionLetterAt(order)}. ${option}`).join('\n');
}

/** A to Z, then numbers from 27. */
export function optionLetterAt(order: number): string {
  return order < 26 ? String.fromCharCode(65 + order) : String(order + 1);
}
