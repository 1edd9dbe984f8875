/** Answers with the confidence that was given for them. */
export interface ConfidentAnswers {
  /** From 0 to 1. */
  readonly confidence: ArrayLike<number>;
  readonly correct: ArrayLike<boolean>;
}

/** A bin of the reliability diagram: confidences above `low` and at most `high` (the first holds 0 too). */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly cases: number;
  readonly correct: number;
  /** Null in an empty bin. */
  readonly meanConfidence: number | null;
  readonly accuracy: number | null;
}

/** Sums by bin, to be counted again and again with other weights. */
export interface BinnedAnswers {
  readonly bins: number;
  readonly binOf: Int32Array;
  readonly confidence: Float64Array;
  readonly correct: Uint8Array;
}

/** @throws RangeError where a confidence is no number from 0 to 1, or `bins` no whole number from 1. */
export function binAnswers({ confidence, correct }: ConfidentAnswers, bins: number): BinnedAnswers {
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`cannot make ${bins} bins`);
  const values = Float64Array.from(confidence);
  return {
    bins,
    confidence: values,
    correct: Uint8Array.from(values, (_, i) => (correct[i] === true ? 1 : 0)),
    binOf: Int32Array.from(values, (value, i) => {
      if (!(value >= 0 && value <= 1))
        throw new RangeError(`case ${i}: ${value} is no confidence from 0 to 1`);
      return binOf(value, bins);
    }),
  };
}

/** The reliability diagram. */
export function reliabilityBins(answers: BinnedAnswers, weights?: Uint32Array): ReliabilityBin[] {
  const { cases, correct, confidence } = binSums(answers, weights);
  return Array.from({ length: answers.bins }, (_, bin) => {
    const n = cases[bin] ?? 0;
    return {
      low: bin / answers.bins,
      high: (bin + 1) / answers.bins,
      cases: n,
      correct: correct[bin] ?? 0,
      meanConfidence: n === 0 ? null : (confidence[bin] ?? 0) / n,
      accuracy: n === 0 ? null : (correct[bin] ?? 0) / n,
    };
  });
}

/**
 * Expected calibration error: how far confidence and accuracy are apart, averaged over bins by their cases. Null without
 * cases. Source: Guo et al. 2017, ICML.
 */
export function expectedCalibrationError(answers: BinnedAnswers, weights?: Uint32Array): number | null {
  const { cases, correct, confidence } = binSums(answers, weights);
  let gaps = 0;
  let n = 0;
  for (let bin = 0; bin < answers.bins; bin++) {
    n += cases[bin] ?? 0;
    gaps += Math.abs((correct[bin] ?? 0) - (confidence[bin] ?? 0));
  }
  return n === 0 ? null : gaps / n;
}

/** Maximum calibration error: the greatest gap of any bin that has cases. Null without cases. */
export function maximumCalibrationError(answers: BinnedAnswers, weights?: Uint32Array): number | null {
  const { cases, correct, confidence } = binSums(answers, weights);
  let greatest: number | null = null;
  for (let bin = 0; bin < answers.bins; bin++) {
    const n = cases[bin] ?? 0;
    if (n === 0) continue;
    const gap = Math.abs((correct[bin] ?? 0) - (confidence[bin] ?? 0)) / n;
    greatest = Math.max(greatest ?? 0, gap);
  }
  return greatest;
}

function binSums(answers: BinnedAnswers, weights: Uint32Array | undefined) {
  const cases = new Float64Array(answers.bins);
  const correct = new Float64Array(answers.bins);
  const confidence = new Float64Array(answers.bins);
  for (let i = 0; i < answers.binOf.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] ?? 0);
    const bin = answers.binOf[i] ?? 0;
    cases[bin] = (cases[bin] ?? 0) + weight;
    correct[bin] = (correct[bin] ?? 0) + weight * (answers.correct[i] ?? 0);
    confidence[bin] = (confidence[bin] ?? 0) + weight * (answers.confidence[i] ?? 0);
  }
  return { cases, correct, confidence };
}

function binOf(confidence: number, bins: number): number {
  const guess = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
  // The product may round across an edge.
  if (confidence > (guess + 1) / bins) return guess + 1;
  if (guess > 0 && confidence <= guess / bins) return guess - 1;
  return guess;
}
