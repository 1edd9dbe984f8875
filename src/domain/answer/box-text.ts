import type { BoxConvention } from '../task/task.ts';
import type { WrittenBox } from './boxes.ts';
import { numbersIn } from './numbers.ts';

/** A box written in prose, and the words that go with it. */
export interface TextBox extends WrittenBox {
  /** Words before it, back to the box before or the line's beginning. */
  readonly before: string;
  /** Words after it, up to the next box or the line's end. */
  readonly after: string;
  /** Where the notation fixes it, whatever the model's convention: `<loc0512>` counts in 1,024ths. */
  readonly unit?: BoxConvention['unit'];
}

const number = String.raw`[-−]?(?:\d{1,7}(?:\.\d{0,12})?|\.\d{1,12})`;
const gap = String.raw`\s{0,4}`;
/** `[a, b, c, d]`, `(a,b),(c,d)`, `[[a, b, c, d]]`, `{<a><b><c><d>}`, `<loc0001><loc0002><loc0003><loc0004>`. */
const group = new RegExp(
  [
    String.raw`(?:<loc\d{4}>${gap}){4}`,
    String.raw`\{(?:<\d{1,4}>${gap}){4}\}`,
    String.raw`[[(]{1,2}${gap}${number}${gap},${gap}${number}${gap}(?:[\])]${gap},?${gap}[[(]|,)${gap}${number}${gap},${gap}${number}${gap}[\])]{1,2}`,
  ].join('|'),
  'gu',
);

/** The boxes that stand in prose, in the notations of Qwen, InternVL, PaliGemma, MiniGPT and plain lists, in order. */
export function boxesInText(text: string): readonly TextBox[] {
  const found = [...text.matchAll(group)].slice(0, 500);
  return found.flatMap((match, order): readonly TextBox[] => {
    const [a, b, c, d] = numbersIn(match[0]);
    if (a === undefined || b === undefined || c === undefined || d === undefined) return [];
    const previous = found[order - 1];
    const start = previous === undefined ? 0 : previous.index + previous[0].length;
    const end = found[order + 1]?.index ?? text.length;
    const before = text
      .slice(Math.max(start, match.index - 300), match.index)
      .split('\n')
      .filter(hasWords)
      .at(-1);
    const after = text
      .slice(match.index + match[0].length, end)
      .slice(0, 300)
      .split('\n')[0];
    const words = { before: withoutTags(before ?? ''), after: withoutTags(after ?? '') };
    // PaliGemma writes y before x, in 1,024ths of the image.
    if (match[0].startsWith('<loc')) {
      return [
        { numbers: [a / 1024, b / 1024, c / 1024, d / 1024], order: 'yxyx', unit: 'fraction', ...words },
      ];
    }
    return [{ numbers: [a, b, c, d], ...words }];
  });
}

function hasWords(line: string): boolean {
  return /\p{L}/u.test(withoutTags(line));
}

function withoutTags(text: string): string {
  return text
    .replace(/<\|?\/?[\w]{1,20}\|?>/gu, ' ')
    .replace(/[<>|{}]/gu, ' ')
    .trim();
}
