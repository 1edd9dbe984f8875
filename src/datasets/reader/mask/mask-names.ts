import { baseName, withoutExtension } from '../../container/path.ts';
import { splitOfWord } from '../../names.ts';

/** `leftMask_01` -> left, mask, 01. */
export const wordsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)|(\d)(\p{L})/gu, '$1$3 $2$4')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const ofMasks =
  /^(?:masks?|masque|segm?|segs|segmentations?|segmented|groundtruths?|gts?|annotations?|annot?|matte|silhouettes?)$/;
/** Said of pictures as well as of masks: only beside pictures of the same names they are masks. `1stHO`: the first human observer. */
const perhapsOfMasks = /^(?:labels?|manual|truths?|roi|contours?|(?:st|nd|rd)?ho)$/;
const ofPictures = /^(?:images?|imgs?|originals?|inputs?|photos?|pictures?|raw|scans?|frames?|jpegimages)$/;

/** Whether a name in small letters can hold any of these words; quick, and not the last word. */
export const maySayMask = (stem: string): boolean =>
  /mask|masq|seg|gt|anno|matte|silhouette|truth|label|manual|roi|contour|lesion|[dht]ho$/.test(stem);

const isGroundTruth = (words: readonly string[]): boolean =>
  words.some((word, at) => word === 'ground' && /^truths?$/.test(words[at + 1] ?? ''));

/** Whether words say that what is called so is a mask. */
export const sayMask = (words: readonly string[]): boolean =>
  words.some((word) => ofMasks.test(word)) || isGroundTruth(words);
export const sayPerhapsMask = (words: readonly string[]): boolean =>
  sayMask(words) || words.some((word) => perhapsOfMasks.test(word));
const sayPicture = (words: readonly string[]): boolean => words.some((word) => ofPictures.test(word));

/** Words that name no thing that a mask could be of: what it is, of which part of the set, which number, which size. */
const isIdle = (word: string): boolean =>
  ofMasks.test(word) ||
  perhapsOfMasks.test(word) ||
  ofPictures.test(word) ||
  /^(?:ground|all|data|dataset|set|trainval|task|part|binary|bw|png|jpe?g|tiff?|bmp|gif|color|colour|colored|endo|seq|sequences?|videos?|of|the|and|files?|\d+)$/.test(
    word,
  ) ||
  /^(?:[a-z]|st|nd|rd|ho)$/.test(word) ||
  (splitOfWord(word) !== null && word !== 'none');

/** What is left of words when those that say nothing are taken away: `2. All Segmentation Groundtruths` -> nothing. */
export const tellingWords = (words: readonly string[]): readonly string[] =>
  words.filter((word) => !isIdle(word));

/**
 * What the folder of a picture says of it, the innermost that says anything: masks lie in `images/GroundTruth`, pictures in
 * `A. Segmentation/Original Images`.
 */
export function sayFolders(path: string): 'mask' | 'perhaps a mask' | 'picture' | null {
  const folders = path.split('/').slice(0, -1).reverse();
  for (const folder of folders) {
    const words = wordsOf(folder);
    if (sayMask(words)) return 'mask';
    if (sayPicture(words)) return 'picture';
    if (sayPerhapsMask(words)) return 'perhaps a mask';
  }
  return null;
}

/** A file's name without its ending, in one form. */
export const stemOf = (path: string): string =>
  withoutExtension(baseName(path)).normalize('NFC').toLowerCase();

/**
 * Beginnings of a name, each with what follows, the longest first: `ISIC_0000001_segmentation` is itself, then
 * `ISIC_0000001` with `segmentation`.
 */
export function* beginningsOf(stem: string): Generator<{ readonly stem: string; readonly rest: string }> {
  yield { stem, rest: '' };
  for (let at = stem.length - 1; at > 0; at -= 1) {
    if (!/[-_ .()]/.test(stem.charAt(at))) continue;
    yield { stem: stem.slice(0, at), rest: stem.slice(at + 1) };
  }
}

/** Names under which a picture's masks may speak of it: its own, and that without what says it is a picture. */
export function namesOfPicture(path: string): string[] {
  const stem = stemOf(path);
  const names = [stem];
  const bare =
    /^(.+?)[-_ ](?:image|img|orig|original|raw|photo|training|train|test|validation|val|endo)$/.exec(
      stem,
    )?.[1];
  if (bare !== undefined) names.push(bare);
  const numbered = /^[a-z]+[-_ ]?(\d+.*)$/.exec(stem)?.[1];
  if (numbered !== undefined) names.push(`#${numbered}`);
  return names;
}

/** As `namesOfPicture` of a mask's own: `mask_001` may belong to `image_001`, or `bus_001` (BUS-BRA). */
export function nameOfNumber(stem: string): string | null {
  const number = /^(?:masks?|seg|segmentation|gt|label|annotation)[-_ ]?(\d+.*)$/.exec(stem)?.[1];
  return number === undefined ? null : `#${number}`;
}

/** `mask_sub-S09340` -> `sub-S09340`: what stands after the word for a mask; null where none stands before. */
export const nameAfterMask = (stem: string): string | null =>
  /^(?:masks?|seg|segmentation|gt|label|annotation)[-_ ](.+)$/.exec(stem)?.[1] ?? null;
