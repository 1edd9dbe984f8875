import type { FindingStatus } from '../../dataset/truth.ts';
import { extractFindings, type Mention, type ReportFindings } from './extract.ts';
import { measurementsOf, sameMeasurement, type Measurement } from './measurements.ts';
import type { Observation } from './observations.ts';
import type { ReportSide } from './sides.ts';

/** Whether an uncertain finding counts as there. CheXbert's convention is `positive`. */
export type UncertainRule = 'positive' | 'negative';

export interface ComparisonOptions {
  /** BCP 47 tag of both reports. */
  readonly language: string;
  readonly uncertain: UncertainRule;
}

/** What one report says of an observation, and the mentions that it rests on. */
export interface ReportStatement {
  readonly status: FindingStatus;
  readonly side?: ReportSide;
  readonly mentions: readonly Mention[];
}

export interface FindingDifference {
  readonly observation: Observation;
  readonly reference: ReportStatement;
  readonly candidate: ReportStatement;
}

/** A measurement with the finding that its sentence speaks of, where there is one. */
export interface FoundMeasurement extends Measurement {
  readonly observation?: Observation;
}

/** How a report differs from its reference, as lists that a reader can check against the texts. */
export interface ReportComparison {
  readonly reference: ReportFindings;
  readonly candidate: ReportFindings;
  /** There in the reference, not mentioned in the candidate. */
  readonly omitted: readonly FindingDifference[];
  /** There in the candidate, not mentioned in the reference. */
  readonly invented: readonly FindingDifference[];
  /** There in one, said to be absent in the other. */
  readonly negationFlips: readonly FindingDifference[];
  /** There in both, on different sides. Only where both name a side. */
  readonly lateralityErrors: readonly FindingDifference[];
  readonly measurements: {
    /** Of the same unit and finding, with different numbers. */
    readonly disagreeing: readonly {
      readonly reference: FoundMeasurement;
      readonly candidate: FoundMeasurement;
    }[];
    readonly omitted: readonly FoundMeasurement[];
    readonly invented: readonly FoundMeasurement[];
  };
}

/**
 * Compares what two reports say, by the rules of `extractFindings`. `No Finding` follows from the others and is in no list.
 * Bare numbers are compared too, but count apart from measurements with a unit (see `unit`).
 */
export function compareReports(
  reference: string,
  candidate: string,
  { language, uncertain }: ComparisonOptions,
): ReportComparison {
  const truth = extractFindings(reference, language);
  const answer = extractFindings(candidate, language);
  const pairs = differencesOf(truth, answer);
  const there = ({ status }: ReportStatement) => isPositive(status, uncertain);
  return {
    reference: truth,
    candidate: answer,
    omitted: pairs.filter((pair) => there(pair.reference) && pair.candidate.status === 'not mentioned'),
    invented: pairs.filter((pair) => there(pair.candidate) && pair.reference.status === 'not mentioned'),
    negationFlips: pairs.filter(
      (pair) =>
        (there(pair.reference) && pair.candidate.status === 'absent') ||
        (there(pair.candidate) && pair.reference.status === 'absent'),
    ),
    lateralityErrors: pairs.filter(
      (pair) =>
        there(pair.reference) &&
        there(pair.candidate) &&
        pair.reference.side !== undefined &&
        pair.candidate.side !== undefined &&
        pair.reference.side !== pair.candidate.side,
    ),
    measurements: compareMeasurements(
      measurementsIn(reference, truth.mentions),
      measurementsIn(candidate, answer.mentions),
    ),
  };
}

export function isPositive(status: FindingStatus, uncertain: UncertainRule): boolean {
  return status === 'present' || (status === 'uncertain' && uncertain === 'positive');
}

function differencesOf(reference: ReportFindings, candidate: ReportFindings): FindingDifference[] {
  return reference.findings
    .filter(({ observation }) => observation !== 'No Finding')
    .map(({ observation }) => ({
      observation,
      reference: statementOf(reference, observation),
      candidate: statementOf(candidate, observation),
    }));
}

function statementOf({ mentions, findings }: ReportFindings, observation: Observation): ReportStatement {
  const finding = findings.find((one) => one.observation === observation);
  const status = finding?.status ?? 'not mentioned';
  return {
    status,
    ...(finding?.side === undefined ? {} : { side: finding.side }),
    mentions: mentions.filter((one) => one.observation === observation && one.status === status),
  };
}

function measurementsIn(text: string, mentions: readonly Mention[]): FoundMeasurement[] {
  return measurementsOf(text).map((measurement) => {
    const inSentence = mentions.filter(
      ({ sentence, status }) =>
        status !== 'absent' && sentence.start <= measurement.start && sentence.end >= measurement.end,
    );
    const [nearest] = inSentence.toSorted((a, b) => gap(a, measurement) - gap(b, measurement));
    return nearest ? { ...measurement, observation: nearest.observation } : measurement;
  });
}

function gap(mention: Mention, measurement: Measurement): number {
  return Math.max(mention.start - measurement.end, measurement.start - mention.end);
}

function compareMeasurements(
  reference: readonly FoundMeasurement[],
  candidate: readonly FoundMeasurement[],
): ReportComparison['measurements'] {
  const same = paired(reference, candidate, sameMeasurement);
  const disagreeing = paired(
    same.first,
    same.second,
    (a, b) => a.unit === b.unit && a.unit !== 'none' && a.observation === b.observation,
  );
  return {
    disagreeing: disagreeing.pairs.map(([truth, answer]) => ({ reference: truth, candidate: answer })),
    omitted: disagreeing.first,
    invented: disagreeing.second,
  };
}

/** Each of `first` with the first of `second` that fits and is not taken; and what is left of both. */
function paired(
  first: readonly FoundMeasurement[],
  second: readonly FoundMeasurement[],
  fits: (a: FoundMeasurement, b: FoundMeasurement) => boolean,
) {
  const left = [...second];
  const pairs: [FoundMeasurement, FoundMeasurement][] = [];
  const alone = first.filter((one) => {
    const at = left.findIndex((other) => fits(one, other));
    const [partner] = at < 0 ? [] : left.splice(at, 1);
    if (partner) pairs.push([one, partner]);
    return !partner;
  });
  return { pairs, first: alone, second: left };
}
