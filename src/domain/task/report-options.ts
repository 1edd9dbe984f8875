import type { UncertainRule } from '../metric/report/compare.ts';
import { booleanOption, choiceOption, optionOf } from './options.ts';
import type { TaskSpec } from './task.ts';

/** ROUGE on Porter stems; Google's own default is without. Of no effect on Chinese. */
export const stemmer = booleanOption('stemmer', false);
/** Does an uncertain finding count as there? CheXbert's convention is that it does. */
export const uncertain = choiceOption('uncertain', ['positive', 'negative'], 'positive');

/** How reports are compared. */
export interface ReportChoices {
  readonly stemmer: boolean;
  readonly uncertain: UncertainRule;
}

export function reportChoices(spec: TaskSpec): ReportChoices {
  return { stemmer: optionOf(spec, stemmer), uncertain: optionOf(spec, uncertain) };
}
