import { readAnswer } from '../../answer/read.ts';
import type { LabelMatcher } from '../../answer/labels.ts';
import type { Truth } from '../../dataset/truth.ts';
import { requireTruth, unansweredEvaluation } from '../evaluation.ts';
import type { Unanswered } from '../evaluation.ts';
import type { Evaluation, Outcome, ReadableResponse, TaskSpec } from '../task.ts';
import { singleLabelReader } from './answer.ts';
import type { LabelAnswer } from './answer.ts';
import { labelSetReader } from './multi-label-answer.ts';
import type { LabelSetAnswer } from './multi-label-answer.ts';

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

/** Scores one label against the one that is true. */
export function singleLabelScorer(spec: TaskSpec, matcher: LabelMatcher) {
  const reader = singleLabelReader(matcher);
  const truthOf = (truth: Truth) => {
    requireTruth(missingLabels(truth, spec, false));
    const labels = askedLabels(truth, spec) ?? [];
    return { text: labels.join(', '), labels };
  };
  const unanswered = (outcome: Unanswered, truth: Truth) =>
    unansweredEvaluation(outcome, truthOf(truth), false);
  return {
    evaluate(response: ReadableResponse, truth: Truth): Evaluation {
      const outcome: Outcome<LabelAnswer> = readAnswer(response, reader);
      if (outcome.kind !== 'answered') return unanswered(outcome, truth);
      const { label, confidence, probabilities, mask } = outcome.answer;
      const { text, labels } = truthOf(truth);
      const correct = labels.includes(label);
      const given = probabilities ?? (confidence === null ? undefined : { [label]: confidence });
      return {
        outcome,
        answerText: confidence === null ? label : `${label} (${confidence.toFixed(2)})`,
        truthText: text,
        correct,
        truthLabels: labels,
        answerLabels: [label],
        values: { accuracy: correct ? 1 : 0, confidence },
        ...(given === undefined ? {} : { probabilities: given }),
        ...(mask === undefined ? {} : { drawing: { masks: [{ label, mask }] } }),
      };
    },
    evaluateFailure: (reason: string, truth: Truth) => unanswered({ kind: 'failed', reason }, truth),
  };
}

/** Scores a set of labels against the set that is true: right when the two are equal. */
export function labelSetScorer(spec: TaskSpec, matcher: LabelMatcher) {
  const reader = labelSetReader(matcher);
  const truthOf = (truth: Truth) => {
    requireTruth(missingLabels(truth, spec, true));
    const labels = askedLabels(truth, spec) ?? [];
    return { text: setText(labels), labels };
  };
  const unanswered = (outcome: Unanswered, truth: Truth) =>
    unansweredEvaluation(outcome, truthOf(truth), false);
  return {
    evaluate(response: ReadableResponse, truth: Truth): Evaluation {
      const outcome: Outcome<LabelSetAnswer> = readAnswer(response, reader);
      if (outcome.kind !== 'answered') return unanswered(outcome, truth);
      const { labels: answered, probabilities } = outcome.answer;
      const { text, labels } = truthOf(truth);
      const common = answered.filter((label) => labels.includes(label)).length;
      const union = answered.length + labels.length - common;
      const correct = union === common;
      return {
        outcome,
        answerText: setText(answered),
        truthText: text,
        correct,
        truthLabels: labels,
        answerLabels: answered,
        values: {
          'subset-accuracy': correct ? 1 : 0,
          'hamming-loss': (union - common) / spec.labels.length,
          // Both sets empty: they agree wholly, as scikit-learn's jaccard_score(average='samples', zero_division=1).
          jaccard: union === 0 ? 1 : common / union,
        },
        ...(probabilities === undefined ? {} : { probabilities }),
      };
    },
    evaluateFailure: (reason: string, truth: Truth) => unanswered({ kind: 'failed', reason }, truth),
  };
}

function setText(labels: readonly string[]): string {
  return labels.length === 0 ? 'none' : labels.join(', ');
}
