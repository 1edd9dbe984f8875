import { labelMatcher } from '../../answer/labels.ts';
import { boxToConvention } from '../../geometry/boxes.ts';
import { frameOf } from '../../answer/boxes.ts';
import type { LabelledBox, Truth } from '../../dataset/truth.ts';
import { caseFigures, countBoxes } from '../../metric/detection/results.ts';
import type { MatchRule } from '../../metric/detection/matching.ts';
import { evaluator, requireTruth } from '../evaluation.ts';
import { checkSpec, choiceOption, defaultsOf, numberOption, optionOf, requireLabels } from '../options.ts';
import type { RegisteredTask } from '../registered.ts';
import { arraySchema, confidenceSchema, enumSchema, numberSchema, objectSchema } from '../schema.ts';
import type { TaskSpec } from '../task.ts';
import { boxesReader } from './answer.ts';
import type { BoxesAnswer, FoundBox } from './answer.ts';
import { prompts } from './prompts.ts';
import { detectionHeadline, summarizeDetections } from './summarize.ts';

const iouThreshold = numberOption('iouThreshold', 0.5, [0.05, 1], {
  label: 'Overlap from which a box is right (IoU)',
  help: 'Intersection over union of the answered and the reference box. 0.5 is usual; boxes from language models are often judged at 0.3 or less.',
  decides: 'scoring',
});
const labelRule = choiceOption('labels', ['must agree', 'ignored'], 'must agree', {
  label: 'Name of a box',
  help: 'Whether a box in the right place under another name of the plan is right.',
  decides: 'scoring',
  choiceWords: { 'must agree': 'must agree', ignored: 'is ignored' },
});
const options = [iouThreshold, labelRule];

export const detection: RegisteredTask = {
  id: 'detection',
  name: 'Detection',
  plain: 'A box around each finding; a box is right when it overlaps a reference box of its label by enough.',
  needsImage: true,
  comparedBy: 'detection-f1',
  prompts,
  options,
  defaultSpec: (labels, language) => ({
    task: 'detection',
    labels,
    options: defaultsOf(options),
    language,
  }),
  missing,
  bind(spec) {
    checkSpec(spec, 'detection', options);
    requireLabels(spec, 1);
    const rule: MatchRule = { iouThreshold: optionOf(spec, iouThreshold), labels: optionOf(spec, labelRule) };
    const matcher = labelMatcher(spec.labels);
    const reader = boxesReader(matcher);
    return {
      spec,
      answerSchema: answerSchema(spec),
      ...evaluator<BoxesAnswer>({
        reader: () => reader,
        missing,
        reference(truth) {
          const boxes = askedBoxes(truth, spec);
          return { text: boxesText(boxes), labels: labelsOf(boxes), boxes };
        },
        unanswered: null,
        score({ boxes, faulty }, truth) {
          const reference = askedBoxes(truth, spec);
          const predicted = [...boxes, ...faulty.map(withoutExtent)];
          const counts = countBoxes(reference, predicted, rule);
          return {
            answerText: boxesText(predicted),
            correct: null,
            answerLabels: labelsOf(predicted),
            values: {
              ...caseFigures(counts),
              'true-positives': counts.truePositives,
              'false-positives': counts.falsePositives,
              'false-negatives': counts.falseNegatives,
            },
            drawing: { boxes: boxes.map(drawn) },
            boxes: { truth: reference, predicted },
          };
        },
      }),
      summarize: (cases, choices) => summarizeDetections(cases, matcher.names, rule, choices),
      headline: (cases, choices) => detectionHeadline(cases, rule, choices),
    };
  },
  idealAnswer(truth, spec, frame) {
    requireTruth(missing(truth));
    const placed = frameOf({ text: '', ...frame });
    if (placed === null) throw new RangeError('An example with boxes needs the size of its image.');
    const { convention, source, seen } = placed;
    return {
      boxes: askedBoxes(truth, spec).map((box) => ({
        label: box.label,
        box: boxToConvention(box, convention, source, seen).map((value) => Number(value.toPrecision(4))),
        confidence: 1,
      })),
    };
  },
};

function missing({ boxes }: Truth): string | null {
  return boxes === undefined ? 'The case has no reference boxes.' : null;
}

function askedBoxes({ boxes = [] }: Truth, spec: TaskSpec): readonly LabelledBox[] {
  return boxes.filter(({ label }) => spec.labels.some(({ name }) => name === label));
}

function answerSchema({ labels }: TaskSpec) {
  const item = objectSchema({
    label: enumSchema(labels.map(({ name }) => name)),
    box: arraySchema(numberSchema('number'), 'four numbers'),
    confidence: confidenceSchema,
  });
  return objectSchema({ boxes: arraySchema(item, 'one for each finding; empty when there is none') });
}

function withoutExtent(label: string): FoundBox {
  return { label, x: 0, y: 0, width: 0, height: 0 };
}

function drawn({ label, x, y, width, height, fdi }: FoundBox): LabelledBox {
  return { label, x, y, width, height, ...(fdi === undefined ? {} : { fdi }) };
}

function labelsOf(boxes: readonly LabelledBox[]): readonly string[] {
  return [...new Set(boxes.map(({ label }) => label))];
}

/** `effusion (2), nodule`. */
function boxesText(boxes: readonly LabelledBox[]): string {
  if (boxes.length === 0) return 'none';
  return labelsOf(boxes)
    .map((label) => {
      const count = boxes.filter((box) => box.label === label).length;
      return count > 1 ? `${label} (${count})` : label;
    })
    .join(', ');
}
