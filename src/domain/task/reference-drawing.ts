import type { Truth } from '../dataset/truth.ts';
import { findTarget } from './localization/target.ts';
import type { Drawing, TaskSpec } from './task.ts';

type Drawn = Pick<Drawing, 'boxes' | 'masks' | 'points'>;

/**
 * What of a case's reference is drawn on its image beside answers to a task: what was asked for; where the answer is in words, the boxes, else
 * the masks, of the labels that it is about, as a help to who looks at the case. Empty where nothing is to be drawn.
 */
export function referenceDrawing(truth: Truth, spec: TaskSpec): Drawn {
  const isAsked = ({ label }: { readonly label: string }) => spec.labels.some(({ name }) => name === label);
  switch (spec.task) {
    case 'detection':
      return { boxes: (truth.boxes ?? []).filter(isAsked) };
    case 'segmentation':
      return { masks: (truth.masks ?? []).filter(isAsked) };
    case 'localization': {
      const target = findTarget(truth, spec);
      if (target?.kind === 'points') return { points: target.points };
      return target === null ? {} : whereabouts(truth, ({ label }) => label === target.label);
    }
    case 'classification':
    case 'diagnosis':
      return whereabouts(truth, isAsked);
    case 'visual-question-answering':
    case 'report-generation':
    case 'report-summarization':
    case 'report-extraction':
      return truth.boxes === undefined ? {} : { boxes: truth.boxes };
  }
}

function whereabouts(truth: Truth, isMeant: (item: { readonly label: string }) => boolean): Drawn {
  const boxes = (truth.boxes ?? []).filter(isMeant);
  return boxes.length > 0 ? { boxes } : { masks: (truth.masks ?? []).filter(isMeant) };
}

/** Is there anything to draw on an image? */
export function drawsOnImage({ boxes = [], masks = [], points = [] }: Drawing): boolean {
  return boxes.length + masks.length + points.length > 0;
}
