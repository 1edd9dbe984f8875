import type { UncertainRule } from '../metric/report/compare.ts';
import { booleanOption, choiceOption, optionOf } from './options.ts';
import type { TaskSpec } from './task.ts';

export const stemmer = booleanOption('stemmer', false, {
  label: 'ROUGE on word stems',
  help: "Words count as the same when their Porter stems are. Google's own default is without; of no effect on Chinese.",
  decides: 'scoring',
});
export const uncertain = choiceOption('uncertain', ['positive', 'negative'], 'positive', {
  label: 'An uncertain finding counts as',
  help: 'Whether "possible effusion" is an effusion, in the reference and in the answer. CheXbert takes it as one.',
  decides: 'scoring',
  choiceWords: { positive: 'present', negative: 'not present' },
});

/** How reports are compared. */
export interface ReportChoices {
  readonly stemmer: boolean;
  readonly uncertain: UncertainRule;
}

export function reportChoices(spec: TaskSpec): ReportChoices {
  return { stemmer: optionOf(spec, stemmer), uncertain: optionOf(spec, uncertain) };
}
