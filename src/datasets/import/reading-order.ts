import type { FileSource } from '../container/source.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { pathsOf } from './prepare-case.ts';

/** A case with its place among all. */
export type PlacedCase = readonly [ordinal: number, draft: CaseDraft];

/**
 * The cases in the order in which they are read fastest: those of an archive as their files lie in it, archives and
 * loose files as they come. Each keeps its own place in the data set.
 */
export function inReadingOrder(
  cases: readonly CaseDraft[],
  fileOf: (path: string) => FileSource | undefined,
): readonly PlacedCase[] {
  const archives = new Map<Blob, number>();
  const placed = cases.map((draft, ordinal) => {
    const [path] = pathsOf(draft);
    const lies = path === undefined ? undefined : fileOf(path)?.lies;
    if (lies === undefined) return { placed: [ordinal, draft] as const, archive: -1, at: ordinal };
    const archive = archives.get(lies.archive) ?? archives.size;
    archives.set(lies.archive, archive);
    return { placed: [ordinal, draft] as const, archive, at: lies.at };
  });
  return placed.sort((a, b) => a.archive - b.archive || a.at - b.at).map((each) => each.placed);
}
