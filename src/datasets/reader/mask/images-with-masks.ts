import { figures } from '../../figures.ts';
import type { FileSource } from '../../container/source.ts';
import { FileUnreadableError } from '../../container/source.ts';
import { baseName, extensionOf, folderOf } from '../../container/path.ts';
import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import { severalHues } from '../../mask/hues.ts';
import { colourNumber, levelsOf, maskPixels } from '../../mask/pixels.ts';
import type { MaskRule } from '../../mask/rule.ts';
import { shadesOf } from '../../mask/shades.ts';
import { isPictureName } from '../../names.ts';
import { labelsOfCases } from '../draft-labels.ts';
import type { FileIndex } from '../file-index.ts';
import { mergeDrafts } from '../merge/drafts.ts';
import { unsaid, type CaseDraft, type Reader, type Reading } from '../reading.ts';
import { labelMapAmong } from './label-map.ts';
import type { MaskPair, Pairing } from './pair-masks.ts';

/** Masks of a label that are looked into before the import, spread over all, to see whether they hold more than one thing. */
const lookedInto = 6;
/** What a mask is of when nothing says it. */
const unnamedMask = 'object';
/** What is told of masks whose meaning no file and no folder says. */
export const unsaidOfMasks = {
  unnamed: `Nothing says what the masks are of: it is called “${unnamedMask}”.`,
  several:
    'The masks hold several values or colours, and nothing says what these mean: they are called by their values.',
} as const;

/**
 * Pictures and masks of the same names: in folders beside one another (`images/a.jpg`, `masks/a.jpg`), in trees of their own, or told by
 * what the name of the mask has besides (`a_segmentation.png`, `a_EX.tif`).
 */
export const imagesWithMasks: Reader = {
  name: 'Images with masks',
  part: 'masks',
  async read(files) {
    const { pairs } = files.masks;
    if (pairs.length === 0) return ofNone(files.masks);
    const named = await labelMapAmong(files.files);
    const rules = named === null ? await rulesOf(pairs, files) : new Map<null, MaskRule>();
    const drafts = pairs.map(({ mask, picture, label }) =>
      draftOf(picture, [{ path: mask, rule: named?.rule ?? ruleFor(label, rules) }]),
    );
    const bare = withoutMask(pairs, files);
    const order = new Map(files.files.map(({ path }, at) => [path, at]));
    const place = ({ images: [first] }: CaseDraft) => order.get(first?.path ?? '') ?? 0;
    const { cases, refused } = mergeDrafts(
      [...drafts, ...bare.map((path) => draftOf(path, []))].sort((a, b) => place(a) - place(b)),
    );
    return {
      ...unsaid,
      reader: this.name,
      understood: understoodOf(pairs, cases.length - bare.length),
      labels: labelsOfCases(cases).map((name) => ({ name, synonyms: [] })),
      notes: [
        ...notesOf(pairs, bare, [...rules.values()]),
        ...(files.masks.instances.length > 0
          ? [
              'Masks that tell one object from the next (SegmentationObject) are left aside: those of classes are read.',
            ]
          : []),
      ],
      cases,
      refused: [...refused, ...faultsOf(files.masks)],
      unnamed: {
        reason: 'no mask is of its name',
        remedy: 'Give its mask the name of the picture, in a folder called masks, if it is meant.',
      },
      used: named === null ? [] : [named.path],
      key: ['images with masks', ...(named === null ? [] : [named.hash])],
    } satisfies Reading;
  },
};

/** Masks alone, which belong to no picture here: they are told, and nothing is read. */
function ofNone(masks: Pairing): Reading | null {
  const refused = faultsOf(masks);
  return refused.length === 0
    ? null
    : {
        ...unsaid,
        reader: imagesWithMasks.name,
        understood:
          'Nothing says what the pictures show: there are masks by their names or folders, and none has the name of a picture.',
        labels: [],
        cases: [],
        refused,
        unnamed: { reason: 'nothing says what it shows', remedy: 'Add a table or a mask of its name.' },
        used: [],
        key: [],
      };
}

/** Without the pictures that have none, where other files say what pictures show. */
export const maskedAlone = (reading: Reading): Reading => ({
  ...reading,
  cases: reading.cases.filter(({ maskFiles }) => maskFiles.length > 0),
  notes: reading.notes.filter((note) => !note.endsWith(ofBare)),
});

const ofBare = 'pictures beside those with masks have none: nothing is known about what they show.';

const draftOf = (picture: string, maskFiles: CaseDraft['maskFiles']): CaseDraft => ({
  name: picture,
  images: [{ path: picture }],
  truth: {},
  maskFiles,
  split: 'none',
  attributes: {},
});

const ruleFor = (label: string | null, rules: ReadonlyMap<string | null, MaskRule>): MaskRule =>
  rules.get(label) ?? { kind: 'shape', label: label ?? unnamedMask };

/** One rule for all masks of a label: a shape, or where some of them hold several things, a map. */
async function rulesOf(
  pairs: readonly MaskPair[],
  files: FileIndex,
): Promise<ReadonlyMap<string | null, MaskRule>> {
  const rules = new Map<string | null, MaskRule>();
  for (const [label, own] of Map.groupBy(pairs, (pair) => pair.label)) {
    const values = new Set<number>();
    const colours = new Set<number>();
    const step = Math.max(1, Math.floor(own.length / lookedInto));
    for (const { mask } of own.filter((_, at) => at % step === 0).slice(0, lookedInto)) {
      const found = await lookInto(files.get(mask));
      for (const value of found.values) if (value !== 0) values.add(value);
      for (const colour of found.colours) colours.add(colour);
    }
    const [by, seen] = colours.size > 0 ? (['colour', colours] as const) : (['value', values] as const);
    rules.set(
      label,
      seen.size > 0
        ? { kind: 'map', by, label, seen: [...seen].sort((a, b) => a - b) }
        : { kind: 'shape', label: label ?? unnamedMask },
    );
  }
  return rules;
}

interface Contents {
  readonly values: readonly number[];
  readonly colours: readonly number[];
}

/** What a mask holds, where it holds more than one thing; only files that need no decoder of the browser's, and are exact, tell. */
async function lookInto(file: FileSource | undefined): Promise<Contents> {
  const nothing: Contents = { values: [], colours: [] };
  if (file === undefined || !/^(?:png|tiff?)$/.test(extensionOf(file.path))) return nothing;
  try {
    const pixels = await maskPixels(await file.read(), file.path, {
      pixels: () => Promise.reject(new TypeError('no decoder here')),
    });
    if (pixels.kind === 'refused' || pixels.lossy) return nothing;
    const levels = levelsOf(pixels);
    const shades = shadesOf(levels, pixels.width, false);
    if (shades.kind === 'areas' && pixels.channels < 3 && pixels.palette === null)
      return { values: shades.levels.map((level) => Math.round((level * pixels.full) / 255)), colours: [] };
    const hues = severalHues(pixels, levels, shades.kind === 'areas' ? 1 : shades.least);
    if (hues.length > 0) return { values: [], colours: hues.map(colourNumber) };
    return shades.kind === 'areas' ? { values: shades.levels, colours: [] } : nothing;
  } catch (error) {
    if (error instanceof FileUnreadableError) return nothing;
    throw error;
  }
}

/** Pictures that lie among those with masks and have none. */
function withoutMask(pairs: readonly MaskPair[], files: FileIndex): string[] {
  const masked = new Set(pairs.map(({ picture }) => picture));
  const folders = new Set(pairs.map(({ picture }) => folderOf(picture)));
  return files.files
    .map(({ path }) => path)
    .filter(
      (path) =>
        isPictureName(path) && folders.has(folderOf(path)) && !masked.has(path) && !files.isMask(path),
    );
}

function understoodOf(pairs: readonly MaskPair[], pictures: number): string {
  const [first] = pairs;
  const masks = pairs.length === 1 ? '1 mask belongs' : `${figures(pairs.length)} masks belong`;
  const names = [...new Set(pairs.flatMap(({ label }) => label ?? []))];
  const meaning =
    names.length === 0
      ? ''
      : `; they are of ${names.slice(0, 6).join(', ')}${names.length > 6 ? ` and ${names.length - 6} more` : ''}`;
  return `${masks} to ${figures(pictures)} ${pictures === 1 ? 'picture' : 'pictures'}, by ${pictures === 1 ? 'its name' : 'their names'} (${baseName(first?.mask ?? '')} to ${baseName(first?.picture ?? '')})${meaning}.`;
}

function notesOf(pairs: readonly MaskPair[], bare: readonly string[], rules: readonly MaskRule[]): string[] {
  const lossy = pairs.filter(({ mask }) => /^(?:jpe?g|jpe|jfif|webp)$/.test(extensionOf(mask))).length;
  return [
    ...(lossy > 0
      ? [
          `${figures(lossy)} masks are in a lossy format: what is at least 128 of 255 in them is taken for what they show.`,
        ]
      : []),
    ...(rules.some(({ kind }) => kind === 'map') ? [unsaidOfMasks.several] : []),
    ...(rules.some((rule) => rule.kind === 'shape' && rule.label === unnamedMask)
      ? [unsaidOfMasks.unnamed]
      : []),
    ...(bare.length > 0 ? [`${figures(bare.length)} ${ofBare}`] : []),
  ];
}

function faultsOf({ single, unclear }: Pairing): RefusedFile[] {
  return [
    ...single.map((path) => ({
      path,
      reason: 'it is a mask by its name or folder, and no picture of its name is here',
      remedy: 'Add the picture, or give both the same name.',
    })),
    ...unclear.map(({ mask, pictures }) => ({
      path: mask,
      reason: `it may be the mask of ${pictures.slice(0, 3).join(' or ')}${pictures.length > 3 ? ` or ${pictures.length - 3} more` : ''}`,
      remedy: 'Put masks and pictures into folders of the same names, or give each a name of its own.',
    })),
  ];
}
