import type { Split } from './dataset.ts';
import { folded, type CaseDigest, type TruthKind } from './digest.ts';

/** Which cases of a data set to list; all given conditions hold. Hidden cases are listed only where they are asked for. */
export interface CaseFilter {
  readonly split?: Split;
  readonly label?: string;
  /** Cases with this value of this attribute. */
  readonly attribute?: { readonly name: string; readonly value: string };
  /** Cases that have truth of this kind. */
  readonly truth?: TruthKind;
  /** Cases that have none of this kind; `all`: of no kind. */
  readonly missing?: TruthKind | 'all';
  readonly tag?: string;
  /** Every one of its words stands somewhere in the case's name, texts, labels or attributes. */
  readonly text?: string;
  readonly group?: string;
  /** Changed since the import. */
  readonly edited?: true;
  /** Hidden cases alone. */
  readonly hidden?: true;
}

export function matches(filter: CaseFilter, digest: CaseDigest): boolean {
  const { split, label, attribute, truth, missing, tag, text, group, edited, hidden } = filter;
  return (
    (hidden === true) === (digest.hidden === true) &&
    (split === undefined || digest.split === split) &&
    (label === undefined || digest.labels.includes(label)) &&
    (attribute === undefined || String(digest.attributes[attribute.name] ?? '') === attribute.value) &&
    (truth === undefined || digest.truth.includes(truth)) &&
    (missing === undefined ||
      (missing === 'all' ? digest.truth.length === 0 : !digest.truth.includes(missing))) &&
    (tag === undefined || (digest.tags ?? []).includes(tag)) &&
    (group === undefined || digest.group === group) &&
    (edited === undefined || digest.edited === true) &&
    (text === undefined || wordsOf(text).every((word) => digest.words.includes(word)))
  );
}

const wordsOf = (text: string): readonly string[] =>
  folded(text)
    .split(/\s+/)
    .filter((word) => word !== '');
