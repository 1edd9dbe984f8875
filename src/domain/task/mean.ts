import { measured, resampledCases, type CaseWeights, type Measure } from '../metric/measure.ts';
import type { MetricDefinition, MetricResult } from '../metric/metric.ts';
import { weightedMean } from '../metric/weighted-mean.ts';
import { countedCases } from './outcomes.ts';
import type { EvaluatedCase, SummaryOptions } from './task.ts';

/** How a figure of each case becomes a figure over cases. */
export interface MeanRule {
  readonly definition: MetricDefinition;
  /** The figure of a case that was answered; null where it is undefined: the case is left out. Default: `values[definition.id]`. */
  readonly value?: (evaluation: EvaluatedCase['evaluation']) => number | null;
  /** The worst that the figure can be, which a case without an answer gets under the rule `wrong`; null: such cases are always left out. */
  readonly worst: number | null;
  /** Cases that the figure says something of; others are left out, answered or not. Default: all. */
  readonly of?: (evaluation: EvaluatedCase['evaluation']) => boolean;
  readonly options?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The means of figures over cases, with intervals from the same resamples. Interval: Wilson's where every figure is 0 or 1 and every case is
 * its own group, else the percentile bootstrap, by group where a group has several cases. Undefined where no case has the figure.
 */
export function meanResults(
  cases: readonly EvaluatedCase[],
  rules: readonly MeanRule[],
  options: SummaryOptions,
): readonly MetricResult[] {
  const counted = countedCases(cases, options.unanswered);
  const measures = rules.map((rule) => meanMeasure(counted, rule, options));
  return measured(measures, resampledCases(counted.map(({ sample }) => sample.group)), options);
}

/** The mean of a figure over cases that all count, as a measure of their weights. */
export function meanMeasure(
  cases: readonly EvaluatedCase[],
  { definition, worst, value, of, options: further }: MeanRule,
  options: Pick<SummaryOptions, 'unanswered'>,
): Measure<CaseWeights> {
  const valueOf = value ?? (({ values }) => values[definition.id] ?? null);
  const figures = cases.map(({ evaluation }) => {
    if (of && !of(evaluation)) return null;
    return evaluation.outcome.kind === 'answered' ? valueOf(evaluation) : worst;
  });
  const known = figures.filter((figure) => figure !== null);
  const isCounted = Uint8Array.from(figures, (figure) => (figure === null ? 0 : 1));
  const numbers = Float64Array.from(figures, (figure) => figure ?? 0);
  const isShare = known.length > 0 && known.every((figure) => figure === 0 || figure === 1);
  return {
    definition,
    options: () => ({
      averaging: 'mean over cases',
      unanswered: worst === null ? 'left out' : options.unanswered,
      ...further,
    }),
    value: (weights) => weightedMean(numbers, weights, isCounted),
    n: () => known.length,
    undefinedBecause: 'no case has this figure',
    ...(isShare
      ? {
          proportion: () => ({
            successes: known.filter((figure) => figure === 1).length,
            trials: known.length,
          }),
        }
      : {}),
  };
}
