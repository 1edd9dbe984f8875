import type { LabelMatch, LabelMatcher } from './labels.ts';
import { afterAnswerMarker } from './reasoning.ts';
import { withoutRefusal } from './refusal.ts';

/** Where in a prose answer a label was looked for, and what was found there. */
export interface ProseMatch {
  readonly match: LabelMatch;
  /** The piece of text that decided. */
  readonly from: string;
  /** The text without the clauses that decline. */
  readonly body: string;
  readonly steps: readonly string[];
}

/**
 * The one label that a prose answer gives, looked for where models state it, in this order: after the last `Answer:` or its like; a first or
 * last line that is nothing but a label; the first item of a numbered list; emphasised text; anywhere. null where the text only declines.
 */
export function singleLabelInProse(text: string, matcher: LabelMatcher): ProseMatch | null {
  const { text: body, evidence } = withoutRefusal(text);
  if (evidence !== null && body === '') return null;
  const declined = evidence === null ? [] : ['declining words left out'];
  const found = (match: LabelMatch, from: string, ...steps: string[]): ProseMatch => ({
    match,
    from,
    body,
    steps: [...declined, ...steps],
  });

  const marked = afterAnswerMarker(body);
  if (marked !== null) {
    const sentence = firstSentence(marked);
    const match = matcher.match(sentence);
    if (match.kind === 'match') return found(match, sentence, 'answer after its marker taken');
    const line = matcher.match(marked);
    if (line.kind !== 'none') return found(line, marked, 'answer after its marker taken');
  }
  const alone = loneLines(body, matcher);
  if (alone !== null) return found(alone.match, alone.line);
  const [first] = rankedItems(body);
  if (first !== undefined) {
    const match = matcher.match(first);
    if (match.kind === 'match') return found(match, first, 'first of a numbered list taken');
  }
  const favoured = matcher.match(mostLikely(body) ?? '');
  if (favoured.kind === 'match') return found(favoured, favoured.label, 'label called most likely taken');
  const bold = [...body.matchAll(/\*\*([^*\n]{1,80})\*\*/gu)].map((piece) => piece[1] ?? '');
  const emphasised = new Set(bold.map((piece) => matcher.exact(piece)).filter((label) => label !== null));
  const [only, ...others] = [...emphasised];
  if (only !== undefined && others.length === 0 && !matcher.mentions(body).denied.includes(only)) {
    return found({ kind: 'match', label: only, how: 'exact' }, only, 'emphasised label taken');
  }
  return found(matcher.match(body), body);
}

/** Items of a numbered list that counts up from 1, in order; empty where there are fewer than two. */
export function rankedItems(text: string): readonly string[] {
  const items: string[] = [];
  for (const [, number, item] of text.matchAll(
    /^[ \t*_#>-]{0,6}(\d{1,2})[.)、．:][ \t]{0,4}([^\n]{1,500})$/gmu,
  )) {
    if (Number(number) === items.length + 1) items.push((item ?? '').trim());
  }
  return items.length >= 2 ? items : [];
}

/** What a text calls most likely, up to the end of the clause. */
function mostLikely(body: string): string | null {
  const found =
    /\b(?:most (?:likely|consistent with|compatible with|suggestive of|probable|probably)|best (?:fits|described as|classified as|explained by)|I (?:would )?(?:favou?r|choose|select|go with))\b([^.,;:\n(]{2,100})/iu.exec(
      body,
    );
  return (
    found?.[1] ?? /最(?:可能|符合)(?:的诊断)?(?:为|是|的是)?([^，。；\n]{1,40})/u.exec(body)?.[1] ?? null
  );
}

function firstSentence(line: string): string {
  return /^.{1,500}?(?=[.;。；！!](?:\s|$|\p{Script=Han})|$)/u.exec(line)?.[0] ?? line;
}

/** A first or last line that is a label and nothing else; where both are and differ, neither. */
function loneLines(
  body: string,
  matcher: LabelMatcher,
): { readonly match: LabelMatch; readonly line: string } | null {
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  const named = [lines[0] ?? '', lines.at(-1) ?? ''].map((line) => ({ line, label: matcher.exact(line) }));
  const [first, last] = named;
  if (first?.label == null)
    return last?.label == null ? null : { match: asMatch(last.label), line: last.line };
  if (last?.label != null && last.label !== first.label) {
    return {
      match: { kind: 'ambiguous', labels: [first.label, last.label] },
      line: `${first.line} … ${last.line}`,
    };
  }
  return { match: asMatch(first.label), line: first.line };
}

function asMatch(label: string): LabelMatch {
  return { kind: 'match', label, how: 'exact' };
}
