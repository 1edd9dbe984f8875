import { classification } from './classification/task.ts';
import { detection } from './detection/task.ts';
import { diagnosis } from './diagnosis/task.ts';
import { reportGeneration } from './report-generation/task.ts';
import { reportSummarization } from './report-summarization/task.ts';
import { segmentation } from './segmentation/task.ts';
import { localization } from './localization/task.ts';
import { reportExtraction } from './report-extraction/task.ts';
import { visualQuestionAnswering } from './visual-question-answering/task.ts';
import type { RegisteredTask } from './registered.ts';
import type { TaskId } from './task-id.ts';

/** Every task that a plan can name, in the order in which they are shown. */
export const tasks: readonly RegisteredTask[] = [
  classification,
  diagnosis,
  detection,
  segmentation,
  localization,
  reportGeneration,
  reportSummarization,
  reportExtraction,
  visualQuestionAnswering,
];

/** Throws RangeError for a task that is not in the registry. */
export function taskById(id: TaskId): RegisteredTask {
  const found = tasks.find((task) => task.id === id);
  if (found === undefined) throw new RangeError(`There is no task "${id}".`);
  return found;
}
