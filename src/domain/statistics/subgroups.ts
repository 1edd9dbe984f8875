import type { Interval } from '../metric/metric.ts';
import {
  bootstrapAtLevels,
  type BootstrapOptions,
  type Statistic,
  type Statistics,
  tellingInterval,
} from './bootstrap.ts';
import { type Clusters, clustersResampler } from './resampling.ts';

/** A statistic of one subgroup beside that of all other cases. */
export interface Subgroup {
  readonly name: string;
  readonly cases: number;
  readonly value: Estimate;
  /** Of the cases outside of the subgroup whose subgroup is known. */
  readonly rest: Estimate;
  /** Subgroup less rest. Without an interval where one of the two has none. */
  readonly gap: Estimate;
}

export type Estimate =
  | {
      readonly kind: 'value';
      readonly value: number;
      /** Absent where the resamples tell none: too few units, or all gave the same. */
      readonly interval?: Interval;
      /** At the stricter level, where one was asked for. */
      readonly stricter?: Interval;
    }
  | { readonly kind: 'undefined'; readonly reason: string };

export interface SubgroupGaps {
  readonly subgroups: readonly Subgroup[];
  /** Greatest less least value over the subgroups. Its interval is of a range: it cannot hold 0 unless all are equal. */
  readonly range: Estimate;
  /** Cases of no known subgroup: in no figure here. */
  readonly unknown: number;
}

export interface SubgroupOptions extends BootstrapOptions {
  /** A second level, above `level`, as a correction for many gaps wants it. */
  readonly stricterLevel?: number;
}

/**
 * How a statistic differs between subgroups, with bootstrap intervals (whole groups of cases resampled together).
 *
 * @param names of the subgroups, in the order in which they are told.
 * @param subgroupOf name of each case's subgroup; null where not known.
 * @param statistic of the cases, each counted as often as its weight says.
 */
export function subgroupGaps(
  names: readonly string[],
  subgroupOf: readonly (string | null)[],
  clusters: Clusters,
  statistic: Statistic,
  options: SubgroupOptions,
): SubgroupGaps {
  const numberOf = new Map(names.map((name, i) => [name, i]));
  const codes = Int32Array.from(subgroupOf, (name) => (name === null ? -1 : (numberOf.get(name) ?? -1)));
  const columns = columnsOf(codes, names.length, statistic);
  const resampler = clustersResampler(clusters);
  const values = new Float64Array(columns.width);
  columns.compute(new Uint32Array(codes.length).fill(1), values);
  const { level, stricterLevel = level } = options;
  const [usual = [], stricter = []] = bootstrapAtLevels(resampler, columns.compute, columns.width, options, [
    level,
    ...(stricterLevel === level ? [] : [stricterLevel]),
  ]);
  const estimate = (column: number, reason: string): Estimate => {
    const value = values[column];
    if (value === undefined || Number.isNaN(value)) return { kind: 'undefined', reason };
    const [interval, strict] = [tellingInterval(usual[column]), tellingInterval(stricter[column])];
    return {
      kind: 'value',
      value,
      ...(interval ? { interval } : {}),
      ...(strict ? { stricter: strict } : {}),
    };
  };
  const subgroups = names.map((name, i): Subgroup => {
    const value = estimate(3 * i, `undefined on the cases of ${name}`);
    const rest = estimate(3 * i + 1, `undefined on the cases outside of ${name}`);
    const gap = estimate(3 * i + 2, 'one of the two is undefined');
    return {
      name,
      cases: codes.reduce((sum, code) => sum + Number(code === i), 0),
      value,
      rest,
      gap: isBounded(value) && isBounded(rest) ? gap : withoutInterval(gap),
    };
  });
  return {
    subgroups,
    range: estimate(3 * names.length, 'fewer than 2 subgroups have a figure'),
    unknown: codes.reduce((sum, code) => sum + Number(code < 0), 0),
  };
}

/** For each subgroup its value, that of the rest and their gap; last the range over subgroups. NaN for undefined. */
function columnsOf(
  codes: Int32Array,
  subgroups: number,
  statistic: Statistic,
): { readonly width: number; readonly compute: Statistics } {
  const masked = new Uint32Array(codes.length);
  const among = (counts: Uint32Array, chosen: (code: number) => boolean): number => {
    let any = 0;
    for (let i = 0; i < codes.length; i++) {
      const weight = chosen(codes[i] ?? -1) ? (counts[i] ?? 0) : 0;
      masked[i] = weight;
      any += weight;
    }
    return any === 0 ? NaN : (statistic(masked) ?? NaN);
  };
  return {
    width: 3 * subgroups + 1,
    compute(counts, out) {
      const values = Array.from({ length: subgroups }, (_, i) => among(counts, (code) => code === i));
      values.forEach((value, i) => {
        // The rest of one of two is the other.
        const rest =
          subgroups === 2 ? (values[1 - i] ?? NaN) : among(counts, (code) => code !== i && code >= 0);
        out[3 * i] = value;
        out[3 * i + 1] = rest;
        out[3 * i + 2] = value - rest;
      });
      const defined = values.filter((value) => !Number.isNaN(value));
      out[3 * subgroups] = defined.length < 2 ? NaN : Math.max(...defined) - Math.min(...defined);
    },
  };
}

const isBounded = (estimate: Estimate): boolean =>
  estimate.kind === 'value' && estimate.interval !== undefined;

function withoutInterval(estimate: Estimate): Estimate {
  return estimate.kind === 'value' ? { kind: 'value', value: estimate.value } : estimate;
}
