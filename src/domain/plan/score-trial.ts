import type { Sample } from '../dataset/dataset.ts';
import type { ImageRef } from '../dataset/truth.ts';
import { specOfQuestion } from '../task/question.ts';
import { taskById } from '../task/registry.ts';
import type { BoundTask, EvaluatedCase, Evaluation, ReadableResponse, TaskSpec } from '../task/task.ts';
import type { ModelProfile } from './model.ts';

/** What of a trial's record its score rests on. */
export interface ScorableTrial {
  readonly question?: number;
  readonly repeat: number;
  readonly attempts: readonly {
    readonly result:
      | {
          readonly kind: 'response';
          readonly response: Pick<ReadableResponse, 'text' | 'refusal' | 'finishReason'>;
        }
      | { readonly kind: 'failure'; readonly failure: { readonly sentence: string } };
  }[];
}

/** What of a case is needed beside it. */
export interface ScorableCase extends Omit<EvaluatedCase['sample'], 'group'> {
  readonly group?: string;
  readonly images: readonly Pick<ImageRef, 'width' | 'height' | 'pixelSpacing'>[];
  readonly truth: Sample['truth'];
}

/**
 * Reads and scores trials of one plan: from the verbatim response, every time. A case without a group is a group of its own, so that its
 * questions and repeats are resampled together. Throws RangeError where the spec does not fit its task.
 */
export function trialScorer(
  spec: TaskSpec,
): (trial: ScorableTrial, sample: ScorableCase, model: Pick<ModelProfile, 'boxConvention'>) => EvaluatedCase {
  const bound = new Map<number | undefined, BoundTask>();
  const boundTo = (question: number | undefined): BoundTask => {
    const known = bound.get(question) ?? taskById(spec.task).bind(specOfQuestion(spec, question));
    bound.set(question, known);
    return known;
  };
  return (trial, sample, model) => {
    const { id, name, attributes, split, group = sample.id } = sample;
    return {
      sample: { id, name, attributes, split, group },
      evaluation: evaluate(boundTo(trial.question), trial, sample, model),
      ...(trial.question === undefined ? {} : { question: trial.question }),
      ...(trial.repeat === 0 ? {} : { repeat: trial.repeat }),
    };
  };
}

function evaluate(
  task: BoundTask,
  trial: ScorableTrial,
  { images: [image], truth }: ScorableCase,
  { boxConvention }: Pick<ModelProfile, 'boxConvention'>,
): Evaluation {
  const last = trial.attempts.at(-1)?.result;
  if (last?.kind !== 'response') {
    return task.evaluateFailure(last?.failure.sentence ?? 'no call was made', truth);
  }
  const { text, refusal, finishReason } = last.response;
  const size = image && { width: image.width, height: image.height };
  const spacing = image?.pixelSpacing && { pixelSpacing: image.pixelSpacing };
  return task.evaluate(
    {
      text,
      boxConvention,
      ...(refusal === undefined ? {} : { refusal }),
      ...(finishReason === undefined ? {} : { finishReason }),
      // Pictures are sent as they are stored: what the model saw has the source's size.
      ...(size ? { image: { ...size, ...spacing }, seen: size } : {}),
    },
    truth,
  );
}
