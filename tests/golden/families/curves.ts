import { z } from 'zod';
import { auroc, averagePrecision } from '../../../src/domain/metric/classification/auroc.ts';
import {
  precisionRecallCurve,
  rocCurve,
  thresholdCounts,
} from '../../../src/domain/metric/classification/curves.ts';
import { binaryBrierScores } from '../../../src/domain/metric/classification/probability-scores.ts';
import { weightedMean } from '../../../src/domain/metric/weighted-mean.ts';
import { rankScores } from '../../../src/domain/metric/classification/ranked-scores.ts';

const inputSchema = z.object({
  truth: z.array(z.union([z.number(), z.boolean()]).transform((value) => Number(value) === 1)),
  score: z.array(z.number()),
});

/** What our code gives for a golden case of the family `curves`; null where a metric is undefined. */
export function run(input: unknown): unknown {
  const { truth, score } = inputSchema.parse(input);
  const ranked = rankScores(truth, score);
  const counts = thresholdCounts(ranked);
  const roc = rocCurve(counts);
  const precisionRecall = precisionRecallCurve(counts);
  return {
    auroc: auroc(ranked),
    averagePrecision: averagePrecision(ranked),
    roc: { fpr: roc.map(({ x }) => x), tpr: roc.map(({ y }) => y), thresholds: roc.map(({ threshold }) => threshold) },
    precisionRecall: {
      precision: precisionRecall.map(({ y }) => y),
      recall: precisionRecall.map(({ x }) => x),
    },
    brier: weightedMean(binaryBrierScores(truth, score)),
  };
}
