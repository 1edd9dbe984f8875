import { z } from 'zod';
import {
  balancedAccuracy,
  macro,
  meanOverClasses,
  micro,
  weighted,
} from '../../../src/domain/metric/classification/averages.ts';
import {
  oneVersusOne,
  oneVersusRest,
  auroc,
  averagePrecision,
} from '../../../src/domain/metric/classification/auroc.ts';
import {
  binAnswers,
  expectedCalibrationError,
  maximumCalibrationError,
} from '../../../src/domain/metric/classification/calibration.ts';
import { type Confusion, confusionOf, noAnswer } from '../../../src/domain/metric/classification/confusion.ts';
import { matthews } from '../../../src/domain/metric/classification/matthews.ts';
import { f1, precision, sensitivity, specificity } from '../../../src/domain/metric/classification/per-class.ts';
import { share } from '../../../src/domain/statistics/proportion.ts';
import {
  binaryBrierScores,
  brierScores,
  logLosses,
  mostProbable,
  placesOfTruth,
} from '../../../src/domain/metric/classification/probability-scores.ts';
import { weightedMean } from '../../../src/domain/metric/weighted-mean.ts';
import { rankScores } from '../../../src/domain/metric/classification/ranked-scores.ts';
import { cohenKappa } from '../../../src/domain/metric/agreement/cohen-kappa.ts';

const inputSchema = z.object({
  labels: z.array(z.string()),
  truth: z.array(z.string()),
  /** What is none of the labels is no answer. */
  predicted: z.array(z.string().nullable()).optional(),
  probabilities: z.array(z.array(z.number())).optional(),
});

/** What our code gives for a golden case of the family `classification`; null where a metric is undefined. */
export function run(input: unknown): unknown {
  const { labels, truth: names, predicted, probabilities } = inputSchema.parse(input);
  const codeOf = (name: string): number => {
    const code = labels.indexOf(name);
    if (code < 0) throw new RangeError(`"${name}" is none of the labels`);
    return code;
  };
  const answerCodeOf = (name: string | null) =>
    name !== null && labels.includes(name) ? labels.indexOf(name) : noAnswer;
  const truth = names.map(codeOf);
  return {
    ...(predicted ? ofAnswers(confusionOf(truth, predicted.map(answerCodeOf), labels.length), labels) : {}),
    ...(probabilities ? ofProbabilities(truth, probabilities, labels.length) : {}),
  };
}

function ofAnswers(confusion: Confusion, labels: readonly string[]): object {
  const { classes, cells } = confusion;
  const kappa = (weights: 'none' | 'linear' | 'quadratic') => cohenKappa(cells, classes, classes + 1, weights);
  const figures = (average: typeof macro) => ({
    precision: average(confusion, 'precision', 'counted as 0') ?? 0,
    recall: average(confusion, 'sensitivity', 'counted as 0') ?? 0,
    f1: average(confusion, 'f1', 'counted as 0') ?? 0,
  });
  return {
    accuracy: share({ successes: confusion.hitCount, trials: confusion.n }),
    balancedAccuracy: balancedAccuracy(confusion),
    // scikit-learn gives 0 where the correlation is undefined.
    matthews: matthews(confusion) ?? 0,
    confusion: labels.map((_, row) => labels.map((__, column) => cells[row * (classes + 1) + column])),
    kappa: kappa('none'),
    kappaLinear: kappa('linear'),
    kappaQuadratic: kappa('quadratic'),
    perClass: labels.map((label, code) => ({
      label,
      precision: share(precision(confusion, code)) ?? 0,
      recall: share(sensitivity(confusion, code)) ?? 0,
      f1: f1(confusion, code) ?? 0,
      support: confusion.truth[code],
      specificity: share(specificity(confusion, code)) ?? 0,
    })),
    macro: figures(macro),
    micro: figures(micro),
    weighted: figures(weighted),
  };
}

function ofProbabilities(truth: readonly number[], probabilities: readonly number[][], classes: number): object {
  const places = placesOfTruth(truth, probabilities);
  const topK = Object.fromEntries(
    Array.from({ length: classes }, (_, i) => [String(i + 1), weightedMean(places.map((place) => (place <= i ? 1 : 0)))]),
  );
  const { label, confidence } = mostProbable(probabilities);
  const binned = binAnswers({ confidence, correct: truth.map((code, i) => code === label[i]) }, 15);
  return {
    topK,
    logLoss: weightedMean(logLosses(truth, probabilities)),
    brierMulticlass: weightedMean(brierScores(truth, probabilities)),
    ece15: expectedCalibrationError(binned),
    mce15: maximumCalibrationError(binned),
    ...(classes === 2 ? binary(truth, probabilities) : multiclass(truth, probabilities, classes)),
  };
}

/** The positive class is the second. */
function binary(truth: readonly number[], probabilities: readonly number[][]): object {
  const positive = truth.map((code) => code === 1);
  const probability = probabilities.map((row) => row[1] ?? 0);
  const ranked = rankScores(positive, probability);
  return {
    auroc: auroc(ranked),
    averagePrecision: averagePrecision(ranked),
    brier: weightedMean(binaryBrierScores(positive, probability)),
  };
}

/** Without cases of some class scikit-learn refuses one versus rest, and takes one versus one over the others. */
function multiclass(truth: readonly number[], probabilities: readonly number[][], classes: number): object {
  const ranked = Array.from({ length: classes }, (_, label) =>
    rankScores(
      truth.map((code) => code === label),
      probabilities.map((row) => row[label] ?? 0),
    ),
  );
  return {
    aurocOvrMacro: oneVersusRest(ranked).includes(null) ? null : meanOverClasses(oneVersusRest(ranked), 'left out'),
    aurocOvoMacro: meanOverClasses(oneVersusOne(truth, ranked), 'left out'),
  };
}
