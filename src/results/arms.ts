import type { Sample } from '../domain/dataset/dataset.ts';
import type { SampleId } from '../domain/ids.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Plan, TrialRecord } from '../domain/plan/plan.ts';
import type { PromptTemplate } from '../domain/task/prompt.ts';
import type { BoundTask, EvaluatedCase, Evaluation } from '../domain/task/task.ts';

/** One model with one prompt: what is compared. */
export interface Arm {
  readonly index: number;
  readonly model: ModelProfile;
  readonly prompt: PromptTemplate;
}

export interface ArmTrial {
  readonly record: TrialRecord;
  readonly evaluated: EvaluatedCase;
}

export function armsOf(plan: Plan): Arm[] {
  return plan.models
    .flatMap((model) => plan.prompts.map((prompt) => ({ model, prompt })))
    .map((arm, index) => ({ ...arm, index }));
}

/** The name by which an arm is told from the others of its plan. */
export function nameOfArm({ model, prompt }: Pick<Arm, 'model' | 'prompt'>, plan: Plan): string {
  return plan.prompts.length === 1 ? model.name : `${model.name}, ${prompt.name}`;
}

/** Reads and scores a trial: from the verbatim response, every time. */
export function evaluateTrial(
  record: TrialRecord,
  sample: Sample,
  model: ModelProfile,
  task: BoundTask,
): Evaluation {
  const last = record.attempts.at(-1)?.result;
  if (last?.kind !== 'response') {
    return task.evaluateFailure(last?.failure.sentence ?? 'no call was made', sample.truth);
  }
  const { text, refusal } = last.response;
  const [image] = sample.images;
  const size = image && { width: image.width, height: image.height };
  const spacing = image?.pixelSpacing && { pixelSpacing: image.pixelSpacing };
  return task.evaluate(
    {
      text,
      boxConvention: model.boxConvention,
      ...(refusal === undefined ? {} : { refusal }),
      // Pictures are sent as they are stored: what the model saw has the source's size.
      ...(size ? { image: { ...size, ...spacing }, seen: size } : {}),
    },
    sample.truth,
  );
}

/** The trials of an arm with their evaluations, in the plan's order of cases. Cases deleted since are counted by `missing`. */
export function evaluateArm(
  arm: Arm,
  trials: readonly TrialRecord[],
  samples: ReadonlyMap<SampleId, Sample>,
  task: BoundTask,
): { readonly trials: readonly ArmTrial[]; readonly missing: number } {
  const mine = trials.filter(({ model, prompt }) => model === arm.model.id && prompt === arm.prompt.id);
  const evaluated = mine.flatMap((record): ArmTrial[] => {
    const sample = samples.get(record.sample);
    if (!sample) return [];
    const evaluation = evaluateTrial(record, sample, arm.model, task);
    const { id, name, attributes, split } = sample;
    const facts = {
      id,
      name,
      attributes,
      split,
      ...(sample.group === undefined ? {} : { group: sample.group }),
    };
    return [{ record, evaluated: { sample: facts, evaluation } }];
  });
  return { trials: evaluated, missing: mine.length - evaluated.length };
}
