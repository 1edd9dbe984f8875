import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import { byMetric, type CaseWeights, groupsOf, type Measure, measured, resampledCases } from '../measure.ts';
import type { MetricResult } from '../metric.ts';
import { weightedMean } from '../weighted-mean.ts';
import { consistency, unanimity } from './definitions.ts';

/**
 * Does a model say the same when asked again? By metric id: `unanimity` and `consistency`.
 *
 * @param answers a row for each case, in it each repeat's answer in a canonical form; null for no answer, which is an
 *   answer of its own kind. Cases with fewer than two repeats are left out.
 * @param groups cases of one group are resampled together.
 */
export function repeatResults(
  answers: readonly (readonly (string | null)[])[],
  groups: readonly (string | undefined)[] | undefined,
  options: BootstrapOptions,
): ReadonlyMap<string, MetricResult> {
  const allGroups = groupsOf(groups, answers.length);
  const isRepeated = (i: number) => (answers[i]?.length ?? 0) > 1;
  const repeated = answers.filter((_, i) => isRepeated(i));
  const same = repeated.map((row) => (row.every((answer) => answer === row[0]) ? 1 : 0));
  const pairShares = repeated.map(agreeingShare);
  const rest = {
    options: () => ({ repeats: repeatsInWords(repeated) }),
    n: () => repeated.length,
    undefinedBecause: 'no case was repeated',
  };
  const measures: readonly Measure<CaseWeights>[] = [
    {
      ...rest,
      definition: unanimity,
      value: (weights) => weightedMean(same, weights),
      proportion: () => ({ successes: same.filter((one) => one === 1).length, trials: same.length }),
    },
    { ...rest, definition: consistency, value: (weights) => weightedMean(pairShares, weights) },
  ];
  const repeatedGroups = allGroups.filter((_, i) => isRepeated(i));
  return byMetric(measured(measures, resampledCases(repeatedGroups), options));
}

function agreeingShare(row: readonly (string | null)[]): number {
  let agreeing = 0;
  for (let a = 0; a < row.length; a++) for (let b = 0; b < a; b++) if (row[a] === row[b]) agreeing++;
  return agreeing / ((row.length * (row.length - 1)) / 2);
}

function repeatsInWords(rows: readonly (readonly unknown[])[]): string {
  const counts = rows.map((row) => row.length);
  if (counts.length === 0) return 'none';
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? `${least}` : `${least} to ${most}`;
}
