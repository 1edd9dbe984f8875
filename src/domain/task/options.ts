import type { TaskSpec } from './task.ts';

type Option = string | number | boolean;

/** What a task's options may be: a default, and the sentence that says what is accepted. */
export interface OptionRule<Value extends Option> {
  readonly name: string;
  readonly byDefault: Value;
  readonly accepts: string;
  isValid(value: Option): value is Value;
}

export function booleanOption(name: string, byDefault: boolean): OptionRule<boolean> {
  return { name, byDefault, accepts: 'true or false', isValid: (value) => typeof value === 'boolean' };
}

export function numberOption(
  name: string,
  byDefault: number,
  least: number,
  most: number,
): OptionRule<number> {
  return {
    name,
    byDefault,
    accepts: `a number from ${least} to ${most}`,
    isValid: (value): value is number => typeof value === 'number' && value >= least && value <= most,
  };
}

export function wholeNumberOption(
  name: string,
  byDefault: number,
  least: number,
  most: number,
): OptionRule<number> {
  return {
    name,
    byDefault,
    accepts: `a whole number from ${least} to ${most}`,
    isValid: (value): value is number =>
      Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  };
}

export function choiceOption<const Choice extends string>(
  name: string,
  choices: readonly Choice[],
  byDefault: NoInfer<Choice>,
): OptionRule<Choice> & { readonly choices: readonly Choice[] } {
  return {
    name,
    byDefault,
    choices,
    accepts: `one of ${choices.join(', ')}`,
    isValid: (value): value is Choice => choices.some((choice) => choice === value),
  };
}

/** The value of an option, its default where the spec is silent. Throws RangeError naming the option and what it accepts. */
export function optionOf<Value extends Option>(spec: TaskSpec, rule: OptionRule<Value>): Value {
  const value = spec.options[rule.name];
  if (value === undefined) return rule.byDefault;
  if (!rule.isValid(value)) {
    throw new RangeError(
      `Option "${rule.name}" of the task ${spec.task} is ${JSON.stringify(value)}: it must be ${rule.accepts}.`,
    );
  }
  return value;
}

/** Throws RangeError when the spec is of another task or has an option that the task does not know. */
export function checkSpec(
  spec: TaskSpec,
  task: TaskSpec['task'],
  known: readonly { readonly name: string }[],
): void {
  if (spec.task !== task)
    throw new RangeError(`A spec of the task ${spec.task} was given to the task ${task}.`);
  for (const name of Object.keys(spec.options)) {
    if (known.some((rule) => rule.name === name)) continue;
    const names = known.map((rule) => rule.name).join(', ');
    throw new RangeError(
      `The task ${task} has no option "${name}"${names === '' ? '; it takes none' : `; it takes ${names}`}.`,
    );
  }
}

/** Throws RangeError when there are fewer labels than a task can work with. */
export function requireLabels(spec: TaskSpec, least: number): void {
  if (spec.labels.length < least) {
    throw new RangeError(
      `The task ${spec.task} needs at least ${least === 1 ? 'one label' : `${least} labels`}; the plan names ${spec.labels.length}.`,
    );
  }
}

/** Free text of at most 500 characters. */
export function textOption(name: string, byDefault: string): OptionRule<string> {
  return {
    name,
    byDefault,
    accepts: 'text of at most 500 characters',
    isValid: (value): value is string => typeof value === 'string' && value.length <= 500,
  };
}
