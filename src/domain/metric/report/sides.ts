import type { Lexicon, SidePattern } from './lexicon.ts';
import type { Span } from './sentences.ts';

export type ReportSide = SidePattern['side'];

interface SideWord extends Span {
  readonly side: ReportSide;
}

/**
 * The side of a finding in its sentence: that of the side words between the finding before and it, else of those after it in
 * the same phrase. Left and right together are bilateral. Undefined where neither stretch has any.
 *
 * @param previousEnd end of the mention before, 0 for the first
 * @param nextStart start of the mention after, the sentence's length for the last
 */
export function sideOf(
  sentence: string,
  mention: Span,
  previousEnd: number,
  nextStart: number,
  { sides, sideEnd, terminator }: Lexicon,
): ReportSide | undefined {
  const words = sideWords(sentence, sides);
  const rest = sentence.slice(mention.end);
  const ends = [rest.search(sideEnd), rest.search(terminator)].filter((at) => at >= 0);
  const phraseEnd = Math.min(nextStart, ...ends.map((at) => mention.end + at));
  const before = words.filter(({ start, end }) => start >= previousEnd && end <= mention.end);
  const after = words.filter(({ start, end }) => start >= mention.end && end <= phraseEnd);
  return unite(before.map(({ side }) => side)) ?? unite(after.map(({ side }) => side));
}

/** One side for several: left with right is bilateral. */
export function unite(sides: readonly ReportSide[]): ReportSide | undefined {
  const [first] = sides;
  return sides.every((side) => side === first) ? first : 'bilateral';
}

/** Side words that are not part of a longer one (`right and left`). */
function sideWords(sentence: string, patterns: readonly SidePattern[]): SideWord[] {
  const words = patterns.flatMap(({ side, pattern }) =>
    Array.from(sentence.matchAll(pattern), (match) => ({
      side,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
  return words.filter(
    (one) =>
      !words.some(
        (other) =>
          other.start <= one.start && other.end >= one.end && other.end - other.start > one.end - one.start,
      ),
  );
}
