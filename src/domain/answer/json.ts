import { jsonrepair } from 'jsonrepair';

/** A JSON value found in a text, with what was done to read it. */
export interface FoundJson {
  readonly value: unknown;
  readonly steps: readonly string[];
}

interface Piece {
  readonly text: string;
  readonly steps: readonly string[];
}

/** Longest piece that is repaired: repair of hostile text may take quadratic time. */
const longestRepair = 20_000;
/** At most this many pieces of a text are tried, from its end. */
const mostPieces = 32;

/**
 * The JSON values of a text, best first, lazily: the whole text; then fenced blocks and balanced objects or arrays from the last to the
 * first; then the same repaired (unquoted keys, single quotes, trailing commas, comments, Python's True and None); then what begins at the
 * first brace and was cut off. Takes time linear in the length of the text.
 */
export function* jsonIn(text: string): Generator<FoundJson> {
  const whole = parse(text.trim());
  if (whole !== undefined) {
    yield { value: unwrapped(whole), steps: [] };
    return;
  }
  const pieces = piecesOf(text);
  const unreadable: Piece[] = [];
  for (const piece of pieces) {
    const value = parse(piece.text);
    if (value === undefined) unreadable.push(piece);
    else yield { value, steps: piece.steps };
  }
  for (const piece of unreadable) {
    const value = repaired(piece.text);
    if (value !== undefined) yield { value, steps: [...piece.steps, 'JSON repaired'] };
  }
  const open = text.search(/[{[]/u);
  if (open >= 0) {
    const value = repaired(text.slice(open));
    if (value !== undefined) {
      yield { value, steps: [...(open > 0 ? [around] : []), 'JSON repaired: cut off or unbalanced'] };
    }
  }
}

const around = 'text around the JSON left out';

function parse(text: string): unknown {
  if (!/^[{["]/u.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** Some servers send the JSON as a JSON string. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return parse(value.trim()) ?? value;
}

function repaired(text: string): unknown {
  if (text.length > longestRepair) return undefined;
  try {
    return parse(jsonrepair(text));
  } catch {
    // jsonrepair gives up with an error on what it cannot mend, and recursion may end the stack on deep nesting.
    return undefined;
  }
}

/** Fenced blocks, then balanced spans, each from the last to the first, the outer ones only. */
function piecesOf(text: string): readonly Piece[] {
  const fenced: Piece[] = [];
  for (const block of text.matchAll(/```[\w-]{0,20}[ \t]{0,8}\r?\n?([^`]*)(?:```|$)/gu)) {
    const inside = block[1]?.trim() ?? '';
    if (!/^[{[]/u.test(inside)) continue;
    const alone = text.trim().length === block[0].trim().length;
    fenced.push({ text: inside, steps: alone ? ['code fence removed'] : ['code fence removed', around] });
  }
  // Quotes may be unbalanced in the prose around: where minding strings finds nothing, braces alone are counted.
  const minding = balancedSpans(text, true);
  const spans = minding.length > 0 ? minding : balancedSpans(text, false);
  const balanced = spans.map(([start, end]) => ({ text: text.slice(start, end), steps: [around] }));
  const pieces = new Map<string, Piece>();
  for (const piece of [...fenced.toReversed(), ...balanced.toReversed()]) {
    if (!pieces.has(piece.text)) pieces.set(piece.text, piece);
  }
  return [...pieces.values()].slice(0, mostPieces);
}

/** Outermost `{…}` and `[…]` in one pass; an opening brace that never closes does not hide the ones inside it. */
function balancedSpans(
  text: string,
  mindStrings: boolean,
): readonly (readonly [start: number, end: number])[] {
  const open: { readonly at: number; readonly closes: string }[] = [];
  const spans: (readonly [number, number])[] = [];
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
      continue;
    }
    if (character === '{') open.push({ at, closes: '}' });
    else if (character === '[') open.push({ at, closes: ']' });
    else if (character === '"') inString = mindStrings && open.length > 0;
    else if (character === '}' || character === ']') {
      const last = open.at(-1);
      if (last?.closes !== character) continue;
      open.pop();
      while ((spans.at(-1)?.[0] ?? -1) > last.at) spans.pop();
      spans.push([last.at, at + 1]);
    }
  }
  return spans;
}
