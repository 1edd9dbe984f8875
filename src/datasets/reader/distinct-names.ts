import type { CaseDraft } from './reading.ts';

/** Cases each under a name of its own: of several that have the same, the second is `name (2)`, and so on. */
export function withDistinctNames(cases: readonly CaseDraft[]): readonly CaseDraft[] {
  const taken = new Set<string>();
  /** Where to go on counting: thousands of cases may have one name. */
  const counts = new Map<string, number>();
  return cases.map((draft) => {
    let name = draft.name;
    let n = counts.get(draft.name) ?? 1;
    while (taken.has(name)) {
      n += 1;
      name = `${draft.name} (${n})`;
    }
    counts.set(draft.name, n);
    taken.add(name);
    return name === draft.name ? draft : { ...draft, name };
  });
}
