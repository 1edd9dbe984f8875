import { differenceInterval } from '../statistics/difference-interval.ts';
import { subgroupGap, subgroupRange } from '../statistics/effect-definitions.ts';
import { clustersOf, isClustered } from '../statistics/resampling.ts';
import { type Estimate, type Subgroup, subgroupGaps } from '../statistics/subgroups.ts';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import { type CaseWeights, type Measure, measured, resampledCases } from './measure.ts';
import { type Interval, type MetricResult, metricUndefined, metricValue, signatureOf } from './metric.ts';

/** A figure on one subgroup beside the same figure on all other cases whose subgroup is known. */
export interface SubgroupRow {
  readonly name: string;
  readonly cases: number;
  /** Patients or lesions among them; a case without a group is its own. */
  readonly groups: number;
  readonly value: MetricResult;
  readonly rest: MetricResult;
  /** Value less rest. */
  readonly gap: MetricResult;
  /** The gap's interval at the level that is corrected for all gaps (Bonferroni); null: none can be told. */
  readonly corrected: Interval | null;
  readonly reading: GapReading;
  /** What to be careful about. */
  readonly warnings: readonly string[];
}

/** What the intervals of a gap say: `holds 0` is no difference that could be told from chance. */
export type GapReading = 'undefined' | 'no interval' | 'holds 0' | 'without 0' | 'without 0 when corrected';

export interface SubgroupResults {
  readonly rows: readonly SubgroupRow[];
  /** Greatest less least value over the subgroups that have one. */
  readonly range: MetricResult;
  /** Cases of no known subgroup. */
  readonly unknown: number;
}

export interface SubgroupResultsOptions extends BootstrapOptions {
  /** How many gaps are looked at together, of all models. */
  readonly gaps: number;
}

interface SubgroupedCases {
  /** Of the subgroups, in the order in which they are told. */
  readonly names: readonly string[];
  /** Each case's subgroup; null where not known. */
  readonly subgroupOf: readonly (string | null)[];
  readonly groups: readonly (string | undefined)[];
  /** The figure of some of the cases, given by their places in ascending order. */
  readonly measureOf: (places: readonly number[]) => Measure<CaseWeights>;
}

/** Under this many cases a subgroup carries a warning; under so many groups too. */
export const fewCases = 20;
const fewGroups = 10;

/**
 * A figure by subgroup. Each figure has the interval that it has on these cases alone. The gap's interval is the percentile bootstrap's, both sides
 * from the same resample of all cases; of shares whose cases are independent, and where one side is 0 or 1, Newcombe's.
 */
export function subgroupResults(cases: SubgroupedCases, options: SubgroupResultsOptions): SubgroupResults {
  const { names, subgroupOf } = cases;
  const places = [...subgroupOf.keys()];
  const measure = cases.measureOf(places);
  const clusters = clustersOf(cases.groups);
  const levels = levelsOf(options);
  const membersOf = names.map((name) => places.filter((place) => subgroupOf[place] === name));
  const values = membersOf.map((own) => figureOf(cases, own, options));
  const rests = names.map(
    (name, i) =>
      // The rest of one of two is the other.
      (names.length === 2 ? values[1 - i] : undefined) ??
      figureOf(
        cases,
        places.filter((place) => subgroupOf[place] !== null && subgroupOf[place] !== name),
        options,
      ),
  );
  const { subgroups, range, unknown } = subgroupGaps(names, subgroupOf, clusters, measure.value, {
    ...options,
    // Quantiles beyond the last resample are not told.
    ...((options.resamples * (1 - levels.stricter)) / 2 >= 1 ? { stricterLevel: levels.stricter } : {}),
  });
  const independent = !isClustered(clusters) && measure.groupsWithSay === undefined;
  const rows = subgroups.flatMap((subgroup, i): readonly SubgroupRow[] => {
    const [value, rest] = [values[i], rests[i]];
    if (!value || !rest) return [];
    const groups = new Set(membersOf[i]?.map((place) => clusters.groupOf[place])).size;
    const intervals =
      value.isShare && rest.isShare && (independent || value.isAlike || rest.isAlike)
        ? newcombeIntervals(value, rest, levels, independent)
        : resampledIntervals(subgroup, levels);
    return [rowOf(subgroup, groups, value.result, rest.result, measure, intervals)];
  });
  return { rows, range: rangeOf(range, measure, rows), unknown };
}

interface Levels {
  readonly usual: number;
  /** Corrected for the number of gaps (Bonferroni). */
  readonly stricter: number;
}

const levelsOf = ({ level, gaps }: SubgroupResultsOptions): Levels => ({
  usual: level,
  stricter: gaps <= 1 ? level : 1 - (1 - level) / gaps,
});

interface Figure {
  readonly result: MetricResult;
  readonly isShare: boolean;
  /** A share of 0 or 1: every resample is the same. */
  readonly isAlike: boolean;
  /** The same with its interval at another level. */
  readonly at: (level: number) => MetricResult | undefined;
}

function figureOf(
  { groups, measureOf }: SubgroupedCases,
  places: readonly number[],
  options: BootstrapOptions,
): Figure {
  const measure = measureOf(places);
  const resampling = resampledCases(places.map((place) => groups[place]));
  const at = (level: number) => measured([measure], resampling, { ...options, level })[0];
  const result = at(options.level);
  if (!result) throw new RangeError('a figure was lost');
  const share = measure.proportion?.(undefined);
  return {
    result,
    isShare: share !== undefined,
    isAlike: share?.successes === 0 || share?.successes === share?.trials,
    at: (level) => (level === options.level ? result : at(level)),
  };
}

interface GapIntervals {
  readonly interval?: Interval;
  readonly corrected?: Interval;
}

function newcombeIntervals(value: Figure, rest: Figure, levels: Levels, independent: boolean): GapIntervals {
  const method = independent
    ? "Newcombe's, from Wilson's intervals"
    : "Newcombe's, from the intervals of the two, since every resample of one is the same";
  const at = (level: number): Interval | undefined => {
    const [first, second] = [value.at(level), rest.at(level)];
    if (first?.kind !== 'value' || second?.kind !== 'value') return undefined;
    if (!first.interval || !second.interval) return undefined;
    const { low, high } = differenceInterval(
      { value: first.value, interval: first.interval },
      { value: second.value, interval: second.interval },
    );
    return { low, high, level, method };
  };
  const [interval, corrected] = [at(levels.usual), at(levels.stricter)];
  return { ...(interval ? { interval } : {}), ...(corrected ? { corrected } : {}) };
}

function resampledIntervals({ gap }: Subgroup, levels: Levels): GapIntervals {
  if (gap.kind !== 'value' || !gap.interval) return {};
  const corrected = levels.stricter === levels.usual ? gap.interval : gap.stricter;
  return { interval: gap.interval, ...(corrected ? { corrected } : {}) };
}

function rowOf(
  { name, cases, gap: estimate }: Subgroup,
  groups: number,
  value: MetricResult,
  rest: MetricResult,
  measure: Measure<CaseWeights>,
  { interval, corrected }: GapIntervals,
): SubgroupRow {
  const signature = signatureOf(subgroupGap, { figure: measure.definition.id });
  const n = value.n + rest.n;
  const gap =
    estimate.kind === 'value'
      ? metricValue(signature, estimate.value, n, interval)
      : metricUndefined(signature, estimate.reason, n);
  return {
    ...{ name, cases, groups, value, rest, gap },
    corrected: corrected ?? null,
    reading: readingOf(gap, corrected),
    warnings: warningsOf(cases, groups, value, rest),
  };
}

function readingOf(gap: MetricResult, corrected: Interval | undefined): GapReading {
  if (gap.kind === 'undefined') return 'undefined';
  if (!gap.interval) return 'no interval';
  if (holds0(gap.interval)) return 'holds 0';
  return corrected && !holds0(corrected) ? 'without 0 when corrected' : 'without 0';
}

const holds0 = ({ low, high }: Interval): boolean => low <= 0 && high >= 0;

function warningsOf(
  cases: number,
  groups: number,
  value: MetricResult,
  rest: MetricResult,
): readonly string[] {
  const differing = Object.entries(value.signature.options).flatMap(([key, here]) => {
    const there = rest.signature.options[key];
    return value.kind === 'undefined' || rest.kind === 'undefined' || here === there
      ? []
      : [`${key} ${String(here)} here, ${String(there)} in all others: not quite comparable`];
  });
  return [
    ...(cases < fewCases ? [`few cases (${String(cases)})`] : []),
    ...(groups < fewGroups && groups < cases ? [`few patients or lesions (${String(groups)})`] : []),
    ...differing,
  ];
}

/** Without an interval: a range is never below 0, and resampling makes it larger than it is. */
function rangeOf(range: Estimate, measure: Measure<CaseWeights>, rows: readonly SubgroupRow[]): MetricResult {
  const signature = signatureOf(subgroupRange, { figure: measure.definition.id });
  const n = rows.reduce((sum, { value }) => sum + value.n, 0);
  return range.kind === 'value'
    ? metricValue(signature, range.value, n)
    : metricUndefined(signature, range.reason, n);
}
