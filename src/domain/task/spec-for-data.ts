import type { LabelDefinition } from '../dataset/dataset.ts';
import type { Truth } from '../dataset/truth.ts';
import { form } from './localization/target.ts';
import type { TaskId } from './task-id.ts';
import type { TaskModule, TaskSpec } from './task.ts';

/**
 * The spec with which a task can be asked of given cases: its labels are those that the reference of this task uses (masks of `lesion`, where the
 * cases are classified as nevus or melanoma; none where the answer is a text), places are asked for in the terms in which they are given, and
 * several labels are allowed where most cases need it. Labels that the data set defines come first, in its order.
 */
export function specForData(
  task: TaskModule,
  labels: readonly LabelDefinition[],
  truths: readonly Truth[],
  language: string,
): TaskSpec {
  const used = new Set(truths.flatMap((truth) => namesIn(truth, task.id)));
  const defined = labels.filter(({ name }) => used.has(name));
  const further = [...used]
    .filter((name) => !labels.some((label) => label.name === name))
    .map((name) => ({ name, synonyms: [] }));
  const asked = !asksForLabels(task.id)
    ? []
    : used.size === 0 || task.id === 'classification'
      ? labels
      : [...defined, ...further];
  const spec = task.defaultSpec(asked, language);
  return choicesOf(task.id)
    .map((options): TaskSpec => ({ ...spec, options: { ...spec.options, ...options } }))
    .map((choice) => ({
      choice,
      fitting: truths.filter((truth) => task.missing(truth, choice) === null).length,
    }))
    .reduce((best, next) => (next.fitting > best.fitting ? next : best)).choice;
}

/** Choices that decide which cases can be asked; of those that fit as many cases, the first: the one that says most. */
function choicesOf(task: TaskId): readonly [TaskSpec['options'], ...TaskSpec['options'][]] {
  if (task === 'localization')
    return [{ form: 'tooth' }, { form: 'point' }, { form: form.byDefault }, { form: 'region' }];
  if (task === 'classification') return [{}, { multiLabel: true }];
  return [{}];
}

function asksForLabels(task: TaskId): boolean {
  return !['report-generation', 'report-summarization', 'visual-question-answering'].includes(task);
}

/** The names by which the reference of a task calls what is in a case. */
function namesIn(truth: Truth, task: TaskId): readonly string[] {
  switch (task) {
    case 'detection':
      return (truth.boxes ?? []).map(({ label }) => label);
    case 'segmentation':
      return (truth.masks ?? []).map(({ label }) => label);
    case 'localization':
      return [...(truth.points ?? []), ...(truth.regions ?? [])].map(({ label }) => label);
    case 'report-extraction':
      return (truth.findings ?? []).map(({ observation }) => observation);
    case 'classification':
    case 'diagnosis':
      return truth.labels ?? [];
    case 'report-generation':
    case 'report-summarization':
    case 'visual-question-answering':
      return [];
  }
}
