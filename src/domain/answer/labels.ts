import type { LabelDefinition } from '../dataset/dataset.ts';
import { squash, tokensOf, wordsOf } from './fold.ts';
import type { Token } from './fold.ts';
import { isNegated } from './negation.ts';

/** What a piece of text says in terms of a set of labels. */
export type LabelMatch =
  | {
      readonly kind: 'match';
      readonly label: string;
      readonly how: 'exact' | 'synonym' | 'letter' | 'contained';
    }
  | { readonly kind: 'ambiguous'; readonly labels: readonly string[] }
  /** Labels are named only to be denied. */
  | { readonly kind: 'denied'; readonly labels: readonly string[] }
  | { readonly kind: 'none' };

export interface LabelMatcher {
  readonly names: readonly string[];
  /** The one label that a short text names: by name, synonym, option letter, else by unambiguous mention. */
  match(text: string): LabelMatch;
  /** By name or synonym alone; nothing is searched for inside the text. */
  exact(text: string): string | null;
  /** Every label that a text mentions, in the order of first mention: affirmed, and named only to be denied. */
  mentions(text: string): { readonly affirmed: readonly string[]; readonly denied: readonly string[] };
}

interface Phrase {
  readonly label: string;
  readonly words: readonly string[];
}

/**
 * Recognises labels in text. Names come first, then synonyms; a synonym that two labels share names neither alone and is ambiguous.
 * Throws RangeError when two labels have the same name once case and punctuation are set aside, or a name has no letters or digits.
 */
export function labelMatcher(labels: readonly LabelDefinition[]): LabelMatcher {
  const names = new Map<string, string>();
  for (const { name } of labels) {
    const key = squash(name);
    if (key === '') throw new RangeError(`The label "${name}" has no letters or digits: rename it.`);
    const same = names.get(key);
    if (same !== undefined) {
      throw new RangeError(
        `The labels "${same}" and "${name}" differ only in case or punctuation: merge or rename them.`,
      );
    }
    names.set(key, name);
  }
  const synonyms = new Map<string, Set<string>>();
  const phrases: Phrase[] = labels.map(({ name }) => ({ label: name, words: wordsOf(name) }));
  for (const { name, synonyms: others } of labels) {
    for (const other of [...others, ...negativeForms(name)]) {
      const key = squash(other);
      if (key === '' || names.has(key)) continue;
      const sharing = synonyms.get(key) ?? new Set();
      sharing.add(name);
      synonyms.set(key, sharing);
      phrases.push({ label: name, words: wordsOf(other) });
    }
  }
  const index = byFirstWord(phrases);

  const exactly = (text: string): LabelMatch => {
    const key = squash(text);
    const name = names.get(key);
    if (name !== undefined) return { kind: 'match', label: name, how: 'exact' };
    const sharing = [...(synonyms.get(key) ?? [])];
    const [only] = sharing;
    if (only === undefined) return { kind: 'none' };
    if (sharing.length > 1) return { kind: 'ambiguous', labels: sharing };
    return { kind: 'match', label: only, how: 'synonym' };
  };
  const mentions = (text: string) => mentionsIn(tokensOf(text), index);

  return {
    names: labels.map(({ name }) => name),
    exact(text) {
      const found = exactly(text);
      return found.kind === 'match' ? found.label : null;
    },
    mentions,
    match(text) {
      const whole = exactly(text);
      if (whole.kind !== 'none') return whole;
      const { affirmed, denied } = mentions(text);
      const letter = optionLetter(text, labels);
      if (letter !== null && affirmed.every((name) => name === letter)) {
        return { kind: 'match', label: letter, how: 'letter' };
      }
      const [only, ...more] = letter === null ? affirmed : [letter, ...affirmed];
      if (only === undefined)
        return denied.length > 0 ? { kind: 'denied', labels: denied } : { kind: 'none' };
      if (more.length > 0) return { kind: 'ambiguous', labels: [only, ...more] };
      return { kind: 'match', label: only, how: 'contained' };
    },
  };
}

/** Why a text names no single label, as a sentence for the person. */
export function explainNoMatch(match: Exclude<LabelMatch, { kind: 'match' }>, text: string): string {
  const shown = quoted(text);
  switch (match.kind) {
    case 'ambiguous':
      return `Names more than one label: ${match.labels.join(' and ')}, in ${shown}`;
    case 'denied':
      return `Names ${match.labels.join(' and ')} only to deny it, in ${shown}`;
    case 'none':
      return `Names none of the labels: ${shown}`;
  }
}

/** The first 80 characters of a text on one line, in quotation marks. */
export function quoted(text: string): string {
  const line = text.slice(0, 400).replace(/\s+/gu, ' ').trim();
  return line.length > 80 ? `"${line.slice(0, 79)}…"` : `"${line}"`;
}

/** `B`, `(B)`, `B.`, `Option B`, `B) effusion`; null where there is no such option. Letters count in the order of the labels. */
export function optionLetter(text: string, labels: readonly { readonly name: string }[]): string | null {
  const found =
    /^[\s"'*(（[]*(?:(?:option|choice|选项|选)\s*)?[("'[（]?([A-Za-zＡ-Ｚ])(?=["'*)）\]]*(?:$|\s*$|[.:)）、．：]|\*))/iu.exec(
      text.slice(0, 200),
    );
  const letter = found?.[1]?.normalize('NFKC').toUpperCase();
  if (letter === undefined) return null;
  return labels[letter.charCodeAt(0) - 65]?.name ?? null;
}

/** `Non-Glaucoma` is also `no glaucoma`, `not glaucoma`, `no evidence of glaucoma`. */
function negativeForms(name: string): readonly string[] {
  const [first, ...rest] = wordsOf(name);
  if (rest.length === 0 || !['non', 'no', 'not', 'without'].includes(first ?? '')) return [];
  const what = rest.join(' ');
  return ['non', 'no', 'not', 'without', 'no evidence of', 'no sign of', 'absence of', 'negative for'].map(
    (form) => `${form} ${what}`,
  );
}

function byFirstWord(phrases: readonly Phrase[]): ReadonlyMap<string, readonly Phrase[]> {
  const index = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const [first] = phrase.words;
    if (first === undefined) continue;
    const list = index.get(first) ?? [];
    list.push(phrase);
    index.set(first, list);
  }
  // The longest phrase is tried first: `bacterial pneumonia` before `bacterial`.
  for (const list of index.values()) list.sort((a, b) => b.words.length - a.words.length);
  return index;
}

const polar = new Set(['yes', 'no', '是', '否', '有', '无']);

function mentionsIn(
  tokens: readonly Token[],
  index: ReadonlyMap<string, readonly Phrase[]>,
): { affirmed: readonly string[]; denied: readonly string[] } {
  const found: { labels: readonly string[]; start: number; end: number }[] = [];
  for (let at = 0; at < tokens.length;) {
    const here = (index.get(tokens[at]?.text ?? '') ?? []).filter((phrase) => standsAt(tokens, at, phrase));
    const length = here[0]?.words.length ?? 0;
    if (length === 0) {
      at += 1;
      continue;
    }
    const labels = here.filter(({ words }) => words.length === length).map(({ label }) => label);
    // A single word for yes or no (`present`, `对`) is an answer only where the text begins with it, or holds little else.
    const isPolar = length === 1 && labels.some((label) => polar.has(squash(label)));
    if (at === 0 || !isPolar || tokens.length <= 4) found.push({ labels, start: at, end: at + length });
    at += length;
  }
  const affirmed = new Set<string>();
  const denied = new Set<string>();
  for (const [order, { labels, start, end }] of found.entries()) {
    const next = found[order + 1]?.start ?? tokens.length;
    const into = isNegated(tokens, start, end, next) ? denied : affirmed;
    for (const label of labels) into.add(label);
  }
  return { affirmed: [...affirmed], denied: [...denied].filter((label) => !affirmed.has(label)) };
}

function standsAt(tokens: readonly Token[], at: number, { words }: Phrase): boolean {
  return words.every((word, offset) => tokens[at + offset]?.text === word);
}
