import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { FileUnreadableError, type FileSource } from '../container/source.ts';
import { decodeText } from '../reader/encoding.ts';
import { refusedFile } from '../refusal.ts';
import { matcher } from './recipe.ts';

/** Which files were read, and which could not be. */
export interface MatchingTexts {
  readonly used: readonly string[];
  readonly refused: readonly RefusedFile[];
}

/** Tells `take` the text of every file whose path a rule's pattern matches, rule by rule. */
export async function readMatching<Rule extends { readonly pattern: string }>(
  rules: readonly Rule[],
  files: readonly FileSource[],
  take: (text: string, rule: Rule, path: string) => void,
): Promise<MatchingTexts> {
  const used: string[] = [];
  const refused: RefusedFile[] = [];
  for (const rule of rules) {
    const expression = matcher(rule.pattern);
    for (const file of files.filter(({ path }) => expression.test(path))) {
      try {
        take(decodeText(await file.read()), rule, file.path);
        used.push(file.path);
      } catch (error) {
        if (!(error instanceof FileUnreadableError)) throw error;
        refused.push(refusedFile(file.path, { reason: error.message, remedy: error.remedy }));
      }
    }
  }
  return { used, refused };
}
