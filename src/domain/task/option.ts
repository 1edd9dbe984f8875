export type OptionValue = string | number | boolean;

/** The choices of a spec, by option. */
export type TaskOptions = Readonly<Record<string, OptionValue>>;

/** What an option is called where a person sets it, and what a change of it alters. */
export interface OptionWords {
  /** `Overlap from which a box counts as found`. */
  readonly label: string;
  /** One or two sentences: what it does, and whose convention the default is. */
  readonly help: string;
  /** `asking`: what a model is asked, fixed by the plan. `scoring`: only how answers are read and scored, so it can be changed at any time. */
  readonly decides: 'asking' | 'scoring';
  /** In what the person calls the choices, where their own names do not say it. */
  readonly choiceWords?: Readonly<Record<string, string>>;
  /** Has the option an effect beside these others? Default: always. */
  readonly matters?: (options: TaskOptions) => boolean;
}

/** An option as screens and validation see it. */
export interface TaskOption {
  readonly name: string;
  readonly byDefault: OptionValue;
  readonly words: OptionWords;
  readonly form: OptionForm;
  /** What is accepted, to end a sentence with `it must be`. */
  readonly accepts: string;
  isValid(value: OptionValue): boolean;
}

export type OptionForm =
  | { readonly kind: 'switch' }
  | { readonly kind: 'number'; readonly least: number; readonly most: number; readonly whole: boolean }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'text' };

/** An option whose values have a type. */
export interface OptionRule<Value extends OptionValue> extends TaskOption {
  readonly byDefault: Value;
  isValid(value: OptionValue): value is Value;
}
