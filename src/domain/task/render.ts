import type { LabelDefinition, Sample } from '../dataset/dataset.ts';
import { defaultConvention } from '../answer/boxes.ts';
import type { Size } from '../geometry/boxes.ts';
import { describeCoordinates } from './coordinates.ts';
import { describeFormat } from './format.ts';
import { optionList, questionOf } from './question.ts';
import type { PromptTemplate } from './prompt.ts';
import { taskById } from './registry.ts';
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
  readonly examples?: readonly PromptedSample[];
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

/** What of a case may appear in a prompt; its truth only where it serves as an example, or holds the question. */
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
  findings: ({ sample }) => textOf(sample, 'findings'),
  impression: ({ sample }) => textOf(sample, 'impression'),
  report: ({ sample }) => reportOf(sample),
  question: ({ sample, spec }) => questionOf(sample.truth, spec).question,
  options: ({ sample, spec }) => {
    const own =
      spec.task === 'visual-question-answering' ? questionOf(sample.truth, spec).options : undefined;
    return optionList(own ?? spec.labels.map(({ name }) => name));
  },
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
  examples: examplesText,
  format: ({ schema, template }) => describeFormat(schema, template.language),
};

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

function textOf(sample: PromptedSample, section: 'findings' | 'impression'): string {
  const text = sample.text?.[section] ?? '';
  if (text.trim() === '')
    throw new RangeError(`The case "${sample.name}" has no ${section} to put into {{${section}}}.`);
  return text.trim();
}

function reportOf(sample: PromptedSample): string {
  const { findings = '', impression = '', language = 'en' } = sample.text ?? {};
  const [first, second] = language.startsWith('zh')
    ? ['检查所见：', '诊断意见：']
    : ['Findings: ', 'Impression: '];
  const sections = [
    findings.trim() && first + findings.trim(),
    impression.trim() && second + impression.trim(),
  ];
  const text = sections.filter((section) => section !== '').join('\n');
  if (text === '') throw new RangeError(`The case "${sample.name}" has no report to put into {{report}}.`);
  return text;
}

function examplesText({ spec, template, examples = [], boxConvention = defaultConvention }: Filling): string {
  if (examples.length === 0) return '';
  const chinese = template.language.startsWith('zh');
  const task = taskById(spec.task);
  const blocks = examples.map((example, order) => {
    const head = chinese ? `示例 ${order + 1}` : `Example ${order + 1}`;
    const [image] = example.images;
    const frame = { boxConvention, ...(image === undefined ? {} : { image }) };
    const answer = JSON.stringify(task.idealAnswer(example.truth, spec, frame));
    const given = exampleInput(spec, example);
    return `${head}${given === '' ? '' : `\n${given}`}\n${chinese ? '回答：' : 'Answer: '}${answer}`;
  });
  return `${chinese ? '其他病例的示例：' : 'Examples from other cases:'}\n\n${blocks.join('\n\n')}`;
}

/** The words that an example case was given with; empty for a task on an image alone. */
function exampleInput(spec: TaskSpec, example: PromptedSample): string {
  switch (spec.task) {
    case 'report-summarization':
      return textOf(example, 'findings');
    case 'report-extraction':
      return reportOf(example);
    case 'visual-question-answering':
      return questionOf(example.truth, spec).question;
    case 'classification':
    case 'diagnosis':
    case 'detection':
    case 'segmentation':
    case 'localization':
    case 'report-generation':
      return '';
  }
}
