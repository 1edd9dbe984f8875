import type { LabelDefinition, Sample } from '../dataset/dataset.ts';
import { defaultConvention } from '../answer/boxes.ts';
import type { Size } from '../geometry/boxes.ts';
import { describeCoordinates } from './coordinates.ts';
import { describeExamples } from './examples.ts';
import type { PromptedExample } from './examples.ts';
import { describeFormat } from './format.ts';
import { optionList, questionOf } from './question.ts';
import type { PromptTemplate } from './prompt.ts';
import { taskById } from './registry.ts';
import { findingsOf, reportOf, sectionOf } from './sample-text.ts';
import { withReasoning } from './schema.ts';
import { asksForCoordinates, describeGrid } from './segmentation/grid.ts';
import { describePlace } from './localization/place.ts';
import { targetOf } from './localization/target.ts';
import type { BoxConvention, JsonSchema, TaskSpec } from './task.ts';

/** What is said to a model about one case, and the form in which it is to answer. */
export interface RenderedPrompt {
  readonly system: string;
  readonly user: string;
  /** The task's schema; where the template asks for reasoning, with `reasoning` before everything else. */
  readonly schema: JsonSchema;
}

/** What of a prompt depends on the model and the plan's further choices. */
export interface RenderOptions {
  /** Cases shown with their answers, for `{{examples}}`. */
  readonly examples?: readonly PromptedExample[];
  /** Are the pictures of the examples sent, before the case's own? */
  readonly examplePictures?: boolean;
  /** How the model writes coordinates: `{{coordinates}}` asks for just that. Default: xyxy, fractions. */
  readonly boxConvention?: BoxConvention;
  /** Size of the image as the model sees it, where it is resized. */
  readonly seen?: Size;
}

interface Filling extends RenderOptions {
  readonly template: PromptTemplate;
  readonly spec: TaskSpec;
  readonly sample: PromptedSample;
  readonly schema: JsonSchema;
}

/** What of a case may appear in a prompt; its truth only where it holds the question or the target. */
export type PromptedSample = Pick<Sample, 'name' | 'images' | 'text' | 'truth'>;

/**
 * Fills a template's slots for one case. Text put into a slot is never searched for slots itself. Throws RangeError naming a slot that does
 * not exist, or a case that lacks what a slot needs.
 */
export function renderPrompt(
  template: PromptTemplate,
  spec: TaskSpec,
  sample: PromptedSample,
  options: RenderOptions = {},
): RenderedPrompt {
  const schema = schemaFor(template, spec);
  const filling: Filling = { ...options, template, spec, sample, schema };
  return { system: fill(template.system, filling), user: fill(template.user, filling), schema };
}

/** The schema of the answers that a template asks for. */
export function schemaFor(template: PromptTemplate, spec: TaskSpec): JsonSchema {
  const { answerSchema } = taskById(spec.task).bind(spec);
  return template.variant === 'reasoning' ? withReasoning(answerSchema) : answerSchema;
}

/** Every slot and what fills it. */
const slots: Readonly<Record<string, (filling: Filling) => string>> = {
  labels: ({ spec }) => spec.labels.map(({ name }) => `"${name}"`).join(', '),
  definitions: ({ spec }) => spec.labels.map(definitionLine).join('\n'),
  findings: ({ sample }) => findingsOf(sample),
  impression: ({ sample }) => sectionOf(sample, 'impression'),
  report: ({ sample }) => reportOf(sample),
  question: ({ sample, spec }) => questionOf(sample.truth, spec).question,
  // A question that names no options is not to be answered with one: the data set's labels are none of its own.
  options: ({ sample, spec }) =>
    optionList(
      spec.task === 'visual-question-answering'
        ? (questionOf(sample.truth, spec).options ?? [])
        : spec.labels.map(({ name }) => name),
    ),
  size: ({ sample }) => {
    const [image] = sample.images;
    if (image === undefined)
      throw new RangeError(`The case "${sample.name}" has no image whose {{size}} could be given.`);
    return `${image.width} x ${image.height}`;
  },
  grid: ({ spec, template }) => (spec.task === 'segmentation' ? describeGrid(spec, template.language) : ''),
  coordinates: coordinatesText,
  place: (filling) => describePlace(filling.spec, filling.template.language, coordinatesText(filling)),
  target: ({ sample, spec }) => targetOf(sample.truth, spec),
  examples: ({
    spec,
    template,
    sample,
    examples = [],
    examplePictures = false,
    boxConvention = defaultConvention,
  }) =>
    describeExamples(examples, spec, {
      language: template.language,
      boxConvention,
      pictures: examplePictures,
      ownPictures: sample.images.length,
    }),
  format: ({ schema, template }) => describeFormat(schema, template.language),
};

/** Has a template a place for examples? */
export const showsExamples = ({ system, user }: Pick<PromptTemplate, 'system' | 'user'>): boolean =>
  /\{\{\s*examples\s*\}\}/u.test(system + user);

/** The slots that a template may use, for the editor. */
export const slotNames: readonly string[] = Object.keys(slots);

function fill(text: string, filling: Filling): string {
  return text
    .replace(/\{\{\s*([^{}]{0,60}?)\s*\}\}(\n*)/gu, (_whole, name: string, after: string) => {
      const slot = Object.hasOwn(slots, name) ? slots[name] : undefined;
      if (slot === undefined) {
        throw new RangeError(
          `The prompt "${filling.template.name}" has the slot {{${name}}}, which does not exist: use one of ${slotNames
            .map((known) => `{{${known}}}`)
            .join(', ')}.`,
        );
      }
      const value = slot(filling);
      return value === '' ? '' : value + after;
    })
    .trim();
}

function coordinatesText({
  sample,
  spec,
  template,
  boxConvention = defaultConvention,
  seen,
}: Filling): string {
  if (!asksForCoordinates(spec)) return '';
  return describeCoordinates(boxConvention, seen ?? sample.images[0] ?? null, template.language);
}

function definitionLine({ name, synonyms, definition }: LabelDefinition): string {
  const also = synonyms.length > 0 ? ` (also: ${synonyms.join(', ')})` : '';
  return `- ${name}${also}${definition === undefined ? '' : `: ${definition}`}`;
}
