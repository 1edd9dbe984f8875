import type { RunResults } from '../../results/run-results.ts';
import { formatCount } from '../kit/format.ts';

/**
 * What a reader must know of cases that are few, or were deleted or corrected after they were asked about, of models that gave no answer, or whose calls failed: a figure of 0 is then none of how well
 * they read. A run of two models says of failed calls in the sentence that compares them.
 */
export function withoutAnswer({
  arms,
  comparisons,
  options,
  cases,
}: Pick<RunResults, 'comparisons' | 'options' | 'cases'> & {
  readonly arms: readonly {
    readonly name: string;
    readonly summary: Pick<RunResults['arms'][number]['summary'], 'outcomes'>;
  }[];
}): readonly string[] {
  const counted = options.unanswered === 'wrong' ? 'count as wrong' : 'are left out';
  const told = comparisons.length === 1 && options.unanswered === 'wrong';
  return [
    ...ofCases(cases),
    ...arms.flatMap(({ name, summary: { outcomes } }) => {
      const { answered, failed } = outcomes;
      const asked = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
      if (asked === 0) return [];
      if (answered === 0)
        return [
          `${name} gave no usable answer: ${reasons(outcomes)}. Its figures say nothing of how well it reads.`,
        ];
      return failed === 0 || told
        ? []
        : [`${String(failed)} of ${String(asked)} trials of ${name} failed and ${counted}.`];
    }),
  ];
}

/** Fewer tell little, whatever interval is computed from them. */
const enoughGroups = 10;

function ofCases({ total, gone, truthChanged, groups }: RunResults['cases']): readonly string[] {
  return [
    ...(gone === 0
      ? []
      : [
          `${formatCount(gone, 'case was', 'cases were')} deleted since: the figures are of the other ${String(total - gone)}.`,
        ]),
    ...(truthChanged === 0
      ? []
      : [
          `The truth of ${formatCount(truthChanged, 'case')} was changed since this run began: answers are scored against it as it is now.`,
        ]),
    ...(groups === 0 || groups >= enoughGroups
      ? []
      : [
          `These figures rest on ${formatCount(total - gone, 'case')}${groups === total - gone ? '' : ` of ${formatCount(groups, 'group')} (patient or lesion)`}: intervals from so few are rough, those from resampling mostly too narrow.`,
        ]),
  ];
}

function reasons({
  failed,
  refused,
  unreadable,
  empty,
}: RunResults['arms'][number]['summary']['outcomes']): string {
  const parts = [
    [failed, failed === 1 ? 'call failed' : 'calls failed'],
    [refused, 'refused'],
    [unreadable, 'could not be read'],
    [empty, 'empty'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${String(count)} ${words}`)
    .join(', ');
}
