import type { Drawing } from '../../../domain/task/task.ts';

/** What is drawn over an image, of one source. */
export interface Overlay {
  readonly name: string;
  /** null: the truth, drawn white with a dark edge. */
  readonly colour: number | null;
  readonly drawing: Drawing;
}
