import type { Side } from '../dataset/truth.ts';
import { foldCharacters } from './fold.ts';

/** A side as stated, and whose: the patient's, or that of the picture on the screen. */
export interface StatedSide {
  readonly side: Side;
  /** `unstated`: as asked, of the patient. */
  readonly of: 'patient' | 'image' | 'unstated';
}

/** `facing`: the patient faces the viewer, so that the picture's left is her right. `as seen`: the picture's left is the patient's left. */
export type View = 'facing' | 'as seen';

interface Mention extends StatedSide {
  readonly at: number;
}

const both =
  /\b(?:bilateral(?:ly)?|both (?:sides|lungs|lung fields|hemithoraces|eyes|lobes|bases)|left and right|right and left)\b|双侧|两侧|左右两?侧|双肺|两肺/u;
const middle = /\b(?:midline|in the middle|median|central(?:ly)?)\b|中线|正中/u;
const mention =
  /(?<owner>patient\s?s?|anatomic(?:al)?|image\s?s?|picture\s?s?|viewer\s?s?|observer\s?s?|screen|患者|病人|图像|图片|画面)?[\s-]{0,3}(?<side>\b(?:left|right)(?:[\s-]?(?:sided|hand|most))?\b|左|右)(?:[\s-]{0,2}侧?(?:[\s-]?(?:side|half|part|portion|hand side|edge))?\s{0,2}\(?(?:of|in|on)\s(?:the\s)?(?<later>patient|image|picture|radiograph|film|screen|x\s?-?\s?ray|photo(?:graph)?)\b)?/gu;

/**
 * The side that a text names. A side of the patient counts before one of the picture ("the left of the image, the patient's right"). null where
 * it names none; `ambiguous` where it names both without saying that it means both.
 */
export function sideIn(text: string): StatedSide | 'ambiguous' | null {
  const folded = foldCharacters(text.slice(0, 2000));
  if (both.test(folded)) return { side: 'bilateral', of: 'unstated' };
  const mentions = [...folded.matchAll(mention)].map(asMention);
  for (const owner of ['patient', 'unstated', 'image'] as const) {
    const own = mentions.filter((one) => one.of === owner);
    const sides = new Set(own.map(({ side }) => side));
    const [only] = own;
    if (only === undefined) continue;
    return sides.size > 1 ? 'ambiguous' : { side: only.side, of: owner };
  }
  return middle.test(folded) ? { side: 'midline', of: 'unstated' } : null;
}

/** The side of the patient, with a step where it was stated of the picture. */
export function sideOfPatient(
  { side, of }: StatedSide,
  view: View,
): { readonly side: Side; readonly steps: readonly string[] } {
  if (of !== 'image' || side === 'bilateral' || side === 'midline') return { side, steps: [] };
  const turned = view === 'as seen' ? side : side === 'left' ? 'right' : 'left';
  return { side: turned, steps: [`${side} of the image read as ${turned} of the patient`] };
}

function asMention(found: RegExpExecArray): Mention {
  const { owner = '', side = '', later = '' } = found.groups ?? {};
  const isLeft = side.startsWith('left') || side === '左';
  return {
    side: isLeft ? 'left' : 'right',
    of: ownerOf(owner) ?? ownerOf(later) ?? 'unstated',
    at: found.index,
  };
}

function ownerOf(word: string): 'patient' | 'image' | null {
  if (/^(?:patient|anatomic|患者|病人)/u.test(word)) return 'patient';
  return word === '' ? null : 'image';
}
