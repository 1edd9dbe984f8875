import { figures } from '../../figures.ts';
import { baseName } from '../../container/path.ts';
import { guessed } from './guess-column.ts';
import type { GuessedColumn } from './columns.ts';

/** Of the patient or the visit: no picture shows them. What some sets call a label too (diabetes, hypertension) is not here. */
const ofVisit =
  /^(?:prior|priors|previous|previously|follow|followup|baseline|visit|revisit|smok(?:e|er|ed|es|ing)|drink(?:s|er|ing)?|alcohol|pregnan(?:t|cy)|menopaus(?:e|al)|history|treated|treatment|therapy|chemo(?:therapy)?|medication|insulin|icu|inpatient|outpatient|emergency|admitted|hospitali[sz]ed|portable|consent|vaccinated|pesticide|screening|screened|symptomatic|asymptomatic|contrast|insured|insurance)$/;

/** `prior_study`, `hasFollowUp`, `SmokingHistory`: a column of 0 and 1 that says something of the visit. */
export const isAboutVisit = (name: string): boolean =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => ofVisit.test(word));

export const asAttribute = (name: string): GuessedColumn =>
  guessed(name, 'attribute', 'it seems to be about the patient or the visit, not about what is shown', 0.7);

/** Why columns of 0 and 1 are taken for labels. */
export const onlyZeroAndOne = 'its cells are 0 and 1 only';

const isNothing = /^(?:no[-_ ]?findings?|normal|healthy|negative|other)$/i;
const mostNames = 3;
/** That columns of 0 and 1 were taken for labels by nothing but their cells: what they mean, no cell says. */
export function notesOfZeroAndOne({
  columns,
  tables: [{ path }],
}: {
  readonly columns: readonly GuessedColumn[];
  readonly tables: readonly [{ readonly path: string }, ...unknown[]];
}): string[] {
  const names = columns.filter(({ why }) => why === onlyZeroAndOne).map(({ name }) => `“${name}”`);
  const [only, ...others] = names;
  // Beside a column for nothing found, the others are of what may be found.
  if (only === undefined || columns.some(({ name, why }) => why === onlyZeroAndOne && isNothing.test(name)))
    return [];
  const named =
    names.length <= mostNames + 1
      ? names.join(', ')
      : `${names.slice(0, mostNames).join(', ')} and ${figures(names.length - mostNames)} more columns`;
  return [
    others.length === 0
      ? `${baseName(path)}: ${only} holds 0 and 1 only, and is taken for a label. If it is about the patient or the visit, and not about what is shown, make it an attribute above its column.`
      : `${baseName(path)}: ${named} hold 0 and 1 only, and are taken for labels. Those that are about the patient or the visit, and not about what is shown, make attributes above their columns.`,
  ];
}
