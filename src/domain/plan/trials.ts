import { trialKey } from '../ids.ts';
import type { TrialKey } from '../ids.ts';
import { readsWords } from './model.ts';
import type { ModelProfile } from './model.ts';
import type { Plan, Trial } from './plan.ts';

type Counted = Pick<
  Plan,
  'samples' | 'questions' | 'models' | 'prompts' | 'examples' | 'repeats' | 'conditions'
>;

/** Number of trials of a plan: over its models, questions x prompts x numbers of examples x repeats x conditions. */
export function countTrials(plan: Counted): number {
  return plan.models.reduce((sum, model) => sum + countTrialsOfModel(plan, model), 0);
}

/** Number of trials that one model of a plan answers. */
export function countTrialsOfModel(plan: Counted, model: ModelProfile): number {
  return plan.prompts.length * exampleCounts(plan, model).length * countTrialsOfArm(plan);
}

/** Number of trials of one model with one prompt and one number of examples. */
export function countTrialsOfArm(plan: Counted): number {
  return countQuestions(plan) * plan.repeats * plan.conditions.length;
}

/** What is asked: the cases, or their questions where the task asks several of a case. */
export function countQuestions({ samples, questions }: Pick<Plan, 'samples' | 'questions'>): number {
  return questions === undefined
    ? samples.length
    : samples.reduce((sum, sample) => sum + (questions[sample]?.length ?? 0), 0);
}

/** The numbers of examples with which a model is asked; a model that is not spoken to is asked once, without. */
export function exampleCounts({ examples }: Pick<Plan, 'examples'>, model: ModelProfile): readonly number[] {
  return examples === undefined || !readsWords(model) ? [0] : examples.counts;
}

export function keyOfTrial(trial: Omit<Trial, 'key'>): TrialKey {
  const { sample, model, prompt, repeat, condition, question, examples } = trial;
  const further = [
    ...(question === undefined ? [] : [`q${question}`]),
    ...(examples === undefined ? [] : [`e${examples}`]),
  ];
  return trialKey([sample, model, prompt.slice(0, 16), String(repeat), condition, ...further].join('/'));
}

/** The trials that one model of a plan answers, case by case. */
export function* trialsOfModel(plan: Plan, model: ModelProfile): Generator<Trial> {
  const counts = exampleCounts(plan, model);
  for (const sample of plan.samples)
    for (const question of questionsOf(plan, sample))
      for (const prompt of plan.prompts)
        for (const examples of counts)
          for (let repeat = 0; repeat < plan.repeats; repeat += 1)
            for (const condition of plan.conditions) {
              const trial = {
                sample,
                model: model.id,
                prompt: prompt.id,
                repeat,
                condition,
                ...(question === undefined ? {} : { question }),
                ...(examples === 0 ? {} : { examples }),
              };
              yield { ...trial, key: keyOfTrial(trial) };
            }
}

function questionsOf(plan: Plan, sample: string): readonly (number | undefined)[] {
  return plan.questions === undefined ? [undefined] : (plan.questions[sample] ?? []);
}
