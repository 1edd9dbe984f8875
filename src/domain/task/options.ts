import type { OptionRule, OptionValue, OptionWords, TaskOption, TaskOptions } from './option.ts';
import type { TaskSpec } from './task.ts';

export function booleanOption(name: string, byDefault: boolean, words: OptionWords): OptionRule<boolean> {
  return {
    name,
    byDefault,
    words,
    form: { kind: 'switch' },
    accepts: 'true or false',
    isValid: (value) => typeof value === 'boolean',
  };
}

export function numberOption(
  name: string,
  byDefault: number,
  [least, most]: readonly [least: number, most: number],
  words: OptionWords,
): OptionRule<number> {
  return {
    name,
    byDefault,
    words,
    form: { kind: 'number', least, most, whole: false },
    accepts: `a number from ${least} to ${most}`,
    isValid: (value): value is number => typeof value === 'number' && value >= least && value <= most,
  };
}

export function wholeNumberOption(
  name: string,
  byDefault: number,
  [least, most]: readonly [least: number, most: number],
  words: OptionWords,
): OptionRule<number> {
  return {
    name,
    byDefault,
    words,
    form: { kind: 'number', least, most, whole: true },
    accepts: `a whole number from ${least} to ${most}`,
    isValid: (value): value is number =>
      Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  };
}

export function choiceOption<const Choice extends string>(
  name: string,
  choices: readonly Choice[],
  byDefault: NoInfer<Choice>,
  words: OptionWords,
): OptionRule<Choice> & { readonly choices: readonly Choice[] } {
  return {
    name,
    byDefault,
    words,
    choices,
    form: { kind: 'choice', choices },
    accepts: `one of ${choices.join(', ')}`,
    isValid: (value): value is Choice => choices.some((choice) => choice === value),
  };
}

/** Free text of at most 500 characters. */
export function textOption(name: string, byDefault: string, words: OptionWords): OptionRule<string> {
  return {
    name,
    byDefault,
    words,
    form: { kind: 'text' },
    accepts: 'text of at most 500 characters',
    isValid: (value): value is string => typeof value === 'string' && value.length <= 500,
  };
}

/** The value of an option, its default where the spec is silent. Throws RangeError naming the option and what it accepts. */
export function optionOf<Value extends OptionValue>(spec: TaskSpec, rule: OptionRule<Value>): Value {
  const value = spec.options[rule.name];
  if (value === undefined) return rule.byDefault;
  if (!rule.isValid(value)) {
    throw new RangeError(
      `Option "${rule.name}" of the task ${spec.task} is ${JSON.stringify(value)}: it must be ${rule.accepts}.`,
    );
  }
  return value;
}

/** The defaults of a task's options, for a new spec. */
export function defaultsOf(options: readonly TaskOption[]): TaskOptions {
  return Object.fromEntries(options.map(({ name, byDefault }) => [name, byDefault]));
}

/** Throws RangeError when the spec is of another task or has an option that the task does not know. */
export function checkSpec(spec: TaskSpec, task: TaskSpec['task'], known: readonly TaskOption[]): void {
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
