import { z } from 'zod';
import {
  type AveragedMeasure,
  classFigure,
  meanOverClasses,
} from '../../../src/domain/metric/classification/averages.ts';
import {
  confusionByLabel,
  hammingLoss,
  isExact,
  jaccard,
  labelSetsOf,
  overlaps,
  pooledConfusion,
  present,
  setF1,
  setPrecision,
  setSensitivity,
} from '../../../src/domain/metric/classification/label-sets.ts';
import { weightedMean } from '../../../src/domain/metric/weighted-mean.ts';

const inputSchema = z.object({
  labels: z.array(z.string()),
  truth: z.array(z.array(z.string())),
  predicted: z.array(z.array(z.string())),
});

/** What our code gives for a golden case of the family `multilabel`. scikit-learn with zero_division=0. */
export function run(input: unknown): unknown {
  const { labels, truth, predicted } = inputSchema.parse(input);
  const codes = (sets: readonly string[][]) => sets.map((set) => set.map((name) => labels.indexOf(name)));
  const sets = labelSetsOf(codes(truth), codes(predicted), labels.length);
  const byLabel = confusionByLabel(sets);
  const pooled = pooledConfusion(byLabel);
  const support = byLabel.map((confusion) => confusion.truth[present] ?? 0);
  const each = (measure: AveragedMeasure) => byLabel.map((confusion) => classFigure(confusion, measure, present));
  const three = (figure: (measure: AveragedMeasure) => number | null) => ({
    precision: figure('precision') ?? 0,
    recall: figure('sensitivity') ?? 0,
    f1: figure('f1') ?? 0,
  });
  const cases = overlaps(sets);
  const meanOfCases = (values: readonly (number | null)[]) => weightedMean(values.map((value) => value ?? 0));
  return {
    subsetAccuracy: meanOfCases(cases.map(isExact)),
    hammingLoss: meanOfCases(cases.map((overlap) => hammingLoss(overlap, labels.length))),
    micro: three((measure) => classFigure(pooled, measure, present)),
    macro: three((measure) => meanOverClasses(each(measure), 'counted as 0')),
    weighted: three((measure) => meanOverClasses(each(measure), 'counted as 0', support)),
    samples: {
      precision: meanOfCases(cases.map((overlap) => setPrecision(overlap, 'counted as 0'))),
      recall: meanOfCases(cases.map((overlap) => setSensitivity(overlap, 'counted as 0'))),
      f1: meanOfCases(cases.map((overlap) => setF1(overlap, 'counted as 0'))),
    },
    jaccardSamples: meanOfCases(cases.map((overlap) => jaccard(overlap, 'counted as 0'))),
  };
}
