import { baseName, folderOf, withoutExtension } from '../../container/path.ts';
import {
  beginningsOf,
  maySayMask,
  nameAfterMask,
  nameOfNumber,
  namesOfPicture,
  sayFolders,
  sayMask,
  sayPerhapsMask,
  stemOf,
  tellingWords,
  wordsOf,
} from './mask-names.ts';
import { foldersOf, PictureNames } from './nearby.ts';

/** A mask and the picture that it lies on. */
export interface MaskPair {
  readonly mask: string;
  readonly picture: string;
  /** What it is of, by the names of its file and folders; null where these do not say. */
  readonly label: string | null;
}

export interface Pairing {
  readonly pairs: readonly MaskPair[];
  /** Masks by their folder or name that belong to no picture here. */
  readonly single: readonly string[];
  /** Masks that may belong to several pictures, which are named. */
  readonly unclear: readonly { readonly mask: string; readonly pictures: readonly string[] }[];
  /** Masks of Pascal VOC that tell one object from the next beside those that tell their classes: no truth that we keep. */
  readonly instances: readonly string[];
}

/**
 * Tells masks from pictures by the names of their folders and files, and finds the picture of each: one of the same
 * name (`masks/a.png`, `images/a.jpg`), or one whose name the mask's begins with (`a_segmentation.png`, `a_EX.tif`). Of
 * several of a name, that whose folders have most in common with the mask's.
 *
 * @param pictures the paths of all pictures
 * @param mayBeMask of a picture's path
 */
export function pairMasks(
  pictures: readonly string[],
  mayBeMask: (path: string) => boolean = () => true,
): Pairing {
  const said = folderWords(pictures);
  const isPlain = (path: string) => (said.get(path) ?? 'picture') === 'picture' || !mayBeMask(path);
  const names = new PictureNames();
  for (const path of pictures)
    if (isPlain(path)) for (const name of namesOfPicture(path)) names.add(name, path);
  const candidates = pictures.filter(mayBeMask).flatMap((mask) => {
    const found = nameOf(mask, said.get(mask) ?? null, names);
    return found === null ? [] : [{ mask, ...found }];
  });
  // What is itself a mask has none: `a_mask_1.png` belongs to `a.png`, not to `a_mask.png`.
  const masks = new Set(candidates.map(({ mask }) => mask));
  const pairs: (MaskPair & { readonly kind: string })[] = [];
  const unclear: { mask: string; pictures: readonly string[] }[] = [];
  const single = pictures.filter((path) => said.get(path) === 'mask' && !masks.has(path) && mayBeMask(path));
  for (const { mask, name, rest } of candidates) {
    const [picture, ...more] = names.closest(name, mask, (path) => !masks.has(path));
    if (picture === undefined) single.push(mask);
    else if (more.length > 0) unclear.push({ mask, pictures: [picture, ...more] });
    else pairs.push({ mask, picture, label: labelOf(mask, rest, picture), kind: kindOf(mask, rest) });
  }
  const instances = instancesAmong(pairs);
  return {
    pairs: toldApart(pairs.filter(({ mask }) => !instances.has(mask))),
    single,
    unclear,
    instances: [...instances],
  };
}

/** `SegmentationObject/a.png` of a picture that has `SegmentationClass/a.png`, as Pascal VOC and CVAT lay them out. */
function instancesAmong(pairs: readonly MaskPair[]): ReadonlySet<string> {
  const isIn = (path: string, folder: string) => baseName(folderOf(path)).toLowerCase() === folder;
  const withClasses = new Set(
    pairs.flatMap(({ mask, picture }) => (isIn(mask, 'segmentationclass') ? [picture] : [])),
  );
  return new Set(
    pairs.flatMap(({ mask, picture }) =>
      isIn(mask, 'segmentationobject') && withClasses.has(picture) ? [mask] : [],
    ),
  );
}

/** What a mask is called that nothing names: by what its name has besides the picture's, or by its folder. */
const kindOf = (mask: string, rest: string): string =>
  wordsOf(rest)
    .filter((word) => !/^\d+$/.test(word))
    .join(' ') || baseName(folderOf(mask));

/** Where one picture has masks of several kinds that nothing names (`1st_manual`, `mask`), each is called by its kind: they are not one. */
function toldApart(pairs: readonly (MaskPair & { readonly kind: string })[]): MaskPair[] {
  const kinds = Map.groupBy(
    pairs.filter(({ label }) => label === null),
    ({ picture }) => picture,
  );
  const areSeveral = [...kinds.values()].some((own) => new Set(own.map(({ kind }) => kind)).size > 1);
  return pairs.map(({ kind, label, ...pair }) => ({ ...pair, label: label ?? (areSeveral ? kind : null) }));
}

type FolderWord = ReturnType<typeof sayFolders>;

/** Where every picture lies under a folder that speaks of masks, that folder is one of the whole set and says nothing. */
function folderWords(pictures: readonly string[]): ReadonlyMap<string, FolderWord> {
  const byFolder = new Map<string, FolderWord>();
  const sayOnce = (path: string): FolderWord => {
    const folder = folderOf(path);
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const word = sayFolders(path);
    byFolder.set(folder, word);
    return word;
  };
  const said = new Map(pictures.map((path) => [path, sayOnce(path)]));
  const someArePlain = pictures.some((path) => (said.get(path) ?? 'picture') === 'picture');
  return someArePlain ? said : new Map();
}

/** The name of the picture that a mask may belong to, with what its own has besides; null for what is no mask. */
function nameOf(
  path: string,
  folder: FolderWord,
  names: PictureNames,
): { readonly name: string; readonly rest: string } | null {
  const stem = stemOf(path);
  const inFolder = folder === 'mask' || folder === 'perhaps a mask';
  // Most pictures are none, and are not looked at letter by letter.
  if (!inFolder && !maySayMask(stem)) return null;
  for (const { stem: name, rest } of beginningsOf(stem)) {
    if (!names.has(name)) continue;
    const words = wordsOf(rest);
    // Outside a folder of masks, the name itself must say that it is one.
    if (inFolder || sayMask(words)) return { name, rest };
    if (rest !== '' && (sayPerhapsMask(words) || isLesionOf(path, rest))) return { name, rest };
  }
  const after = nameAfterMask(stem);
  if (after !== null && names.has(after)) return { name: after, rest: '' };
  const number = nameOfNumber(stem);
  return number !== null && names.has(number) ? { name: number, rest: '' } : null;
}

/** `IMD003_lesion/IMD003_lesion.bmp`, as PH2 has it: nothing else of either name lies there. */
const isLesionOf = (path: string, rest: string): boolean =>
  rest === 'lesion' && baseName(folderOf(path)).toLowerCase() === stemOf(path);

/** What the name has besides the picture's, else a folder of masks or in one, where the picture lies in none of that name. */
function labelOf(mask: string, rest: string, picture: string): string | null {
  const own = labelIn(withoutExtension(baseName(mask)).normalize('NFC').slice(-rest.length));
  if (rest !== '' && own !== null) return own;
  const ofPicture = new Set(foldersOf(picture));
  for (const folder of folderOf(mask).split('/').reverse()) {
    if (!ofPicture.has(folder.toLowerCase()) && !/\d{2}/.test(folder)) {
      const label = labelIn(folder);
      if (label !== null) return label;
    }
    if (sayPerhapsMask(wordsOf(folder))) return null;
  }
  return null;
}

/** `3. Hard Exudates` -> hard exudates; an abbreviation stays as it is written. */
function labelIn(name: string): string | null {
  const telling = tellingWords(wordsOf(name));
  if (telling.length === 0 || telling.length > 3) return null;
  const abbreviation = /(?:^|[^\p{L}])(\p{Lu}{2,4})(?:$|[^\p{L}])/u.exec(name)?.[1];
  return telling.length === 1 && abbreviation?.toLowerCase() === telling[0]
    ? (abbreviation ?? null)
    : telling.join(' ');
}
