import type { Span } from './sentences.ts';

/** A sentence as the rules read it, with the way back to the text. */
export interface PlainSentence {
  /** Without markup, and with single spaces for line ends and runs of white space. */
  readonly plain: string;
  /** The stretch of the whole text that a stretch of `plain` stands for. */
  readonly original: (span: Span) => Span;
}

/** Reports of language models come in Markdown, and those of archives are wrapped: neither must part the words of a phrase. */
export function plainSentence(text: string, { start, end }: Span): PlainSentence {
  let plain = '';
  const positions: number[] = [];
  for (let i = start; i < end; i++) {
    const character = text.charAt(i);
    const isGap = /[\s*_#`|>]/.test(character);
    if (isGap && (plain === '' || plain.endsWith(' '))) continue;
    plain += isGap ? ' ' : character;
    positions.push(i);
  }
  return {
    plain,
    original: (span) => ({
      start: positions[span.start] ?? start,
      end: (positions[span.end - 1] ?? end - 1) + 1,
    }),
  };
}
