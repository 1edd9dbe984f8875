import type { Truth } from '../dataset/truth.ts';
import type { TaskModule, TaskSpec } from './task.ts';

/** A task as the registry lists it: the module, and what a faultless answer to a case looks like (few-shot examples are made of it). */
export interface RegisteredTask extends TaskModule {
  /** The answer, in the form of the task's schema, that scores best against this truth. Throws RangeError where `missing` says so. */
  idealAnswer(truth: Truth, spec: TaskSpec): Readonly<Record<string, unknown>>;
}
