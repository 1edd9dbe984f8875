import type { LabelledMask } from '../../domain/dataset/truth.ts';
import { encodeMask, maskArea } from '../../domain/geometry/rle.ts';
import { refusal, type Refusal } from '../refusal.ts';
import type { MaskPixels } from './decoded.ts';
import { severalHues } from './hues.ts';
import { colourNumber, colourOfNumber, coloursOf, levelsOf, opacityOf, valuesOf } from './pixels.ts';
import { areaName, type MaskRule } from './rule.ts';
import { half, shadesOf } from './shades.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The masks in the pixels of a file, in the size of their picture. Of several areas, those without a pixel are left
 * out: the picture does not show them. Refused where the size is not the picture's or the pixels do not fit the rule.
 */
export function readMasks(
  pixels: MaskPixels,
  rule: MaskRule,
  picture: Size,
): readonly LabelledMask[] | Refusal {
  if (rule.kind === 'shape') return shape(pixels, rule, picture);
  if (!isOfSize(pixels, picture)) return misfit(pixels, picture);
  switch (rule.kind) {
    case 'above': {
      const { label, least } = rule;
      if (least === undefined && !pixels.lossy)
        return [maskOf(label, valuesOf(pixels), (value) => value > 0, picture)];
      const from = least ?? half;
      return [maskOf(label, levelsOf(pixels), (level) => level >= from, picture, cutAt(from, pixels.lossy))];
    }
    case 'map':
      return map(pixels, rule, picture);
    case 'values': {
      const values = valuesOf(pixels);
      return areas(
        values,
        rule.areas.map(({ label, values: own }) => ({ label, codes: own })),
        rule.background,
        rule.others,
        { lossy: pixels.lossy, distance: (a, b) => Math.abs(a - b), inWords: String, what: 'value' },
        picture,
      );
    }
    case 'numbered':
    case 'segments':
      return refusal(
        'it is a picture, and was said to be a label map of a volume or a DICOM segmentation',
        'Name the label map or the segmentation.',
      );
    case 'colours':
      return areas(
        coloursOf(pixels),
        rule.areas.map(({ label, colours }) => ({ label, codes: colours.map(colourNumber) })),
        rule.background.map(colourNumber),
        rule.others,
        {
          lossy: pixels.lossy,
          distance: colourDistance,
          inWords: (code) => `(${colourOfNumber(code).join(', ')})`,
          what: 'colour',
        },
        picture,
      );
  }
}

/** More areas than that are no map of meanings but a picture. */
const mostAreas = 64;

function map(
  pixels: MaskPixels,
  rule: Extract<MaskRule, { readonly kind: 'map' }>,
  picture: Size,
): LabelledMask[] | Refusal {
  if (pixels.lossy) {
    return refusal(
      'the mask is a lossy file with areas of several values, and nothing says which values these are',
      'Save it as PNG from its source, or describe its values in a dataset.json.',
    );
  }
  const codes = rule.by === 'value' ? valuesOf(pixels) : coloursOf(pixels);
  const present = new Set<number>();
  let last = 0;
  for (const code of codes) {
    if (code === last) continue;
    last = code;
    present.add(code);
    if (present.size > mostAreas + 1) {
      return refusal(
        `the mask has more than ${mostAreas} ${rule.by}s, too many to be meanings`,
        'Check that it is a mask.',
      );
    }
  }
  present.delete(0);
  return [...present]
    .sort((a, b) => a - b)
    .map((code) => maskOf(areaName(rule, code), codes, (value) => value === code, picture));
}

const cutAt = (least: number, lossy: boolean): string[] => [
  `${lossy ? 'a lossy file' : 'a file with shades'}: what is at least ${least} of 255 was taken for it`,
];

const isOfSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

const misfit = (mask: Size, picture: Size): Refusal =>
  refusal(
    `the mask has ${mask.width} x ${mask.height} pixels, its picture ${picture.width} x ${picture.height}`,
    'Save the mask in the size of its picture.',
  );

interface Corner {
  readonly x: number;
  readonly y: number;
}

function shape(
  pixels: MaskPixels,
  { label, corner }: { readonly label: string; readonly corner?: Corner },
  picture: Size,
): LabelledMask[] | Refusal {
  const isPart = !isOfSize(pixels, picture);
  if (isPart && corner === undefined) return misfit(pixels, picture);
  const inside = insideOf(pixels);
  if (inside.kind === 'refused') return inside;
  if (!isPart || corner === undefined)
    return [maskOf(label, inside.bitmap, (value) => value > 0, picture, inside.changes)];
  const whole = placed({ ...inside, width: pixels.width, height: pixels.height }, corner, picture);
  return 'kind' in whole
    ? whole
    : [maskOf(label, whole.bitmap, (value) => value > 0, picture, [...inside.changes, ...whole.changes])];
}

interface Inside {
  readonly kind: 'inside';
  /** 1 where the shape is. */
  readonly bitmap: Uint8Array;
  readonly changes: readonly string[];
}

function insideOf(pixels: MaskPixels): Inside | Refusal {
  const opacity = opacityOf(pixels);
  const levels = opacity ?? levelsOf(pixels);
  const shades = shadesOf(levels, pixels.width, pixels.lossy);
  if (shades.kind === 'areas' && opacity === null) {
    return refusal(
      `the mask has areas of the values ${shades.levels.join(', ')}, and nothing says which of them is what`,
      'Save a mask for each label, or describe the values in a dataset.json.',
    );
  }
  const least = shades.kind === 'areas' ? half : shades.least;
  const hues = opacity === null ? severalHues(pixels, levels, least) : [];
  if (hues.length > 0) {
    return refusal(
      `the mask has areas of several colours (${hues
        .slice(0, 4)
        .map((colour) => colour.join(' '))
        .join(', ')}), and nothing says which of them is what`,
      'Save a mask for each label.',
    );
  }
  const bitmap = new Uint8Array(levels.length);
  for (let at = 0; at < bitmap.length; at += 1) if ((levels[at] ?? 0) >= least) bitmap[at] = 1;
  const isCut = shades.kind !== 'two' || (pixels.lossy && opacity === null);
  return { kind: 'inside', bitmap, changes: isCut ? cutAt(least, pixels.lossy) : [] };
}

/** A bitmap of what is inside, 1, in a picture of `size` where its upper left corner lies at `corner`. */
function placed(
  { bitmap, width, height }: Size & { readonly bitmap: Uint8Array },
  { x, y }: Corner,
  picture: Size,
): { readonly bitmap: Uint8Array; readonly changes: readonly string[] } | Refusal {
  const [left, top] = [Math.round(x), Math.round(y)];
  if (left >= picture.width || top >= picture.height || left + width <= 0 || top + height <= 0) {
    return refusal(
      `the part of ${width} x ${height} pixels lies at ${x}, ${y}, beside its picture of ${picture.width} x ${picture.height}`,
      'Correct the place, in pixels of this picture.',
    );
  }
  const whole = new Uint8Array(picture.width * picture.height);
  for (let row = Math.max(0, -top); row < height && top + row < picture.height; row += 1)
    for (let column = Math.max(0, -left); column < width && left + column < picture.width; column += 1)
      whole[(top + row) * picture.width + left + column] = bitmap[row * width + column] ?? 0;
  const overhangs = left < 0 || top < 0 || left + width > picture.width || top + height > picture.height;
  return {
    bitmap: whole,
    changes: [
      ...(left !== x || top !== y ? [`placed at whole pixels: ${left}, ${top} for ${x}, ${y}`] : []),
      ...(overhangs ? ['cut at the edge of the picture'] : []),
    ],
  };
}

interface Codes {
  readonly lossy: boolean;
  readonly distance: (a: number, b: number) => number;
  readonly inWords: (code: number) => string;
  readonly what: 'value' | 'colour';
}

function areas(
  pixels: Uint16Array | Uint32Array,
  wanted: readonly { readonly label: string; readonly codes: readonly number[] }[],
  background: readonly number[],
  others: Extract<MaskRule, { readonly kind: 'values' }>['others'],
  { lossy, distance, inWords, what }: Codes,
  picture: Size,
): LabelledMask[] | Refusal {
  const known = [...new Set([...wanted.flatMap(({ codes }) => codes), ...background])];
  if (lossy && others === 'nothing') {
    return refusal(
      `a lossy picture has no exact values, so the pixels of ${wanted.map(({ codes }) => codes.map(inWords).join(', ')).join(', ')} cannot be found`,
      'Save the mask as PNG.',
    );
  }
  // What a code stands for: itself, or in a lossy file the nearest of those that are known.
  const meaning = new Map<number, number>(known.map((code) => [code, code]));
  const strange = new Map<number, number>();
  let nearby = 0;
  let last = -1;
  for (const code of pixels) {
    // Most pixels are as the one before: they are not looked up again.
    if (code === last) continue;
    last = -1;
    if (meaning.get(code) === code) {
      last = code;
      continue;
    }
    if (lossy) {
      if (!meaning.has(code)) meaning.set(code, nearest(code, known, distance));
      nearby += 1;
    } else if (others !== 'nothing') strange.set(code, (strange.get(code) ?? 0) + 1);
  }
  if (others === 'refused' && strange.size > 0) {
    const [first] = [...strange].sort((a, b) => b[1] - a[1]);
    const [code, count] = first ?? [0, 0];
    return refusal(
      `the mask has ${count} pixels of the ${what} ${inWords(code)}, which is none of those it should have (${known.map(inWords).join(', ')})`,
      'Take the file as it was published, or decline the recipe.',
    );
  }
  const lost = [...strange.values()].reduce((sum, count) => sum + count, 0);
  const changes = [
    ...(nearby > 0
      ? [`a lossy file: the nearest ${what} was taken of ${known.map(inWords).join(', ')}`]
      : []),
    ...(lost > 0
      ? [
          `${lost} pixels of no known ${what} left out (${[...strange.keys()].slice(0, 4).map(inWords).join(', ')})`,
        ]
      : []),
  ];
  return wanted.flatMap(({ label, codes }) => {
    const own = new Set([...meaning].flatMap(([code, stands]) => (codes.includes(stands) ? [code] : [])));
    const found = maskOf(label, pixels, (code) => own.has(code), picture, changes);
    return maskArea(found.mask) > 0 ? [found] : [];
  });
}

function nearest(code: number, known: readonly number[], distance: Codes['distance']): number {
  let best = known[0] ?? code;
  for (const other of known) if (distance(code, other) < distance(code, best)) best = other;
  return best;
}

function colourDistance(a: number, b: number): number {
  const [red, green, blue] = colourOfNumber(a);
  const [otherRed, otherGreen, otherBlue] = colourOfNumber(b);
  return (red - otherRed) ** 2 + (green - otherGreen) ** 2 + (blue - otherBlue) ** 2;
}

function maskOf(
  label: string,
  values: ArrayLike<number>,
  inside: (value: number) => boolean,
  { width, height }: Size,
  changes: readonly string[] = [],
): LabelledMask {
  const bitmap = new Uint8Array(width * height);
  let last = -1;
  let within = false;
  for (let at = 0; at < bitmap.length; at += 1) {
    const value = values[at] ?? 0;
    if (value !== last) {
      last = value;
      within = inside(value);
    }
    if (within) bitmap[at] = 1;
  }
  return { label, mask: encodeMask(bitmap, width, height), ...(changes.length > 0 && { changes }) };
}
