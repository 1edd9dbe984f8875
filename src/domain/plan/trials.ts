import { trialKey } from '../ids.ts';
import type { TrialKey } from '../ids.ts';
import type { ModelProfile } from './model.ts';
import type { Plan, Trial } from './plan.ts';

/** Number of trials of a plan: cases x models x prompts x repeats x conditions. */
export function countTrials(
  plan: Pick<Plan, 'samples' | 'models' | 'prompts' | 'repeats' | 'conditions'>,
): number {
  return (
    plan.samples.length * plan.models.length * plan.prompts.length * plan.repeats * plan.conditions.length
  );
}

export function keyOfTrial(trial: Omit<Trial, 'key'>): TrialKey {
  const { sample, model, prompt, repeat, condition } = trial;
  return trialKey([sample, model, prompt.slice(0, 16), String(repeat), condition].join('/'));
}

/** The trials that one model of a plan answers, case by case. */
export function* trialsOfModel(plan: Plan, model: ModelProfile): Generator<Trial> {
  for (const sample of plan.samples)
    for (const prompt of plan.prompts)
      for (let repeat = 0; repeat < plan.repeats; repeat += 1)
        for (const condition of plan.conditions) {
          const trial = { sample, model: model.id, prompt: prompt.id, repeat, condition };
          yield { ...trial, key: keyOfTrial(trial) };
        }
}
