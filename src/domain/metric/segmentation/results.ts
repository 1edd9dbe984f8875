/** Segmentation figures over cases, and by label. */
import type { LabelledMask, RunLengthMask } from '../../dataset/truth.ts';
import type { Size } from '../../geometry/boxes.ts';
import type { Overlap } from '../../geometry/mask-sets.ts';
import { overlapOf, unionOf } from '../../geometry/mask-sets.ts';
import { maskFromCounts } from '../../geometry/rle.ts';
import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import type { RatioOverCases } from '../detection/ratio-over-cases.ts';
import { meanOverCases, ratioResults } from '../detection/ratio-over-cases.ts';
import type { ResultsByLabel } from '../detection/results.ts';
import type { MetricDefinition } from '../metric.ts';
import { signatureOf } from '../metric.ts';
import * as define from './definitions.ts';
import type { EmptyMaskRules, MaskFigures, PixelSize } from './mask-figures.ts';
import { maskFigures, usualEmptyRules } from './mask-figures.ts';

export interface SegmentationCase {
  readonly truth: readonly LabelledMask[];
  readonly predicted: readonly LabelledMask[];
  /** Of the image, in pixels: what an absent mask is an empty mask of. */
  readonly size: Size;
  /** Millimetres a pixel, `[row, column]`, where known. */
  readonly pixelSpacing?: readonly [row: number, column: number] | undefined;
  /** Cases of one group are resampled together. */
  readonly group?: string | undefined;
}

export interface MaskOptions {
  readonly unit: 'pixels' | 'millimetres';
  readonly emptyRules?: EmptyMaskRules;
}

export interface SegmentationOptions extends BootstrapOptions, MaskOptions {
  /** Further choices that the caller made, for the signatures: what counts as an answer. */
  readonly choices?: Readonly<Record<string, string | number | boolean>>;
}

/** What one case amounts to: its figures label by label, and their means over the labels for which they are defined. */
export interface CaseMaskFigures {
  readonly byLabel: readonly MaskFigures[];
  readonly mean: MaskFigures;
  /** One for each label. */
  readonly overlaps: readonly Overlap[];
}

/**
 * The figures of one case. Masks of one label are joined; a label without a mask has an empty one.
 *
 * @throws RangeError where a mask is malformed or of another size than the image.
 */
export function caseMaskFigures(
  { truth, predicted, size, pixelSpacing }: SegmentationCase,
  labels: readonly string[],
  { unit, emptyRules = usualEmptyRules }: MaskOptions,
): CaseMaskFigures {
  const pixelSize = pixelSizeOf(unit, pixelSpacing);
  const pairs = labels.map((label) => [joined(truth, label, size), joined(predicted, label, size)] as const);
  const byLabel = pairs.map(([a, b]) => maskFigures(a, b, pixelSize, emptyRules));
  return { byLabel, mean: meanFigures(byLabel), overlaps: pairs.map(([a, b]) => overlapOf(a, b)) };
}

/** The figures over all cases, and by label. Undefined ones are left out of a mean, and its n says how many cases are in it. */
export function segmentationResults(
  cases: readonly SegmentationCase[],
  labels: readonly string[],
  options: SegmentationOptions,
): ResultsByLabel {
  const figures = cases.map((one) => caseMaskFigures(one, labels, options));
  const overall = [
    ...meansOf(
      figures.map(({ mean }) => mean),
      options,
      { averaging: 'mean over labels, then over cases' },
    ),
    pooledDice(
      figures.map(({ overlaps }) => overlaps),
      options,
      {},
    ),
  ];
  const single = labels.map((label, index) => [
    ...meansOf(
      figures.map(({ byLabel }) => byLabel[index] ?? null),
      options,
      { averaging: 'mean over cases', label },
    ),
    pooledDice(
      figures.map(({ overlaps }) => overlaps.slice(index, index + 1)),
      options,
      { label },
    ),
  ]);
  const results = ratioResults(
    [...overall, ...single.flat()],
    cases.map(({ group }) => group),
    options,
  );
  const rows = [overall, ...single].map(
    (row, at) =>
      new Map(
        results
          .slice(at * overall.length, at * overall.length + row.length)
          .map((result) => [result.signature.metric, result] as const),
      ),
  );
  return { overall: rows[0] ?? new Map(), byLabel: rows.slice(1) };
}

function pixelSizeOf(unit: MaskOptions['unit'], spacing: SegmentationCase['pixelSpacing']): PixelSize {
  if (unit === 'pixels') return 'pixels';
  return spacing ? { row: spacing[0], column: spacing[1] } : null;
}

function joined(masks: readonly LabelledMask[], label: string, { width, height }: Size): RunLengthMask {
  const empty = maskFromCounts([width * height], width, height);
  return unionOf([empty, ...masks.filter((mask) => mask.label === label).map(({ mask }) => mask)]);
}

function meanFigures(byLabel: readonly MaskFigures[]): MaskFigures {
  const mean = (id: keyof MaskFigures) => {
    const values = byLabel.flatMap((figures) => figures[id] ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return {
    dice: mean('dice'),
    'mask-iou': mean('mask-iou'),
    'mask-sensitivity': mean('mask-sensitivity'),
    'mask-precision': mean('mask-precision'),
    'mask-specificity': mean('mask-specificity'),
    'pixel-accuracy': mean('pixel-accuracy'),
    hausdorff: mean('hausdorff'),
    'hausdorff-95': mean('hausdorff-95'),
    assd: mean('assd'),
    'area-difference': mean('area-difference'),
    'relative-area-difference': mean('relative-area-difference'),
  };
}

const figureDefinitions: readonly (readonly [id: keyof MaskFigures, definition: MetricDefinition])[] = [
  ['dice', define.dice],
  ['mask-iou', define.maskIou],
  ['mask-sensitivity', define.maskSensitivity],
  ['mask-precision', define.maskPrecision],
  ['mask-specificity', define.maskSpecificity],
  ['pixel-accuracy', define.pixelAccuracy],
  ['hausdorff', define.hausdorff],
  ['hausdorff-95', define.hausdorff95],
  ['assd', define.assd],
  ['area-difference', define.areaDifference],
  ['relative-area-difference', define.relativeAreaDifference],
];

type Choices = Readonly<Record<string, string | number | boolean>>;

function meansOf(
  figures: readonly (MaskFigures | null)[],
  options: SegmentationOptions,
  choices: Choices,
): RatioOverCases[] {
  return figureDefinitions.map(([id, definition]) =>
    meanOverCases(
      signatureOf(definition, { ...choicesFor(definition, options), ...choices, ...options.choices }),
      figures.map((one) => one?.[id] ?? null),
      'no case has this figure',
    ),
  );
}

/** The unit and the empty-mask rule, where they bear on the figure. */
export function choicesFor(definition: MetricDefinition, options: MaskOptions): Choices {
  const { unit, emptyRules = usualEmptyRules } = options;
  const { overlapOfBothEmpty, distanceOfBothEmpty, distanceOfOneEmpty } = emptyRules;
  switch (definition) {
    case define.dice:
    case define.maskIou:
      return { oneEmpty: 0, bothEmpty: overlapOfBothEmpty ?? 'undefined' };
    case define.hausdorff:
    case define.hausdorff95:
    case define.assd:
      return {
        unit,
        oneEmpty: distanceOfOneEmpty ?? 'undefined',
        bothEmpty: distanceOfBothEmpty ?? 'undefined',
      };
    case define.areaDifference:
      return { unit: unit === 'pixels' ? 'square pixels' : 'mm²' };
    default:
      return {};
  }
}

function pooledDice(
  overlaps: readonly (readonly Overlap[])[],
  options: SegmentationOptions,
  choices: Choices,
): RatioOverCases {
  const sums = overlaps.map((list) => {
    const both = list.reduce((sum, overlap) => sum + overlap.both, 0);
    const single = list.reduce((sum, { onlyFirst, onlySecond }) => sum + onlyFirst + onlySecond, 0);
    return { above: 2 * both, below: 2 * both + single };
  });
  return {
    signature: signatureOf(define.pooledDice, { ...choices, ...options.choices }),
    numerators: sums.map(({ above }) => above),
    denominators: sums.map(({ below }) => below),
    n: overlaps.length,
    whenUndefined: 'every mask of every case is empty',
  };
}
