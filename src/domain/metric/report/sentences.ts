/** A stretch of a text: `[start, end)` in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Sentences of a report, in English or Chinese, without white space around them. They end at `.`, `!`, `?` and their
 * Chinese forms, but not within numbers and after common abbreviations; at blank lines; and at a line end that is followed
 * by a capital, a digit or a bullet (other line ends are taken for wrapping).
 */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(boundary)) {
    const end = match.index + match[0].length;
    if (match[0] === '.' && isWithin(text, match.index)) continue;
    push(spans, text, start, end);
    start = end;
  }
  push(spans, text, start, text.length);
  return spans;
}

const boundary = /[.!?。！？]|\n(?=[^\S\n]*(?:\n|[A-Z0-9•*-]|\p{Script=Han}))/gu;

/** Characters after which a text without punctuation is cut at a space, so that the work stays in proportion to it. */
const longest = 800;

/** Is the point part of a number, an initial or an abbreviation? */
function isWithin(text: string, index: number): boolean {
  const next = text[index + 1] ?? ' ';
  if (/\d/.test(next) && /\d/.test(text[index - 1] ?? '')) return true;
  // `apex.There` ends a sentence, `e.g` does not.
  if (/[a-z]/.test(next)) return true;
  return /(?:^|[^a-z])(?:vs|dr|mr|mrs|ms|st|approx|e\.g|i\.e|resp|fig|no)$/i.test(
    text.slice(Math.max(0, index - 8), index),
  );
}

function push(spans: Span[], text: string, start: number, end: number): void {
  let from = start;
  while (end - from > longest) {
    const space = text.slice(from, from + longest).search(/\s\S*$/);
    const to = from + (space > 0 ? space : longest);
    pushTrimmed(spans, text, from, to);
    from = to;
  }
  pushTrimmed(spans, text, from, end);
}

function pushTrimmed(spans: Span[], text: string, start: number, end: number): void {
  const stretch = text.slice(start, end);
  const before = stretch.length - stretch.trimStart().length;
  const length = stretch.trim().length;
  if (length > 0) spans.push({ start: start + before, end: start + before + length });
}
