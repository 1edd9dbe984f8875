import type { Sample } from '../domain/dataset/dataset.ts';
import type { SampleId } from '../domain/ids.ts';
import { readsWords } from '../domain/plan/model.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Plan, TrialRecord } from '../domain/plan/plan.ts';
import type { trialScorer } from '../domain/plan/score-trial.ts';
import { exampleCounts } from '../domain/plan/trials.ts';
import type { PromptTemplate } from '../domain/task/prompt.ts';
import type { EvaluatedCase } from '../domain/task/task.ts';

/** One model with one prompt and one number of examples: what is compared. */
export interface Arm {
  readonly index: number;
  readonly model: ModelProfile;
  readonly prompt: PromptTemplate;
  readonly examples: number;
}

export interface ArmTrial {
  readonly record: TrialRecord;
  readonly evaluated: EvaluatedCase;
}

export function armsOf(plan: Plan): Arm[] {
  return plan.models
    .flatMap((model) =>
      plan.prompts.flatMap((prompt) =>
        exampleCounts(plan, model).map((examples) => ({ model, prompt, examples })),
      ),
    )
    .map((arm, index) => ({ ...arm, index }));
}

/** What of an arm its name tells. */
interface NamedArm {
  readonly model: Pick<ModelProfile, 'kind' | 'name'>;
  readonly prompt: Pick<PromptTemplate, 'name'>;
  readonly examples: number;
}

/** The name by which an arm is told from the others of its plan. */
export function nameOfArm(
  { model, prompt, examples }: NamedArm,
  plan: { readonly prompts: readonly unknown[]; readonly examples?: unknown },
): string {
  const shown =
    examples === 0 ? 'no examples' : examples === 1 ? '1 example' : `${String(examples)} examples`;
  return [
    model.name,
    ...(plan.prompts.length === 1 ? [] : [prompt.name]),
    ...(plan.examples === undefined || !readsWords(model) ? [] : [shown]),
  ].join(', ');
}

/** The trials of an arm with their evaluations, in the plan's order of cases. Cases deleted since are counted by `missing`. */
export function evaluateArm(
  arm: Arm,
  trials: readonly TrialRecord[],
  samples: ReadonlyMap<SampleId, Sample>,
  score: ReturnType<typeof trialScorer>,
): { readonly trials: readonly ArmTrial[]; readonly missing: number } {
  const mine = trials.filter(
    ({ model, prompt, examples = 0 }) =>
      model === arm.model.id && prompt === arm.prompt.id && examples === arm.examples,
  );
  const evaluated = mine.flatMap((record): ArmTrial[] => {
    const sample = samples.get(record.sample);
    return sample ? [{ record, evaluated: score(record, sample, arm.model) }] : [];
  });
  return { trials: evaluated, missing: mine.length - evaluated.length };
}
