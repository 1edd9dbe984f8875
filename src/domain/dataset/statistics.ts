import { splits, type Split } from './dataset.ts';
import { truthKinds, type CaseDigest, type TruthKind } from './digest.ts';
import { counted, type Count } from './tally.ts';

/** A value with the number of its cases in each split, in the order of the statistics' `splits`. */
export interface CountBySplit extends Count {
  readonly bySplit: readonly number[];
}

export type AttributeStatistics = {
  readonly name: string;
  /** Cases without it. */
  readonly missing: number;
} & (
  | { readonly kind: 'numbers'; readonly smallest: number; readonly median: number; readonly largest: number }
  | { readonly kind: 'words'; readonly values: readonly Count[] }
);

/** A group with cases in more than one split: what was learned of it may help in a test. */
export interface GroupAcrossSplits {
  readonly group: string;
  readonly parts: readonly { readonly split: Split; readonly count: number }[];
}

/** What a data set is made of, in full. Hidden cases are counted apart and nowhere else. */
export interface DatasetStatistics {
  readonly cases: number;
  readonly hidden: number;
  /** Those that cases are in. */
  readonly splits: readonly { readonly split: Split; readonly count: number; readonly groups: number }[];
  readonly labels: readonly CountBySplit[];
  readonly truth: readonly { readonly kind: TruthKind; readonly count: number; readonly missing: number }[];
  readonly withoutTruth: number;
  readonly attributes: readonly AttributeStatistics[];
  readonly sizes: readonly Count[];
  /** Groups that are named, with the number of cases of the largest. */
  readonly groups: number;
  readonly largestGroup: number;
  readonly ungrouped: number;
  readonly acrossSplits: readonly GroupAcrossSplits[];
}

export function statisticsOf(digests: readonly CaseDigest[]): DatasetStatistics {
  const shown = digests.filter(({ hidden }) => hidden !== true);
  const present = splits.filter((split) => shown.some((digest) => digest.split === split));
  const groups = groupsOf(shown);
  return {
    cases: shown.length,
    hidden: digests.length - shown.length,
    splits: present.map((split) => ({
      split,
      count: shown.filter((digest) => digest.split === split).length,
      groups: [...groups.values()].filter((parts) => parts.has(split)).length,
    })),
    labels: labelsBySplit(shown, present),
    truth: truthKinds
      .map((kind) => {
        const count = shown.filter(({ truth }) => truth.includes(kind)).length;
        return { kind, count, missing: shown.length - count };
      })
      .filter(({ count }) => count > 0),
    withoutTruth: shown.filter(({ truth }) => truth.length === 0).length,
    attributes: attributesOf(shown),
    sizes: counted(shown.flatMap(({ size }) => (size === undefined ? [] : [`${size[0]} × ${size[1]}`]))),
    groups: groups.size,
    largestGroup: [...groups.values()].reduce((most, parts) => Math.max(most, sum(parts.values())), 0),
    ungrouped: shown.filter(({ group }) => group === undefined).length,
    acrossSplits: [...groups]
      .filter(([, parts]) => parts.size > 1)
      .map(([group, parts]) => ({
        group,
        parts: splits.flatMap((split) => {
          const count = parts.get(split);
          return count === undefined ? [] : [{ split, count }];
        }),
      })),
  };
}

function groupsOf(shown: readonly CaseDigest[]): Map<string, Map<Split, number>> {
  const groups = new Map<string, Map<Split, number>>();
  for (const { group, split } of shown) {
    if (group === undefined) continue;
    const parts = groups.get(group) ?? new Map<Split, number>();
    parts.set(split, (parts.get(split) ?? 0) + 1);
    groups.set(group, parts);
  }
  return groups;
}

function labelsBySplit(shown: readonly CaseDigest[], present: readonly Split[]): readonly CountBySplit[] {
  const counts = present.map((split) => {
    const own = shown.filter((digest) => digest.split === split).flatMap(({ labels }) => [...labels]);
    return new Map(counted(own).map(({ value, count }) => [value, count]));
  });
  return counted(shown.flatMap(({ labels }) => [...labels])).map((each) => ({
    ...each,
    bySplit: counts.map((of) => of.get(each.value) ?? 0),
  }));
}

/** Words of more than this many kinds are no subgroups, and only the most frequent are told. */
const mostValues = 200;

function attributesOf(shown: readonly CaseDigest[]): readonly AttributeStatistics[] {
  const names = [...new Set(shown.flatMap(({ attributes }) => Object.keys(attributes)))];
  return names.map((name) => {
    const values = shown.flatMap(({ attributes }) => attributes[name] ?? []);
    const missing = shown.length - values.length;
    const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
    const [smallest] = numbers;
    const largest = numbers.at(-1);
    if (numbers.length === values.length && smallest !== undefined && largest !== undefined)
      return { name, missing, kind: 'numbers', smallest, median: medianOf(numbers), largest };
    return { name, missing, kind: 'words', values: counted(values.map(String)).slice(0, mostValues) };
  });
}

/** Of sorted numbers, at least one. */
function medianOf(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
