import { labelMatcher } from '../../answer/labels.ts';
import { withKnownSynonyms } from '../../answer/medical-synonyms.ts';
import { askedLabels } from '../classification/evaluate.ts';
import { evaluator, requireTruth } from '../evaluation.ts';
import { checkSpec, defaultsOf, optionOf, requireLabels, wholeNumberOption } from '../options.ts';
import type { RegisteredTask } from '../registered.ts';
import { arraySchema, confidenceSchema, objectSchema, textSchema } from '../schema.ts';
import type { Truth } from '../../dataset/truth.ts';
import type { TaskSpec } from '../task.ts';
import { firstLabel } from '../selection.ts';
import { diagnosisReader } from './answer.ts';
import { prompts } from './prompts.ts';
import { diagnosisHeadline, otherDiagnosis, summarizeDiagnoses } from './summarize.ts';

const topK = wholeNumberOption('topK', 3, [1, 20], {
  label: 'Diagnoses of the differential that are looked at',
  help: 'The answer counts as right in the list when a true diagnosis is among the first so many.',
  decides: 'scoring',
});
const options = [topK];

export const diagnosis: RegisteredTask = {
  id: 'diagnosis',
  name: 'Diagnosis',
  plain:
    'What the image shows, in the model’s own words and ranked; each diagnosis is matched to the labels and their synonyms, and the first, or one of the first k, must be right.',
  needsImage: true,
  comparedBy: 'top-1-accuracy',
  prompts,
  options,
  defaultSpec: (labels, language) => ({
    task: 'diagnosis',
    labels: withKnownSynonyms(labels),
    options: defaultsOf(options),
    language,
  }),
  missing,
  bind(spec) {
    checkSpec(spec, 'diagnosis', options);
    requireLabels(spec, 1);
    const k = optionOf(spec, topK);
    const matcher = labelMatcher(spec.labels);
    const reader = diagnosisReader(matcher);
    return {
      spec,
      answerSchema: objectSchema({
        diagnoses: arraySchema(
          objectSchema({ diagnosis: textSchema('name of a diagnosis'), confidence: confidenceSchema }),
          'the most likely first',
        ),
      }),
      ...evaluator({
        reader: () => reader,
        missing: (truth) => missing(truth, spec),
        reference(truth) {
          const labels = askedLabels(truth, spec) ?? [];
          return { text: labels.join(', '), labels };
        },
        unanswered: false,
        score({ ranked }, truth) {
          const labels = askedLabels(truth, spec) ?? [];
          const considered = ranked.slice(0, k);
          const rank = considered.findIndex(({ label }) => label !== null && labels.includes(label)) + 1;
          const first = considered[0];
          return {
            answerText: considered.map(({ text, label }) => label ?? text).join(' > '),
            correct: rank === 1,
            answerLabels: [first?.label ?? otherDiagnosis],
            values: {
              'top-1-accuracy': rank === 1 ? 1 : 0,
              'top-list-accuracy': rank > 0 ? 1 : 0,
              'reciprocal-rank': rank > 0 ? 1 / rank : 0,
              confidence: first?.confidence ?? null,
            },
            ...(first?.label == null || first.confidence === null
              ? {}
              : { probabilities: { [first.label]: first.confidence } }),
          };
        },
      }),
      summarize: (cases, choices) => summarizeDiagnoses(cases, matcher.names, k, choices),
      category: firstLabel,
      headline: (cases, choices) => diagnosisHeadline(cases, k, choices),
    };
  },
  idealAnswer(truth, spec) {
    requireTruth(missing(truth, spec));
    const labels = askedLabels(truth, spec) ?? [];
    return { diagnoses: labels.map((label) => ({ diagnosis: label, confidence: null })) };
  },
};

function missing(truth: Truth, spec: TaskSpec): string | null {
  const asked = askedLabels(truth, spec);
  if (asked === null) return 'The case has no reference labels.';
  return asked.length === 0 ? 'None of the labels that the plan asks for holds of the case.' : null;
}
