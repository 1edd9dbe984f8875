import type { ConfidentAnswers } from './calibration.ts';
import { type RankedScores, rankScores } from './ranked-scores.ts';

/** If only the surest share of the answers were kept (coverage), how many of them would be wrong (risk)? */
export interface RiskCoveragePoint {
  readonly coverage: number;
  readonly risk: number;
  /** Answers of at least this confidence are kept. */
  readonly confidence: number;
}

/** The answers ranked by confidence; "positive" is a wrong answer. */
export function rankByConfidence({ confidence, correct }: ConfidentAnswers): RankedScores {
  return rankScores(
    Array.from({ length: confidence.length }, (_, i) => correct[i] !== true),
    confidence,
  );
}

/** A point for each distinct confidence, from the highest: answers of equal confidence are kept together. */
export function riskCoverageCurve({ positive, endsTie, scores }: RankedScores): RiskCoveragePoint[] {
  const points: RiskCoveragePoint[] = [];
  let errors = 0;
  for (let place = 0; place < positive.length; place++) {
    errors += positive[place] ?? 0;
    if (endsTie[place] !== 1) continue;
    const kept = place + 1;
    points.push({ coverage: kept / positive.length, risk: errors / kept, confidence: scores[place] ?? 0 });
  }
  return points;
}

/**
 * Area under the risk-coverage curve: the mean, over k = 1 .. n, of the share of errors among the k surest answers. Where
 * answers tie, its expectation over their orders. Null without cases. Source: Geifman, Uziel, El-Yaniv 2019, ICLR.
 *
 * @param weights how often each case counts, in the order in which cases were given; by default once.
 */
export function areaUnderRiskCoverage(
  { order, positive, endsTie }: RankedScores,
  weights?: Uint32Array,
): number | null {
  let kept = 0;
  let errors = 0;
  let tied = 0;
  let tiedErrors = 0;
  let sum = 0;
  for (let place = 0; place < order.length; place++) {
    const weight = weights === undefined ? 1 : (weights[order[place] ?? 0] ?? 0);
    tied += weight;
    tiedErrors += weight * (positive[place] ?? 0);
    if (endsTie[place] !== 1) continue;
    for (let k = 1; k <= tied; k++) sum += (errors + (tiedErrors * k) / tied) / (kept + k);
    kept += tied;
    errors += tiedErrors;
    tied = 0;
    tiedErrors = 0;
  }
  return kept === 0 ? null : sum / kept;
}
