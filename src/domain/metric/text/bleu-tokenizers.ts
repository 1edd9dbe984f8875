import { splitOnWhitespace, strip } from './whitespace.ts';

/** `13a`: mteval-v13a, for western languages. `zh`: Chinese characters apart, the rest as 13a. Both as sacrebleu has them. */
export type BleuTokenizer = '13a' | 'zh';

export function bleuTokens(text: string, tokenizer: BleuTokenizer): string[] {
  return tokenizer === 'zh' ? separated(chineseApart(strip(text))) : separated(` ${plainText(text)} `);
}

/** Line ends and the SGML that mteval knew; the order matters (`&amp;lt;` becomes `<`). */
function plainText(text: string): string {
  return text
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
}

/** Punctuation apart, but for points and commas within numbers and for hyphens not after a digit. */
function separated(line: string): string[] {
  return splitOnWhitespace(
    line
      .replace(/[{-~[-` -&(-+:-@/]/g, ' $& ')
      .replace(/([^0-9])([.,])/gu, '$1 $2 ')
      .replace(/([.,])([^0-9])/gu, ' $1 $2')
      .replace(/([0-9])(-)/g, '$1 $2 '),
  );
}

function chineseApart(line: string): string {
  let apart = '';
  for (const character of line)
    apart += isChinese(character.codePointAt(0) ?? 0) ? ` ${character} ` : character;
  return apart;
}

/**
 * Sacrebleu's ranges as they take effect. Two of them are meant as U+20000 to U+2A6D6 and U+2F800 to U+2FA1D but written
 * with four-digit escapes, so that they cover U+2001 to U+2A6D (dashes, quotation marks, arrows, signs such as U+2265)
 * and U+2F81 to U+2FA1 instead: scores are comparable only if this is kept.
 */
const chineseRanges: readonly (readonly [first: number, last: number])[] = [
  [0x2001, 0x2a6d],
  [0x2e80, 0x2eff],
  [0x2f00, 0x2fdf],
  [0x2ff0, 0x2fff],
  [0x3000, 0x303f],
  [0x3100, 0x312f],
  [0x31a0, 0x31bf],
  [0x31c0, 0x31ef],
  [0x3200, 0x32ff],
  [0x3300, 0x33ff],
  [0x3400, 0x4db5],
  [0x4e00, 0x9fbb],
  [0xf900, 0xfa2d],
  [0xfa30, 0xfa6a],
  [0xfa70, 0xfad9],
  [0xfe10, 0xfe1f],
  [0xfe30, 0xfe4f],
  [0xff00, 0xffef],
];

function isChinese(code: number): boolean {
  return chineseRanges.some(([first, last]) => code >= first && code <= last);
}
