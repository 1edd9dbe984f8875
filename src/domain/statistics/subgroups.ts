import type { Interval } from '../metric/metric.ts';
import {
  bootstrapAll,
  type BootstrapOptions,
  type BootstrapResult,
  type Statistic,
  type Statistics,
} from './bootstrap.ts';
import { type Clusters, clustersResampler } from './resampling.ts';

/** A statistic of one subgroup beside that of all other cases. */
export interface Subgroup {
  readonly name: string;
  readonly cases: number;
  readonly value: Estimate;
  /** Of the cases outside of the subgroup whose subgroup is known. */
  readonly rest: Estimate;
  /** Subgroup less rest. */
  readonly gap: Estimate;
  /** What to be careful about; absent where nothing. */
  readonly warning?: string;
}

export type Estimate =
  | { readonly kind: 'value'; readonly value: number; readonly interval?: Interval }
  | { readonly kind: 'undefined'; readonly reason: string };

export interface SubgroupGaps {
  readonly subgroups: readonly Subgroup[];
  /** Greatest less least value over the subgroups. Its interval is of a range: it cannot hold 0 unless all are equal. */
  readonly range: Estimate;
  /** Cases of no known subgroup: in no figure here. */
  readonly unknown: number;
}

/** Under this many cases a subgroup's figure carries a warning. */
export const fewCases = 20;

/**
 * How a statistic differs between subgroups, with bootstrap intervals (whole groups of cases resampled together).
 *
 * @param subgroupOf name of each case's subgroup; undefined where not known.
 * @param statistic of the cases, each counted as often as its weight says.
 */
export function subgroupGaps(
  subgroupOf: readonly (string | undefined)[],
  clusters: Clusters,
  statistic: Statistic,
  options: BootstrapOptions,
): SubgroupGaps {
  const names = [...new Set(subgroupOf.filter((name) => name !== undefined))].sort();
  const columns = columnsOf(subgroupOf, names, statistic);
  const resampler = clustersResampler(clusters);
  const whole = new Uint32Array(subgroupOf.length).fill(1);
  const values = new Float64Array(columns.width);
  columns.compute(whole, values);
  const intervals = bootstrapAll(resampler, columns.compute, columns.width, options);
  const estimate = (column: number, reason: string) => estimateOf(values[column], intervals[column], reason);
  const subgroups = names.map((name, i): Subgroup => {
    const cases = subgroupOf.filter((other) => other === name).length;
    const warning = cases < fewCases ? { warning: `only ${cases} cases: the figure is uncertain` } : {};
    return {
      name,
      cases,
      value: estimate(3 * i, `undefined on the cases of ${name}`),
      rest: estimate(3 * i + 1, `undefined on the cases outside of ${name}`),
      gap: estimate(3 * i + 2, 'one of the two is undefined'),
      ...warning,
    };
  });
  return {
    subgroups,
    range: estimate(3 * names.length, 'fewer than 2 subgroups have a figure'),
    unknown: subgroupOf.filter((name) => name === undefined).length,
  };
}

/** For each subgroup its value, that of the rest and their gap; last the range over subgroups. NaN for undefined. */
function columnsOf(
  subgroupOf: readonly (string | undefined)[],
  names: readonly string[],
  statistic: Statistic,
): { readonly width: number; readonly compute: Statistics } {
  const numberOf = new Map(names.map((name, i) => [name, i]));
  const codes = Int32Array.from(subgroupOf, (name) => (name === undefined ? -1 : (numberOf.get(name) ?? -1)));
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
    width: 3 * names.length + 1,
    compute(counts, out) {
      const defined: number[] = [];
      names.forEach((_, i) => {
        const value = among(counts, (code) => code === i);
        const rest = among(counts, (code) => code !== i && code >= 0);
        out[3 * i] = value;
        out[3 * i + 1] = rest;
        out[3 * i + 2] = value - rest;
        if (!Number.isNaN(value)) defined.push(value);
      });
      out[3 * names.length] = defined.length < 2 ? NaN : Math.max(...defined) - Math.min(...defined);
    },
  };
}

function estimateOf(
  value: number | undefined,
  result: BootstrapResult | undefined,
  reason: string,
): Estimate {
  if (value === undefined || Number.isNaN(value)) return { kind: 'undefined', reason };
  if (result?.kind !== 'interval') return { kind: 'value', value };
  return { kind: 'value', value, interval: result.interval };
}
