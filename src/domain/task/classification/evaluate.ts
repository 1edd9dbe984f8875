import type { LabelMatcher } from '../../answer/labels.ts';
import type { Truth } from '../../dataset/truth.ts';
import { evaluator } from '../evaluation.ts';
import type { BoundTask, TaskSpec } from '../task.ts';
import { singleLabelReader } from './answer.ts';
import { labelSetReader } from './multi-label-answer.ts';

/** Those of a truth's labels that the plan asks for; null where the truth says nothing of labels. */
export function askedLabels(truth: Truth, spec: TaskSpec): readonly string[] | null {
  const { labels } = truth;
  if (labels === undefined) return null;
  return spec.labels.map(({ name }) => name).filter((name) => labels.includes(name));
}

/** Why a case cannot be scored with one label, or with several; null where it can. */
export function missingLabels(truth: Truth, spec: TaskSpec, multiLabel: boolean): string | null {
  const asked = askedLabels(truth, spec);
  if (asked === null) return 'The case has no reference labels.';
  if (multiLabel || asked.length === 1) return null;
  return asked.length === 0
    ? 'None of the labels that the plan asks for holds of the case.'
    : `More than one of the labels that the plan asks for holds of the case (${asked.join(', ')}): ask with several labels allowed.`;
}

type Evaluator = Pick<BoundTask, 'evaluate' | 'evaluateFailure'>;

/** Scores one label against the one that is true. */
export function singleLabelScorer(spec: TaskSpec, matcher: LabelMatcher): Evaluator {
  const reader = singleLabelReader(matcher);
  return evaluator({
    reader: () => reader,
    missing: (truth) => missingLabels(truth, spec, false),
    reference: (truth) => referenceOf(truth, spec),
    unanswered: false,
    score({ label, confidence, probabilities, mask }, truth) {
      const correct = askedLabels(truth, spec)?.includes(label) ?? false;
      const given = probabilities ?? (confidence === null ? undefined : { [label]: confidence });
      return {
        answerText: confidence === null ? label : `${label} (${confidence.toFixed(2)})`,
        correct,
        answerLabels: [label],
        values: { accuracy: correct ? 1 : 0, confidence },
        ...(given === undefined ? {} : { probabilities: given }),
        ...(mask === undefined ? {} : { drawing: { masks: [{ label, mask }] } }),
      };
    },
  });
}

/** Scores a set of labels against the set that is true: right when the two are equal. */
export function labelSetScorer(spec: TaskSpec, matcher: LabelMatcher): Evaluator {
  const reader = labelSetReader(matcher);
  return evaluator({
    reader: () => reader,
    missing: (truth) => missingLabels(truth, spec, true),
    reference: (truth) => referenceOf(truth, spec),
    unanswered: false,
    score({ labels: answered, probabilities }, truth) {
      const labels = askedLabels(truth, spec) ?? [];
      const common = answered.filter((label) => labels.includes(label)).length;
      const union = answered.length + labels.length - common;
      const correct = union === common;
      return {
        answerText: setText(answered),
        correct,
        answerLabels: answered,
        values: {
          accuracy: correct ? 1 : 0,
          'subset-accuracy': correct ? 1 : 0,
          'hamming-loss': (union - common) / spec.labels.length,
          // Both sets empty: they agree wholly, as scikit-learn's jaccard_score(average='samples', zero_division=1).
          jaccard: union === 0 ? 1 : common / union,
        },
        ...(probabilities === undefined ? {} : { probabilities }),
      };
    },
  });
}

function referenceOf(truth: Truth, spec: TaskSpec) {
  const labels = askedLabels(truth, spec) ?? [];
  return { text: setText(labels), labels };
}

function setText(labels: readonly string[]): string {
  return labels.length === 0 ? 'none' : labels.join(', ');
}
