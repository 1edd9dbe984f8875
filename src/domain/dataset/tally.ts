import { splits, type Split } from './dataset.ts';
import { truthKinds, type CaseDigest, type TruthKind } from './digest.ts';

export interface Count {
  readonly value: string;
  readonly count: number;
}

/** What a data set is made of. Hidden cases are counted apart and nowhere else. */
export interface DatasetTally {
  readonly cases: number;
  readonly hidden: number;
  readonly edited: number;
  readonly labels: readonly Count[];
  readonly splits: readonly { readonly split: Split; readonly count: number }[];
  readonly attributes: readonly {
    readonly name: string;
    readonly values: readonly Count[];
    readonly missing: number;
  }[];
  readonly tags: readonly Count[];
  readonly truth: readonly { readonly kind: TruthKind; readonly count: number }[];
  /** Cases with no truth at all: they can be asked, and not scored. */
  readonly withoutTruth: number;
  /** Sizes of pictures, the most frequent first. */
  readonly sizes: readonly Count[];
  readonly groups: number;
  /** Groups with cases in more than one split: what was learned of them may leak into a test. */
  readonly groupsAcrossSplits: readonly string[];
}

export function tallyOf(digests: readonly CaseDigest[]): DatasetTally {
  const shown = digests.filter(({ hidden }) => hidden !== true);
  const names = [...new Set(shown.flatMap(({ attributes }) => Object.keys(attributes)))];
  const splitsOfGroup = new Map<string, Set<Split>>();
  for (const { group, split } of shown) {
    if (group === undefined) continue;
    const known = splitsOfGroup.get(group);
    if (known) known.add(split);
    else splitsOfGroup.set(group, new Set([split]));
  }
  return {
    cases: shown.length,
    hidden: digests.length - shown.length,
    edited: shown.filter(({ edited }) => edited === true).length,
    labels: counted(shown.flatMap(({ labels }) => [...labels])),
    splits: splits
      .map((split) => ({ split, count: shown.filter((digest) => digest.split === split).length }))
      .filter(({ count }) => count > 0),
    attributes: names.map((name) => {
      const values = shown.flatMap(({ attributes }) => attributes[name] ?? []).map(String);
      return { name, values: counted(values), missing: shown.length - values.length };
    }),
    tags: counted(shown.flatMap(({ tags }) => [...(tags ?? [])])),
    truth: truthKinds
      .map((kind) => ({ kind, count: shown.filter(({ truth }) => truth.includes(kind)).length }))
      .filter(({ count }) => count > 0),
    withoutTruth: shown.filter(({ truth }) => truth.length === 0).length,
    sizes: counted(shown.flatMap(({ size }) => (size === undefined ? [] : [`${size[0]} × ${size[1]}`]))),
    groups: splitsOfGroup.size,
    groupsAcrossSplits: [...splitsOfGroup].filter(([, of]) => of.size > 1).map(([group]) => group),
  };
}

/** The most frequent first; of the same number, by name. */
export function counted(values: readonly string[]): Count[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
