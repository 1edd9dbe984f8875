import { taskById } from './registry.ts';
import type { OptionValue, TaskOption } from './option.ts';
import type { TaskSpec } from './task.ts';

/** Choices of how answers are read and scored, by option; what is not named is as the plan has it. */
export type ScoringChoices = TaskSpec['options'];

/** The options of a task that matter beside the others, by what they decide. */
export function optionsThatDecide(
  spec: TaskSpec,
  decides: TaskOption['words']['decides'],
): readonly TaskOption[] {
  return taskById(spec.task).options.filter(
    ({ words }) => words.decides === decides && (words.matters?.(spec.options) ?? true),
  );
}

/** The value that a spec gives an option. */
export function valueOf(spec: TaskSpec, option: TaskOption): OptionValue {
  return spec.options[option.name] ?? option.byDefault;
}

/** A value as a person calls it: `an outline of points`, `yes`. */
export function optionWords({ words, form }: TaskOption, value: OptionValue): string {
  if (form.kind === 'switch') return value === true ? 'yes' : 'no';
  return words.choiceWords?.[String(value)] ?? (value === '' ? 'not given' : String(value));
}

/** Of what is given, the options that decide only how answers are scored, with values that they accept. */
export function acceptedScoring(spec: TaskSpec, given: ScoringChoices): ScoringChoices {
  const known = taskById(spec.task).options.filter(({ words }) => words.decides === 'scoring');
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) => known.find((option) => option.name === name)?.isValid(value) ?? false,
    ),
  );
}

/** A plan's spec with other choices of how its answers are scored. Choices that would change what was asked are not taken. */
export function scoredAs(spec: TaskSpec, choices: ScoringChoices): TaskSpec {
  return { ...spec, options: { ...spec.options, ...acceptedScoring(spec, choices) } };
}
