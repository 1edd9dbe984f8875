import type { RefusedFile, Split } from '../../domain/dataset/dataset.ts';
import { baseName } from '../container/path.ts';
import { FileUnreadableError, type FileSource } from '../container/source.ts';
import { decodeText } from '../reader/encoding.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { refusedFile } from '../refusal.ts';
import { matcher, type SplitList } from './recipe.ts';

export interface ReadLists {
  /** Split by the name of a picture, without its folder. */
  readonly splits: ReadonlyMap<string, Split>;
  readonly used: readonly string[];
  readonly refused: readonly RefusedFile[];
}

/** Reads the files that list, line by line, the pictures of a split. A name in two lists has the split of the first. */
export async function readLists(
  rules: readonly SplitList[],
  files: readonly FileSource[],
): Promise<ReadLists> {
  const splits = new Map<string, Split>();
  const used: string[] = [];
  const refused: RefusedFile[] = [];
  for (const { pattern, split } of rules) {
    const expression = matcher(pattern);
    for (const file of files.filter(({ path }) => expression.test(path))) {
      try {
        for (const line of decodeText(await file.read()).split(/\r?\n/)) {
          const name = baseName(line.trim());
          if (name !== '' && !splits.has(name)) splits.set(name, split);
        }
        used.push(file.path);
      } catch (error) {
        if (!(error instanceof FileUnreadableError)) throw error;
        refused.push(refusedFile(file.path, { reason: error.message, remedy: error.remedy }));
      }
    }
  }
  return { splits, used, refused };
}

/** A case's split by the name of its first picture; what no list names keeps its own. */
export function withSplit(draft: CaseDraft, splits: ReadonlyMap<string, Split>): CaseDraft {
  const split = splits.get(baseName(draft.images[0]?.path ?? ''));
  return split === undefined ? draft : { ...draft, split };
}
