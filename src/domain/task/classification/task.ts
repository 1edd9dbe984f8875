import { labelMatcher } from '../../answer/labels.ts';
import { booleanOption, checkSpec, optionOf, requireLabels } from '../options.ts';
import { requireTruth } from '../evaluation.ts';
import type { RegisteredTask } from '../registered.ts';
import { arraySchema, confidenceSchema, enumSchema, objectSchema } from '../schema.ts';
import type { JsonSchema, TaskSpec } from '../task.ts';
import { askedLabels, labelSetScorer, missingLabels, singleLabelScorer } from './evaluate.ts';
import { prompts } from './prompts.ts';
import { summarizeLabelSets } from './summarize-label-sets.ts';
import { summarizeLabels } from './summarize-labels.ts';

/** May several labels hold of a case, or none? */
const multiLabel = booleanOption('multiLabel', false);

export const classification: RegisteredTask = {
  id: 'classification',
  name: 'Classification',
  plain:
    'Which of the given labels holds of the image (or which ones, where several may); an answer is right when it names exactly those.',
  needsImage: true,
  comparedBy: 'accuracy',
  prompts,
  defaultSpec: (labels, language) => ({
    task: 'classification',
    labels,
    options: { multiLabel: false },
    language,
  }),
  missing: (truth, spec) => missingLabels(truth, spec, optionOf(spec, multiLabel)),
  bind(spec) {
    checkSpec(spec, 'classification', [multiLabel]);
    const several = optionOf(spec, multiLabel);
    requireLabels(spec, several ? 1 : 2);
    const matcher = labelMatcher(spec.labels);
    const scorer = several ? labelSetScorer(spec, matcher) : singleLabelScorer(spec, matcher);
    return {
      spec,
      answerSchema: several ? severalSchema(spec) : oneSchema(spec),
      ...scorer,
      summarize: (cases, options) =>
        several
          ? summarizeLabelSets(cases, matcher.names, options)
          : summarizeLabels(cases, matcher.names, options),
    };
  },
  idealAnswer(truth, spec) {
    const several = optionOf(spec, multiLabel);
    requireTruth(missingLabels(truth, spec, several));
    const labels = askedLabels(truth, spec) ?? [];
    return several
      ? { labels: labels.map((label) => ({ label, confidence: 1 })) }
      : { label: labels[0], confidence: 1 };
  },
};

function oneSchema({ labels }: TaskSpec): JsonSchema {
  return objectSchema({ label: enumSchema(labels.map(({ name }) => name)), confidence: confidenceSchema });
}

function severalSchema({ labels }: TaskSpec): JsonSchema {
  const label = enumSchema(labels.map(({ name }) => name));
  return objectSchema({
    labels: arraySchema(
      objectSchema({ label, confidence: confidenceSchema }),
      'every label that holds; empty when none does',
    ),
  });
}
