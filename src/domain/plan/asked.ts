import type { Sample } from '../dataset/dataset.ts';
import { specOfQuestion } from '../task/question.ts';
import { taskById } from '../task/registry.ts';
import type { TaskSpec } from '../task/task.ts';

/** What a plan can ask about a case. */
export interface AskedOfCase {
  /** The numbers of its questions that can be asked; null where the task asks one thing of a case. */
  readonly questions: readonly number[] | null;
  /** Why the case, or one of its questions, cannot be asked about. */
  readonly refusals: readonly { readonly question?: number; readonly reason: string }[];
}

/** Has a case what the task is asked about and scored against, and which of its questions? */
export function askedOf({ truth, images }: Pick<Sample, 'truth' | 'images'>, spec: TaskSpec): AskedOfCase {
  const task = taskById(spec.task);
  if (task.needsImage && images.length === 0)
    return { questions: null, refusals: [{ reason: 'The case has no picture.' }] };
  const numbers = task.questions?.(truth, spec) ?? null;
  if (numbers === null || numbers.length === 0) {
    const reason = task.missing(truth, spec);
    return { questions: null, refusals: reason === null ? [] : [{ reason }] };
  }
  const refusals = numbers.flatMap((question) => {
    const reason = task.missing(truth, specOfQuestion(spec, question));
    return reason === null ? [] : [{ question, reason }];
  });
  const refused = new Set(refusals.map(({ question }) => question));
  return { questions: numbers.filter((question) => !refused.has(question)), refusals };
}

/** Is there anything to ask about the case? */
export function canBeAsked({ questions, refusals }: AskedOfCase): boolean {
  return questions === null ? refusals.length === 0 : questions.length > 0;
}
