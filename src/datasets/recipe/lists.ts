import type { Split } from '../../domain/dataset/dataset.ts';
import { baseName } from '../container/path.ts';
import type { FileSource } from '../container/source.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { readMatching, type MatchingTexts } from './matching-texts.ts';
import type { SplitList } from './recipe.ts';

export interface ReadLists extends MatchingTexts {
  /** Split by the name of a picture, without its folder. */
  readonly splits: ReadonlyMap<string, Split>;
}

/** Reads the files that list, line by line, the pictures of a split. A name in two lists has the split of the first. */
export async function readLists(
  rules: readonly SplitList[],
  files: readonly FileSource[],
): Promise<ReadLists> {
  const splits = new Map<string, Split>();
  const read = await readMatching(rules, files, (text, { split }) => {
    for (const line of text.split(/\r?\n/)) {
      const name = baseName(line.trim());
      if (name !== '' && !splits.has(name)) splits.set(name, split);
    }
  });
  return { splits, ...read };
}

/** A case's split by the name of its first picture; what no list names keeps its own. */
export function withSplit(draft: CaseDraft, splits: ReadonlyMap<string, Split>): CaseDraft {
  const split = splits.get(baseName(draft.images[0]?.path ?? ''));
  return split === undefined ? draft : { ...draft, split };
}
