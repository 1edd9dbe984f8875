import type { FindingStatus } from '../../dataset/truth.ts';
import {
  metricUndefined,
  metricValue,
  signatureOf,
  type MetricResult,
  type MetricSignature,
} from '../metric.ts';
import { isPositive, type ReportComparison, type UncertainRule } from './compare.ts';
import { definitions } from './definitions.ts';
import { observations } from './observations.ts';

/** Statuses of one report; an observation without a row is not mentioned. */
export type FindingStatuses = readonly { readonly observation: string; readonly status: FindingStatus }[];

export interface FindingPair {
  readonly reference: FindingStatuses;
  readonly candidate: FindingStatuses;
}

export interface FindingScoreOptions {
  readonly uncertain: UncertainRule;
  /** What counts as found: that it is there, or that it is mentioned at all (absent ones too). */
  readonly counted: 'present' | 'mentioned';
  /** The schema; CheXpert's 14 where not given. */
  readonly observations?: readonly string[];
}

export interface Counts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

export interface FindingScores {
  readonly precision: MetricResult;
  readonly recall: MetricResult;
  readonly f1: MetricResult;
}

export interface FindingScoreTable {
  readonly byObservation: readonly (FindingScores & Counts & { readonly observation: string })[];
  /** From counts added up over the observations. */
  readonly micro: FindingScores;
  /** Means over the observations for which the figure is defined. */
  readonly macro: FindingScores;
}

/** Precision, recall and F1 of found observations over pairs of reports; `n` is the number of pairs. */
export function findingScores(
  pairs: readonly FindingPair[],
  options: FindingScoreOptions,
): FindingScoreTable {
  const names = options.observations ?? observations;
  const byObservation = names.map((observation) => {
    const counts = countsOf(pairs, [observation], options);
    return { observation, ...counts, ...scoresOf(counts, pairs.length, options, observation) };
  });
  return {
    byObservation,
    micro: scoresOf(countsOf(pairs, names, options), pairs.length, options, 'micro'),
    macro: {
      precision: meanOf(
        byObservation.map((row) => row.precision),
        'finding-precision',
        pairs.length,
        options,
      ),
      recall: meanOf(
        byObservation.map((row) => row.recall),
        'finding-recall',
        pairs.length,
        options,
      ),
      f1: meanOf(
        byObservation.map((row) => row.f1),
        'finding-f1',
        pairs.length,
        options,
      ),
    },
  };
}

/** Figures of one report by metric id; null where undefined. Precision, recall and F1 are over its 14 observations. */
export function reportCaseScores(
  comparison: ReportComparison,
  options: Omit<FindingScoreOptions, 'observations'>,
): Readonly<Record<string, number | null>> {
  const pair = { reference: comparison.reference.findings, candidate: comparison.candidate.findings };
  const { micro } = findingScores([pair], options);
  return {
    'finding-precision': numberOf(micro.precision),
    'finding-recall': numberOf(micro.recall),
    'finding-f1': numberOf(micro.f1),
    'omitted-findings': comparison.omitted.length,
    'invented-findings': comparison.invented.length,
    'negation-flips': comparison.negationFlips.length,
    'laterality-errors': comparison.lateralityErrors.length,
    'measurement-disagreements': comparison.measurements.disagreeing.length,
  };
}

function countsOf(
  pairs: readonly FindingPair[],
  names: readonly string[],
  { uncertain, counted }: FindingScoreOptions,
): Counts {
  const found = (statuses: FindingStatuses, name: string) => {
    const status = statuses.find(({ observation }) => observation === name)?.status ?? 'not mentioned';
    return counted === 'mentioned' ? status !== 'not mentioned' : isPositive(status, uncertain);
  };
  let [truePositives, falsePositives, falseNegatives] = [0, 0, 0];
  for (const { reference, candidate } of pairs) {
    for (const name of names) {
      const inReference = found(reference, name);
      const inCandidate = found(candidate, name);
      if (inReference && inCandidate) truePositives++;
      else if (inCandidate) falsePositives++;
      else if (inReference) falseNegatives++;
    }
  }
  return { truePositives, falsePositives, falseNegatives };
}

function scoresOf(
  { truePositives, falsePositives, falseNegatives }: Counts,
  n: number,
  options: FindingScoreOptions,
  averaging: string,
): FindingScores {
  const ratio = (id: string, part: number, whole: number, reason: string) => {
    const signature = signatureFor(id, options, averaging);
    return whole === 0 ? metricUndefined(signature, reason, n) : metricValue(signature, part / whole, n);
  };
  return {
    precision: ratio('finding-precision', truePositives, truePositives + falsePositives, 'nothing was found'),
    recall: ratio(
      'finding-recall',
      truePositives,
      truePositives + falseNegatives,
      'nothing was there to find',
    ),
    f1: ratio(
      'finding-f1',
      2 * truePositives,
      2 * truePositives + falsePositives + falseNegatives,
      'nothing was found and nothing was there',
    ),
  };
}

function meanOf(
  results: readonly MetricResult[],
  id: string,
  n: number,
  options: FindingScoreOptions,
): MetricResult {
  const values = results.flatMap((result) => (result.kind === 'value' ? [result.value] : []));
  const signature = signatureFor(id, options, `macro over ${values.length} of ${results.length}`);
  if (values.length === 0) return metricUndefined(signature, 'undefined for every observation', n);
  return metricValue(signature, values.reduce((sum, value) => sum + value, 0) / values.length, n);
}

function signatureFor(
  id: string,
  { uncertain, counted }: FindingScoreOptions,
  averaging: string,
): MetricSignature {
  const definition = definitions.find((one) => one.id === id);
  if (!definition) throw new RangeError(`No report metric is called ${id}.`);
  return signatureOf(definition, { averaging, counted, uncertain });
}

function numberOf(result: MetricResult): number | null {
  return result.kind === 'value' ? result.value : null;
}
