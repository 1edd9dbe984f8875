import { labelMatcher } from '../../answer/labels.ts';
import { booleanOption, checkSpec, defaultsOf, optionOf, requireLabels } from '../options.ts';
import { requireTruth } from '../evaluation.ts';
import type { RegisteredTask } from '../registered.ts';
import { arraySchema, confidenceSchema, enumSchema, objectSchema } from '../schema.ts';
import type { JsonSchema, TaskSpec } from '../task.ts';
import { firstLabel } from '../selection.ts';
import { askedLabels, labelSetScorer, missingLabels, singleLabelScorer } from './evaluate.ts';
import { prompts } from './prompts.ts';
import { labelSetHeadline, summarizeLabelSets } from './summarize-label-sets.ts';
import { labelHeadline, summarizeLabels } from './summarize-labels.ts';

const multiLabel = booleanOption('multiLabel', false, {
  label: 'A case may have several of these labels, or none',
  help: 'Asks for every label that holds, and scores the set; else for exactly one.',
  decides: 'asking',
});
const options = [multiLabel];

export const classification: RegisteredTask = {
  id: 'classification',
  name: 'Classification',
  plain:
    'Which of the given labels holds of the image (or which ones, where several may); an answer is right when it names exactly those.',
  needsImage: true,
  comparedBy: 'accuracy',
  prompts,
  options,
  defaultSpec: (labels, language) => ({
    task: 'classification',
    labels,
    options: defaultsOf(options),
    language,
  }),
  missing: (truth, spec) => missingLabels(truth, spec, optionOf(spec, multiLabel)),
  bind(spec) {
    checkSpec(spec, 'classification', options);
    const several = optionOf(spec, multiLabel);
    requireLabels(spec, several ? 1 : 2);
    const matcher = labelMatcher(spec.labels);
    const scorer = several ? labelSetScorer(spec, matcher) : singleLabelScorer(spec, matcher);
    return {
      spec,
      answerSchema: several ? severalSchema(spec) : oneSchema(spec),
      ...scorer,
      summarize: (cases, choices) =>
        several
          ? summarizeLabelSets(cases, matcher.names, choices)
          : summarizeLabels(cases, matcher.names, choices),
      ...(several ? {} : { category: firstLabel }),
      headline: (cases, choices) =>
        (several ? labelSetHeadline : labelHeadline)(cases, matcher.names, choices),
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
