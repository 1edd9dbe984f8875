import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import {
  byMetric,
  type CaseWeights,
  groupsOf,
  type Measure,
  measured,
  resampledCases,
  stating,
} from '../measure.ts';
import type { MetricResult } from '../metric.ts';
import {
  binAnswers,
  type ConfidentAnswers,
  expectedCalibrationError,
  maximumCalibrationError,
  type ReliabilityBin,
  reliabilityBins,
} from './calibration.ts';
import * as define from './probability-definitions.ts';
import {
  areaUnderRiskCoverage,
  rankByConfidence,
  type RiskCoveragePoint,
  riskCoverageCurve,
} from './risk-coverage.ts';

export interface ConfidenceCases extends ConfidentAnswers {
  /** Cases of one group (patient, lesion) are resampled together; undefined: a case by itself. */
  readonly groups?: readonly (string | undefined)[];
  /** Further answers for which no confidence was given: stated in the signature. */
  readonly without?: number;
}

export interface ConfidenceOptions extends BootstrapOptions {
  /** Bins of the reliability diagram; default 15. */
  readonly bins?: number;
}

export interface ConfidenceResults {
  /** ECE, MCE and AURC by metric id. */
  readonly overall: ReadonlyMap<string, MetricResult>;
  readonly bins: readonly ReliabilityBin[];
  readonly riskCoverage: readonly RiskCoveragePoint[];
}

/**
 * Whether confidence can be trusted: calibration and selective prediction, with bootstrap intervals.
 *
 * @throws RangeError where a confidence does not lie between 0 and 1 or lists differ in length.
 */
export function confidenceResults(cases: ConfidenceCases, options: ConfidenceOptions): ConfidenceResults {
  const bins = options.bins ?? 15;
  const binned = binAnswers(cases, bins);
  const ranked = rankByConfidence(cases);
  const n = cases.confidence.length;
  const rest = { n: () => n, undefinedBecause: 'no answer has a confidence' };
  const measures: readonly Measure<CaseWeights>[] = [
    {
      ...rest,
      definition: define.expectedCalibrationError,
      options: () => ({ bins }),
      value: (weights) => expectedCalibrationError(binned, weights),
    },
    {
      ...rest,
      definition: define.maximumCalibrationError,
      options: () => ({ bins }),
      value: (weights) => maximumCalibrationError(binned, weights),
    },
    {
      ...rest,
      definition: define.areaUnderRiskCoverage,
      options: () => ({}),
      value: (weights) => areaUnderRiskCoverage(ranked, weights),
    },
  ];
  const stated = measures.map(stating({ withoutConfidence: cases.without ?? 0 }));
  const results = measured(stated, resampledCases(groupsOf(cases.groups, n)), options);
  return {
    overall: byMetric(results),
    bins: reliabilityBins(binned),
    riskCoverage: riskCoverageCurve(ranked),
  };
}
