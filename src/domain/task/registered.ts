import type { Truth } from '../dataset/truth.ts';
import type { ReadableResponse, TaskModule, TaskSpec } from './task.ts';

/** The image that an answer speaks of, and how it writes coordinates; without a convention, as fractions. */
export type AnswerFrame = Pick<ReadableResponse, 'image' | 'seen' | 'boxConvention'>;

/** A task as the registry lists it: the module, and what a faultless answer to a case looks like (few-shot examples are made of it). */
export interface RegisteredTask extends TaskModule {
  /** Key into `Evaluation.values` of the figure by which two models are compared case by case; higher is better. */
  readonly comparedBy: string;
  /**
   * The answer, in the form of the task's schema, that scores best against this truth (outlines and grids: nearly). Throws RangeError where `missing` says so, or where
   * coordinates are to be written and the frame has no image.
   */
  idealAnswer(truth: Truth, spec: TaskSpec, frame: AnswerFrame): Readonly<Record<string, unknown>>;
}
