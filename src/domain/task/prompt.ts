import type { PromptId } from '../ids.ts';
import type { TaskId } from './task-id.ts';

export const promptVariants = ['direct', 'reasoning', 'role and definitions', 'custom'] as const;
export type PromptVariant = (typeof promptVariants)[number];

/** A versioned template. `id` is the hash of everything else that reaches the model. */
export interface PromptTemplate {
  readonly id: PromptId;
  readonly name: string;
  readonly task: TaskId;
  readonly variant: PromptVariant;
  /** BCP 47 tag. */
  readonly language: string;
  /** Text with slots, such as `{{labels}}`, `{{findings}}`, `{{examples}}`, `{{format}}`: render.ts has them all. */
  readonly system: string;
  readonly user: string;
}
