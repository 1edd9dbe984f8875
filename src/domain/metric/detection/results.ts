/** Detection figures over images that need no confidence; they come before those that do. */
import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import type { CaseWeights, Measure as WeightedMeasure } from '../measure.ts';
import type { MetricDefinition, MetricResult } from '../metric.ts';
import { signatureOf } from '../metric.ts';
import * as define from './definitions.ts';
import type { DetectionCase, PredictedBox, TrueBox } from './detection-case.ts';
import type { MatchRule } from './matching.ts';
import { bestOverlaps, matchBoxes } from './matching.ts';
import { pointingHits } from './pointing.ts';
import type { RatioOverCases } from './ratio-over-cases.ts';
import { ratioMeasure, ratioResults } from './ratio-over-cases.ts';

export interface DetectionOptions extends BootstrapOptions, MatchRule {
  /** In pixels; default 0. */
  readonly pointingTolerance?: number;
  /** Further choices that the caller made, for the signatures: what counts as an answer. */
  readonly choices?: Readonly<Record<string, string | number | boolean>>;
}

export interface ResultsByLabel {
  /** By metric id. */
  readonly overall: ReadonlyMap<string, MetricResult>;
  /** One for each label, in their order: by metric id. */
  readonly byLabel: readonly ReadonlyMap<string, MetricResult>[];
}

/** What one image amounts to; sums of these are the figures. */
export interface BoxCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  /** Over the true boxes. */
  readonly iouSum: number;
  readonly giouSum: number;
  readonly pointingHits: number;
  readonly pointingTargets: number;
}

export function countBoxes(
  truth: readonly TrueBox[],
  predicted: readonly PredictedBox[],
  rule: MatchRule & Pick<DetectionOptions, 'pointingTolerance'>,
): BoxCounts {
  const { matches, missed, invented } = matchBoxes(truth, predicted, rule);
  const overlaps = bestOverlaps(truth, predicted, rule);
  const pointing = pointingHits(truth, predicted, rule.pointingTolerance);
  return {
    truePositives: matches.length,
    falsePositives: invented.length,
    falseNegatives: missed.length,
    iouSum: overlaps.reduce((sum, { iou }) => sum + iou, 0),
    giouSum: overlaps.reduce((sum, { giou }) => sum + giou, 0),
    pointingHits: pointing.filter(({ hit }) => hit).length,
    pointingTargets: pointing.length,
  };
}

/** The figures of one image by metric id, null where undefined. */
export function caseFigures(counts: BoxCounts): Record<string, number | null> {
  return Object.fromEntries(
    measures.map(({ definition, above, below }) => {
      const divisor = below(counts);
      return [definition.id, divisor === 0 ? null : above(counts) / divisor];
    }),
  );
}

/**
 * The figures over all images, and those of each label by itself (boxes of other labels left out).
 *
 * @throws RangeError for an IoU threshold that is not above 0 and at most 1.
 */
export function detectionResults(
  cases: readonly DetectionCase[],
  labels: readonly string[],
  options: DetectionOptions,
): ResultsByLabel {
  const all = ratiosOf(cases, options, {});
  const single = labels.map((label) =>
    ratiosOf(
      cases.map(({ truth, predicted }) => ({
        truth: truth.filter((box) => box.label === label),
        predicted: predicted.filter((box) => box.label === label),
      })),
      options,
      { label },
    ),
  );
  const groups = cases.map(({ group }) => group);
  const results = ratioResults([...all, ...single.flat()], groups, options);
  const mapAt = (row: number) =>
    new Map(
      measures.flatMap(({ definition }, i) => {
        const result = results[row * measures.length + i];
        return result ? [[definition.id, result] as const] : [];
      }),
    );
  return { overall: mapAt(0), byLabel: labels.map((_, index) => mapAt(index + 1)) };
}

/** The figures over all images as measures of weighted images. */
export function detectionMeasures(
  cases: readonly DetectionCase[],
  options: Omit<DetectionOptions, keyof BootstrapOptions>,
): readonly WeightedMeasure<CaseWeights>[] {
  const groups = cases.map(({ group }) => group);
  const ratios = ratiosOf(cases, options, {});
  return measures.flatMap(({ definition }, i) => {
    const ratio = ratios[i];
    return ratio ? [ratioMeasure(ratio, definition, groups)] : [];
  });
}

interface Measure {
  readonly definition: MetricDefinition;
  readonly above: (counts: BoxCounts) => number;
  readonly below: (counts: BoxCounts) => number;
  readonly isShare: boolean;
  readonly whenUndefined: string;
}

const nothingToFind = 'there is nothing to be found';

const measures: readonly Measure[] = [
  {
    definition: define.detectionF1,
    above: ({ truePositives }) => 2 * truePositives,
    below: ({ truePositives, falsePositives, falseNegatives }) =>
      2 * truePositives + falsePositives + falseNegatives,
    isShare: false,
    whenUndefined: 'there is neither a true nor a predicted box',
  },
  {
    definition: define.detectionSensitivity,
    above: ({ truePositives }) => truePositives,
    below: truthTotal,
    isShare: true,
    whenUndefined: nothingToFind,
  },
  {
    definition: define.detectionPrecision,
    above: ({ truePositives }) => truePositives,
    below: ({ truePositives, falsePositives }) => truePositives + falsePositives,
    isShare: true,
    whenUndefined: 'the model gave no box',
  },
  {
    definition: define.falsePositivesPerImage,
    above: ({ falsePositives }) => falsePositives,
    below: () => 1,
    isShare: false,
    whenUndefined: 'there is no image',
  },
  {
    definition: define.meanBestIou,
    above: ({ iouSum }) => iouSum,
    below: truthTotal,
    isShare: false,
    whenUndefined: nothingToFind,
  },
  {
    definition: define.meanBestGiou,
    above: ({ giouSum }) => giouSum,
    below: truthTotal,
    isShare: false,
    whenUndefined: nothingToFind,
  },
  {
    definition: define.pointingAccuracy,
    above: (counts) => counts.pointingHits,
    below: ({ pointingTargets }) => pointingTargets,
    isShare: true,
    whenUndefined: nothingToFind,
  },
];

function truthTotal({ truePositives, falseNegatives }: BoxCounts): number {
  return truePositives + falseNegatives;
}

function ratiosOf(
  cases: readonly DetectionCase[],
  options: Omit<DetectionOptions, keyof BootstrapOptions>,
  choices: Readonly<Record<string, string>>,
): RatioOverCases[] {
  const counts = cases.map(({ truth, predicted }) => countBoxes(truth, predicted, options));
  const { iouThreshold, labels, pointingTolerance = 0 } = options;
  return measures.map(({ definition, above, below, isShare, whenUndefined }) => {
    const pointing = definition === define.pointingAccuracy;
    const free = pointing || definition === define.meanBestIou || definition === define.meanBestGiou;
    const denominators = counts.map(below);
    return {
      signature: signatureOf(definition, {
        ...(free ? {} : { iouThreshold }),
        ...(pointing ? { tolerancePixels: pointingTolerance } : { labels }),
        averaging: 'pooled over images',
        ...choices,
        ...options.choices,
      }),
      numerators: counts.map(above),
      denominators,
      isShare,
      n: denominators.reduce((sum, value) => sum + value, 0),
      whenUndefined,
    };
  });
}
