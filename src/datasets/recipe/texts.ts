import type { AttributeValue } from '../../domain/dataset/dataset.ts';
import type { ReportText } from '../../domain/dataset/truth.ts';
import { baseName, withoutExtension } from '../container/path.ts';
import type { FileSource } from '../container/source.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { reportOf } from '../reader/report/sections.ts';
import { readMatching, type MatchingTexts } from './matching-texts.ts';
import { matcher, type TextBeside } from './recipe.ts';

/** What a text says of the picture of its name. */
interface Told {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly report?: ReportText;
}

export interface ReadTexts extends MatchingTexts {
  /** By the name of a picture, without folder and ending. */
  readonly told: ReadonlyMap<string, Told>;
}

/** Reads the text files that lie beside pictures, each about the one of its name. What an expression does not find is left out. */
export async function readTexts(
  rules: readonly TextBeside[],
  files: readonly FileSource[],
): Promise<ReadTexts> {
  const told = new Map<string, Told>();
  const read = await readMatching(rules, files, (text, rule, path) => {
    told.set(stemOf(path), toldBy(text, rule));
  });
  return { told, ...read };
}

function toldBy(text: string, { attributes, findings }: TextBeside): Told {
  const find = (pattern: string) => matcher(pattern).exec(text)?.[1]?.trim() ?? '';
  const written = findings === undefined ? '' : find(findings);
  const report =
    written === '' ? undefined : reportOf([{ heading: 'findings', kind: 'findings', text: written }]);
  return {
    attributes: Object.fromEntries(
      Object.entries(attributes)
        .map(([name, pattern]): readonly [string, string] => [name, find(pattern)])
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [name, /^\d{1,9}$/.test(value) ? Number(value) : value.toLowerCase()]),
    ),
    ...(report !== undefined && { report }),
  };
}

/** A case with what the text of its first picture says; what files say of it already stays. */
export function withText(draft: CaseDraft, told: ReadonlyMap<string, Told>): CaseDraft {
  const text = told.get(stemOf(draft.images[0]?.path ?? ''));
  if (text === undefined) return draft;
  const report = draft.truth.report ?? text.report;
  return {
    ...draft,
    truth: { ...draft.truth, ...(report !== undefined && { report }) },
    attributes: { ...text.attributes, ...draft.attributes },
  };
}

/** What of the texts decides how cases are read, for the identity of the data set. */
export const keyOf = (told: ReadonlyMap<string, Told>) =>
  [...told].map(([stem, { attributes, report }]) => [stem, { ...attributes }, report?.findings ?? null]);

const stemOf = (path: string): string => withoutExtension(baseName(path)).normalize('NFC').toLowerCase();
