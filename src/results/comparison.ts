import type { Interval } from '../domain/metric/metric.ts';
import { bootstrap, tellingInterval } from '../domain/statistics/bootstrap.ts';
import { mcnemarTest } from '../domain/statistics/mcnemar.ts';
import { approximateRandomisation, exchangeableMeanDifference } from '../domain/statistics/randomisation.ts';
import { clustersOf, clustersResampler, isClustered } from '../domain/statistics/resampling.ts';
import type { Clusters } from '../domain/statistics/resampling.ts';
import type { EvaluatedCase, SummaryOptions } from '../domain/task/task.ts';

/** Two arms on the cases that both were asked about. */
export interface Comparison {
  readonly first: number;
  readonly second: number;
  /** Metric by which they are compared, case by case; higher is better. */
  readonly metric: string;
  /** Paired cases that count for both. */
  readonly n: number;
  /** Mean of the first less that of the second; null without a paired case. */
  readonly difference: number | null;
  /** Null where there is none to tell: no pair, one group, or pairs that all differ alike. */
  readonly interval: Interval | null;
  /** Two-sided; null without a paired case. */
  readonly p: number | null;
  readonly test: 'McNemar exact' | 'approximate randomisation';
  /** Cases that the first alone does better, the second alone, and neither. */
  readonly firstBetter: number;
  readonly secondBetter: number;
  readonly equal: number;
  /** Cases share groups: McNemar's test takes cases as independent, the interval and the randomisation do not. */
  readonly clustered: boolean;
}

interface Pair {
  readonly first: number;
  readonly second: number;
  readonly group: string | undefined;
}

const randomisations = 10_000;

/**
 * Compares two arms case by case: where a case is right or wrong, the share of right answers with McNemar's exact test
 * (McNemar 1947); else the mean of `comparedBy` with approximate randomisation (Noreen 1989). The interval of the
 * difference resamples groups. With the rule `wrong` a trial without an answer counts as 0; with `left out` a case
 * counts where both arms have an answer.
 */
export function compareArms(
  first: { readonly index: number; readonly cases: readonly EvaluatedCase[] },
  second: { readonly index: number; readonly cases: readonly EvaluatedCase[] },
  comparedBy: string,
  options: SummaryOptions,
): Comparison {
  const binary = [...first.cases, ...second.cases].every(
    ({ evaluation }) => evaluation.correct !== null || evaluation.outcome.kind !== 'answered',
  );
  const pairs = pairsOf(first.cases, second.cases, (each) => figureOf(each, binary, comparedBy, options));
  const clusters = clustersOf(pairs.map(({ group }) => group));
  const firstBetter = pairs.filter((pair) => pair.first > pair.second).length;
  const secondBetter = pairs.filter((pair) => pair.second > pair.first).length;
  const n = pairs.length;
  return {
    first: first.index,
    second: second.index,
    metric: binary ? 'accuracy' : comparedBy,
    n,
    difference: n === 0 ? null : pairs.reduce((sum, pair) => sum + pair.first - pair.second, 0) / n,
    interval: n === 0 ? null : differenceInterval(pairs, clusters, options),
    p:
      n === 0
        ? null
        : binary
          ? mcnemarTest(firstBetter, secondBetter).exactP
          : randomisationP(pairs, clusters, options),
    test: binary ? 'McNemar exact' : 'approximate randomisation',
    firstBetter,
    secondBetter,
    equal: n - firstBetter - secondBetter,
    clustered: isClustered(clusters),
  };
}

/** What a case counts for its arm; null where it does not count. */
function figureOf(
  { evaluation }: EvaluatedCase,
  binary: boolean,
  comparedBy: string,
  { unanswered }: SummaryOptions,
): number | null {
  if (evaluation.outcome.kind !== 'answered') return unanswered === 'wrong' ? 0 : null;
  return binary ? Number(evaluation.correct === true) : (evaluation.values[comparedBy] ?? null);
}

function pairsOf(
  first: readonly EvaluatedCase[],
  second: readonly EvaluatedCase[],
  figure: (each: EvaluatedCase) => number | null,
): Pair[] {
  const others = new Map(second.map((each) => [placeOfCase(each), each]));
  return first.flatMap((a): Pair[] => {
    const b = others.get(placeOfCase(a));
    const [ofFirst, ofSecond] = [figure(a), b ? figure(b) : null];
    return ofFirst === null || ofSecond === null
      ? []
      : [{ first: ofFirst, second: ofSecond, group: a.sample.group }];
  });
}

/** What both arms were asked: the case, which of its questions, and for the how-manieth time. */
export function placeOfCase({ sample, question = 0, repeat = 0 }: EvaluatedCase): string {
  return `${sample.id}/${String(question)}/${String(repeat)}`;
}

function randomisationP(pairs: readonly Pair[], clusters: Clusters, options: SummaryOptions): number | null {
  const difference = exchangeableMeanDifference(
    pairs.map(({ first }) => first),
    pairs.map(({ second }) => second),
  );
  const test = approximateRandomisation(clusters, difference, { ...options, trials: randomisations });
  return test.kind === 'test' ? test.p : null;
}

function differenceInterval(
  pairs: readonly Pair[],
  clusters: Clusters,
  options: SummaryOptions,
): Interval | null {
  const differences = Float64Array.from(pairs, ({ first, second }) => first - second);
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
    options,
  );
  return tellingInterval(result) ?? null;
}
