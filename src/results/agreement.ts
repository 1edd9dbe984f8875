import { raterResults } from '../domain/metric/agreement/rater-results.ts';
import type { MetricResult } from '../domain/metric/metric.ts';
import type { BoundTask, EvaluatedCase, SummaryOptions } from '../domain/task/task.ts';
import { placeOfCase } from './comparison.ts';

/** How far two arms say the same, right or wrong, of what both gave an answer to. */
export interface Agreement {
  readonly first: number;
  readonly second: number;
  /** Cases (questions) that both answered. */
  readonly n: number;
  readonly same: number;
  /** Share of them on which both say the same. */
  readonly share: MetricResult;
  /** Beyond chance: Cohen's kappa. */
  readonly kappa: MetricResult;
}

type CategoryOf = NonNullable<BoundTask['category']>;

/** Two arms as two raters, whole groups resampled together. */
export function agreementOf(
  first: { readonly index: number; readonly cases: readonly EvaluatedCase[] },
  second: { readonly index: number; readonly cases: readonly EvaluatedCase[] },
  category: CategoryOf,
  options: SummaryOptions,
): Agreement {
  const others = new Map(second.cases.map((each) => [placeOfCase(each), each]));
  const pairs = first.cases.flatMap((each) => {
    const other = others.get(placeOfCase(each));
    const [a, b] = [category(each.evaluation), other ? category(other.evaluation) : null];
    return a === null || b === null ? [] : [{ said: [a, b], group: each.sample.group }];
  });
  const categories = [...new Set(pairs.flatMap(({ said }) => said))].toSorted();
  const results = raterResults(
    // Two columns even of no pair, so that kappa is asked for.
    pairs.length === 0 ? [[null, null]] : pairs.map(({ said }) => said.map((one) => categories.indexOf(one))),
    pairs.length === 0 ? undefined : pairs.map(({ group }) => group),
    { ...options, only: ['percent-agreement', 'cohen-kappa'] },
  );
  const [share, kappa] = [results.get('percent-agreement'), results.get('cohen-kappa')];
  if (!share || !kappa) throw new RangeError('a figure was lost');
  const same = pairs.filter(({ said: [a, b] }) => a === b).length;
  return { first: first.index, second: second.index, n: pairs.length, same, share, kappa };
}
