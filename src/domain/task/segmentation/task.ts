import { labelMatcher } from '../../answer/labels.ts';
import type { LabelledMask, Truth } from '../../dataset/truth.ts';
import type { Size } from '../../geometry/boxes.ts';
import { maskArea } from '../../geometry/rle.ts';
import { caseMaskFigures } from '../../metric/segmentation/results.ts';
import { evaluator, requireTruth } from '../evaluation.ts';
import { checkSpec, choiceOption, defaultsOf, optionOf, requireLabels } from '../options.ts';
import type { RegisteredTask } from '../registered.ts';
import { arraySchema, enumSchema, numberSchema, objectSchema, textSchema } from '../schema.ts';
import type { JsonSchema, ReadableResponse, TaskSpec } from '../task.ts';
import { form, gridSize } from './grid.ts';
import { masksReader } from './answer.ts';
import type { MasksAnswer } from './answer.ts';
import { idealRegions } from './ideal.ts';
import { prompts } from './prompts.ts';
import { maskHeadline, summarizeMasks } from './summarize.ts';

const unit = choiceOption('unit', ['pixels', 'millimetres'], 'pixels', {
  label: 'Distances and areas in',
  help: 'In millimetres a case counts only where the spacing of its pixels is known.',
  decides: 'scoring',
});
const options = [form, gridSize, unit];

export const segmentation: RegisteredTask = {
  id: 'segmentation',
  name: 'Segmentation',
  plain:
    'The region of each finding, as an outline or as cells of a grid; scored by its overlap with the reference mask.',
  needsImage: true,
  comparedBy: 'dice',
  prompts,
  options,
  defaultSpec: (labels, language) => ({
    task: 'segmentation',
    labels,
    options: defaultsOf(options),
    language,
  }),
  missing,
  bind(spec) {
    checkSpec(spec, 'segmentation', options);
    requireLabels(spec, 1);
    const matcher = labelMatcher(spec.labels);
    const cells = optionOf(spec, gridSize);
    const rule = { unit: optionOf(spec, unit) };
    return {
      spec,
      answerSchema: answerSchema(spec, cells),
      ...evaluator<MasksAnswer>({
        reader: (truth) => masksReader(matcher, { gridSize: cells, fallbackSize: sizeOf(truth) }),
        missing,
        reference(truth) {
          const masks = askedMasks(truth, spec);
          return { text: masksText(masks), labels: labelsOf(masks) };
        },
        unanswered: null,
        score({ masks }, truth, { image }) {
          const figures = caseMaskFigures(
            {
              truth: askedMasks(truth, spec),
              predicted: masks,
              size: sizeFor(truth, masks, image),
              pixelSpacing: image?.pixelSpacing,
            },
            matcher.names,
            rule,
          );
          const byLabel = figures.byLabel.flatMap((one, at) =>
            Object.entries(one).map(([id, value]) => [`${id}/${matcher.names[at] ?? ''}`, value] as const),
          );
          return {
            answerText: masksText(masks),
            correct: null,
            answerLabels: labelsOf(masks),
            values: { ...figures.mean, ...(matcher.names.length > 1 ? Object.fromEntries(byLabel) : {}) },
            drawing: { masks },
          };
        },
      }),
      summarize: (cases, choices) => summarizeMasks(cases, matcher.names, rule, choices),
      headline: (cases, choices) => maskHeadline(cases, rule, choices),
    };
  },
  idealAnswer(truth, spec, frame) {
    requireTruth(missing(truth));
    return idealRegions(askedMasks(truth, spec), spec, frame);
  },
};

function missing({ masks }: Truth): string | null {
  return masks === undefined ? 'The case has no reference masks.' : null;
}

function askedMasks({ masks = [] }: Truth, spec: TaskSpec): readonly LabelledMask[] {
  return masks.filter(({ label }) => spec.labels.some(({ name }) => name === label));
}

function sizeOf({ masks = [] }: Truth): Size | null {
  const [first] = masks;
  return first === undefined ? null : { width: first.mask.size[1], height: first.mask.size[0] };
}

/** Of the reference, else of the image, else of the answer; a case without any of them compares nothing with nothing. */
function sizeFor(truth: Truth, masks: readonly LabelledMask[], image: ReadableResponse['image']): Size {
  return sizeOf(truth) ?? image ?? sizeOf({ masks }) ?? { width: 1, height: 1 };
}

function answerSchema(spec: TaskSpec, cells: number): JsonSchema {
  const label = enumSchema(spec.labels.map(({ name }) => name));
  switch (optionOf(spec, form)) {
    case 'polygon': {
      const points = arraySchema(
        arraySchema(numberSchema('number'), 'a point'),
        'the outline, 6 to 40 points in order',
      );
      return objectSchema({ regions: arraySchema(objectSchema({ label, polygon: points })) });
    }
    case 'grid': {
      const rows = arraySchema(textSchema(`row of ${cells} characters: 1 inside, 0 outside`));
      return objectSchema({ regions: arraySchema(objectSchema({ label, grid: rows })) });
    }
    case 'runs': {
      const cell = numberSchema(`whole number from 0 to ${cells - 1}`);
      return objectSchema({ runs: arraySchema(objectSchema({ label, row: cell, from: cell, to: cell })) });
    }
  }
}

function labelsOf(masks: readonly LabelledMask[]): readonly string[] {
  return [...new Set(masks.filter(({ mask }) => maskArea(mask) > 0).map(({ label }) => label))];
}

/** `nodule (4.2 % of the image)`. */
function masksText(masks: readonly LabelledMask[]): string {
  const shares = labelsOf(masks).map((label) => {
    const own = masks.filter((one) => one.label === label);
    const share = own.reduce((sum, { mask }) => sum + maskArea(mask) / (mask.size[0] * mask.size[1]), 0);
    return `${label} (${(100 * share).toPrecision(2)} % of the image)`;
  });
  return shares.length === 0 ? 'none' : shares.join(', ');
}
