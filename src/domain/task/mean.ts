import type { Interval, MetricDefinition, MetricResult } from '../metric/metric.ts';
import { metricUndefined, metricValue, signatureOf } from '../metric/metric.ts';
import { bootstrap } from '../statistics/bootstrap.ts';
import { wilsonInterval } from '../statistics/proportion.ts';
import { casesResampler, clustersOf, groupsResampler, isClustered } from '../statistics/resampling.ts';
import { countedCases } from './outcomes.ts';
import type { EvaluatedCase, SummaryOptions } from './task.ts';

type SignatureOptions = Readonly<Record<string, string | number | boolean>>;

/** How a figure of each case becomes a figure over cases. */
export interface MeanRule {
  readonly definition: MetricDefinition;
  /** The figure of a case that was answered; null where it is undefined: the case is left out. Default: `values[definition.id]`. */
  readonly value?: (evaluation: EvaluatedCase['evaluation']) => number | null;
  /** The worst that the figure can be, which a case without an answer gets under the rule `wrong`; null: such cases are always left out. */
  readonly worst: number | null;
  readonly options?: SignatureOptions;
}

/**
 * The mean of a figure over cases. Interval: Wilson's where every figure is 0 or 1 and every case is its own group, else the percentile
 * bootstrap, by group where a group has several cases. Undefined without cases that have the figure.
 */
export function meanResult(
  cases: readonly EvaluatedCase[],
  rule: MeanRule,
  options: SummaryOptions,
): MetricResult {
  const { definition, worst } = rule;
  const valueOf = rule.value ?? (({ values }) => values[definition.id] ?? null);
  const figures: number[] = [];
  const groups: (string | undefined)[] = [];
  for (const { evaluation, sample } of countedCases(cases, options.unanswered)) {
    const figure = evaluation.outcome.kind === 'answered' ? valueOf(evaluation) : worst;
    if (figure === null) continue;
    figures.push(figure);
    groups.push(sample.group);
  }
  const signature = signatureOf(definition, {
    averaging: 'mean over cases',
    unanswered: worst === null ? 'left out' : options.unanswered,
    ...rule.options,
  });
  const n = figures.length;
  if (n === 0) return metricUndefined(signature, 'no case has this figure', 0);
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / n;
  return metricValue(signature, mean, n, meanInterval(figures, groups, options));
}

function meanInterval(
  figures: readonly number[],
  groups: readonly (string | undefined)[],
  { level, resamples, seed }: SummaryOptions,
): Interval | undefined {
  const clusters = clustersOf(groups);
  const clustered = isClustered(clusters);
  if (!clustered && figures.every((figure) => figure === 0 || figure === 1)) {
    const successes = figures.filter((figure) => figure === 1).length;
    return wilsonInterval(successes, figures.length, level);
  }
  const resampler = clustered ? groupsResampler(clusters) : casesResampler(figures.length);
  const weightedMean = (counts: Uint32Array): number | null => {
    let sum = 0;
    let drawn = 0;
    for (const [index, figure] of figures.entries()) {
      const count = counts[index] ?? 0;
      sum += count * figure;
      drawn += count;
    }
    return drawn === 0 ? null : sum / drawn;
  };
  const result = bootstrap(resampler, weightedMean, { level, resamples, seed });
  return result.kind === 'interval' ? result.interval : undefined;
}
