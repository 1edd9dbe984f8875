import type { Interval } from '../domain/metric/metric.ts';
import { bootstrap } from '../domain/statistics/bootstrap.ts';
import { mcnemarTest } from '../domain/statistics/mcnemar.ts';
import { clustersOf, clustersResampler, isClustered } from '../domain/statistics/resampling.ts';
import type { EvaluatedCase, SummaryOptions } from '../domain/task/task.ts';

/** Two arms on the cases that both were asked about. */
export interface Comparison {
  readonly first: number;
  readonly second: number;
  /** Paired cases that count for both. */
  readonly n: number;
  readonly bothRight: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neitherRight: number;
  /** Share right of the first less that of the second, in [-1, 1]; null without a paired case. */
  readonly difference: number | null;
  readonly interval: Interval | null;
  /** Two-sided exact McNemar p; null without a paired case. */
  readonly p: number | null;
  /** Cases share groups: McNemar's test takes cases as independent, the interval does not. */
  readonly clustered: boolean;
}

/**
 * Compares the share of right answers of two arms, case by case. With the rule `left out`, a case counts where both
 * arms have an answer. Source: McNemar 1947, exact form; the interval of the difference resamples groups.
 */
export function compareArms(
  first: { readonly index: number; readonly cases: readonly EvaluatedCase[] },
  second: { readonly index: number; readonly cases: readonly EvaluatedCase[] },
  options: SummaryOptions,
): Comparison {
  const others = new Map(second.cases.map((each) => [each.sample.id, each]));
  const counts = ({ evaluation }: EvaluatedCase) =>
    evaluation.correct !== null && (options.unanswered === 'wrong' || evaluation.outcome.kind === 'answered');
  const pairs = first.cases.flatMap((a) => {
    const b = others.get(a.sample.id);
    return b && counts(a) && counts(b)
      ? [{ a: a.evaluation.correct === true, b: b.evaluation.correct === true, group: a.sample.group }]
      : [];
  });
  const tally = (a: boolean, b: boolean) => pairs.filter((pair) => pair.a === a && pair.b === b).length;
  const [onlyFirst, onlySecond] = [tally(true, false), tally(false, true)];
  const n = pairs.length;
  const clusters = clustersOf(pairs.map(({ group }) => group));
  return {
    first: first.index,
    second: second.index,
    n,
    bothRight: tally(true, true),
    onlyFirst,
    onlySecond,
    neitherRight: tally(false, false),
    difference: n === 0 ? null : (onlyFirst - onlySecond) / n,
    interval: n === 0 ? null : differenceInterval(pairs, clusters, options),
    p: n === 0 ? null : mcnemarTest(onlyFirst, onlySecond).exactP,
    clustered: isClustered(clusters),
  };
}

function differenceInterval(
  pairs: readonly { readonly a: boolean; readonly b: boolean }[],
  clusters: ReturnType<typeof clustersOf>,
  { resamples, seed, level }: SummaryOptions,
): Interval | null {
  const differences = Int8Array.from(pairs, ({ a, b }) => Number(a) - Number(b));
  const result = bootstrap(
    clustersResampler(clusters),
    (counts) => {
      let sum = 0;
      let weight = 0;
      for (let i = 0; i < counts.length; i += 1) {
        const times = counts[i] ?? 0;
        sum += times * (differences[i] ?? 0);
        weight += times;
      }
      return weight === 0 ? null : sum / weight;
    },
    { resamples, seed, level },
  );
  return result.kind === 'interval' ? result.interval : null;
}

/** What the comparison says, in one sentence that a person may quote. */
export function verdict(comparison: Comparison, firstName: string, secondName: string): string {
  const { difference, interval, p, n, onlyFirst, onlySecond } = comparison;
  if (difference === null || p === null) return `${firstName} and ${secondName} have no case in common.`;
  const points = (value: number) => `${(Math.abs(value) * 100).toFixed(0)} points`;
  const [better, worse] = difference >= 0 ? [firstName, secondName] : [secondName, firstName];
  const pText = p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
  const evidence = `McNemar's exact test, ${pText}, ${String(n)} paired cases, ${String(onlyFirst + onlySecond)} of them decided by one alone`;
  if (difference === 0) return `${firstName} and ${secondName} are right equally often (${evidence}).`;
  const clear = p < 0.05 && interval !== null && (interval.low > 0 || interval.high < 0);
  return clear
    ? `${better} is right more often than ${worse}, by ${points(difference)} (${evidence}).`
    : `${better} was right more often than ${worse} by ${points(difference)}, which chance alone could explain (${evidence}).`;
}
