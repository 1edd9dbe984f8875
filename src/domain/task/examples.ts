import type { Sample } from '../dataset/dataset.ts';
import { optionList, questionOf, specOfQuestion } from './question.ts';
import { taskById } from './registry.ts';
import { findingsOf, reportOf } from './sample-text.ts';
import type { BoxConvention, TaskSpec } from './task.ts';
import { targetOf } from './localization/target.ts';

/** A case with its answer, for `{{examples}}`. */
export interface PromptedExample {
  readonly sample: Pick<Sample, 'name' | 'images' | 'text' | 'truth'>;
  /** Which of its questions is answered, where the task asks several of a case. */
  readonly question?: number;
}

interface ExamplesForm {
  readonly language: string;
  readonly boxConvention?: BoxConvention;
  /** Are the pictures of the examples sent, before those of the case that is asked about? */
  readonly pictures: boolean;
  /** How many pictures the case that is asked about has. */
  readonly ownPictures: number;
}

/** Cases with their answers in the form that is asked for, and which picture shows what; empty without examples. */
export function describeExamples(
  examples: readonly PromptedExample[],
  spec: TaskSpec,
  { language, boxConvention, pictures, ownPictures }: ExamplesForm,
): string {
  if (examples.length === 0) return '';
  const words = language.startsWith('zh') ? chinese : english;
  const hasPictures = examples.some(({ sample }) => sample.images.length > 0);
  let sent = 0;
  const blocks = examples.map((example, order) => {
    const own = pictures ? example.sample.images.length : 0;
    const head = words.example(order + 1) + words.shown(sent + 1, own);
    sent += own;
    return [head, exampleBlock(example, spec, { words, boxConvention })].join('\n');
  });
  const opening = pictures || !hasPictures ? words.opening : words.openingWithoutPictures;
  const closing =
    sent > 0 && ownPictures > 0 ? [words.asked + words.range(sent + 1, ownPictures) + words.end] : [];
  return [opening, ...blocks, ...closing].join('\n\n');
}

/** One example without its head. Throws RangeError where the case lacks what its answer, or what it was given with, is made of. */
export function exampleBlock(
  { sample, question }: PromptedExample,
  spec: TaskSpec,
  {
    words = english,
    boxConvention,
  }: { readonly words?: Words; readonly boxConvention?: BoxConvention | undefined } = {},
): string {
  const own = specOfQuestion(spec, question);
  const [image] = sample.images;
  const frame = { ...(boxConvention && { boxConvention }), ...(image && { image }) };
  const answer = JSON.stringify(taskById(spec.task).idealAnswer(sample.truth, own, frame));
  const given = givenWith(sample, own);
  return `${given === '' ? '' : `${given}\n`}${words.answer}${answer}`;
}

/** The words that an example case was given with; empty for a task on an image alone. */
function givenWith(sample: PromptedExample['sample'], spec: TaskSpec): string {
  switch (spec.task) {
    case 'report-summarization':
      return findingsOf(sample);
    case 'report-extraction':
      return reportOf(sample);
    case 'visual-question-answering': {
      const { question, options = [] } = questionOf(sample.truth, spec);
      return options.length === 0 ? question : `${question}\n${optionList(options)}`;
    }
    case 'localization':
      return targetOf(sample.truth, spec);
    case 'classification':
    case 'diagnosis':
    case 'detection':
    case 'segmentation':
    case 'report-generation':
      return '';
  }
}

interface Words {
  readonly opening: string;
  readonly openingWithoutPictures: string;
  example(order: number): string;
  /** ` (picture 2)`; empty where no picture is sent. */
  shown(first: number, count: number): string;
  range(first: number, count: number): string;
  readonly answer: string;
  readonly asked: string;
  readonly end: string;
}

const english: Words = {
  opening: 'Examples from other cases:',
  openingWithoutPictures: 'Answers to other cases as examples (their pictures are not shown):',
  example: (order) => `Example ${order}`,
  shown: (first, count) => (count === 0 ? '' : ` (${english.range(first, count)})`),
  range: (first, count) => (count === 1 ? `picture ${first}` : `pictures ${first} to ${first + count - 1}`),
  answer: 'Answer: ',
  asked: 'The case to answer about is shown in ',
  end: '.',
};

const chinese: Words = {
  opening: '其他病例的示例：',
  openingWithoutPictures: '其他病例的回答示例（不附图像）：',
  example: (order) => `示例 ${order}`,
  shown: (first, count) => (count === 0 ? '' : `（${chinese.range(first, count)}）`),
  range: (first, count) => (count === 1 ? `第 ${first} 幅图` : `第 ${first} 至 ${first + count - 1} 幅图`),
  answer: '回答：',
  asked: '需要回答的病例见',
  end: '。',
};
