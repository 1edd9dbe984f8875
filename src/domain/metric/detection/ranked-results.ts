/** Detection figures over images that rank by confidence: COCO's twelve, and FROC. */
import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import { bootstrap, bootstrapAll } from '../../statistics/bootstrap.ts';
import { clustersOf, clustersResampler } from '../../statistics/resampling.ts';
import type { MetricResult } from '../metric.ts';
import { metricUndefined, metricValue, signatureOf } from '../metric.ts';
import { cocoDefinitions } from './coco-definitions.ts';
import type { CocoFigures } from './coco-figures.ts';
import { cocoFigureNames, cocoFigures } from './coco-figures.ts';
import type { LabelMatches } from './coco-matching.ts';
import { matchAsCoco } from './coco-matching.ts';
import { frocMeanSensitivity } from './definitions.ts';
import type { DetectionCase } from './detection-case.ts';
import { confidenceUse } from './detection-case.ts';
import type { FrocPoint, FrocRule } from './froc.ts';
import { frocPoints, meanSensitivity, rankDetections, usualRates } from './froc.ts';
import type { ResultsByLabel } from './results.ts';

type Choices = Readonly<Record<string, string | number | boolean>>;

export interface CocoOptions extends BootstrapOptions {
  readonly choices?: Choices;
}

/**
 * COCO's twelve figures over all labels and by label. The signature says what ranked the boxes: a model that gives no confidence has an AP of
 * little meaning.
 *
 * @throws RangeError for a box whose label is not listed.
 */
export function cocoResults(
  cases: readonly DetectionCase[],
  labels: readonly string[],
  options: CocoOptions,
): ResultsByLabel {
  const matches = matchAsCoco(cases, labels);
  const confidence = confidenceUse(cases);
  const groups = cases.map(({ group }) => group);
  const mapOf = (chosen: readonly LabelMatches[], choices: Choices) =>
    figuresWithIntervals(chosen, groups, { confidence, ...choices, ...options.choices }, options);
  return {
    overall: mapOf(matches, { averaging: 'mean over labels' }),
    byLabel: matches.map((label) => mapOf([label], { label: label.label })),
  };
}

function figuresWithIntervals(
  matches: readonly LabelMatches[],
  groups: readonly (string | undefined)[],
  choices: Choices,
  options: BootstrapOptions,
): ReadonlyMap<string, MetricResult> {
  const whole = cocoFigures(matches);
  const resampler = clustersResampler(clustersOf(groups));
  const write = (figures: CocoFigures, out: Float64Array) => {
    cocoFigureNames.forEach((name, i) => (out[i] = figures[name] ?? NaN));
  };
  const intervals =
    resampler.units < 2
      ? []
      : bootstrapAll(
          resampler,
          (counts, out) => write(cocoFigures(matches, counts), out),
          cocoFigureNames.length,
          options,
        );
  return new Map(
    cocoFigureNames.map((name, i) => {
      const definition = cocoDefinitions[name];
      const signature = signatureOf(definition, choices);
      const value = whole[name];
      const resampled = intervals[i];
      const interval = resampled?.kind === 'interval' ? resampled.interval : undefined;
      const result =
        value === null
          ? metricUndefined(signature, 'no label has a box to be found', groups.length)
          : metricValue(signature, value, groups.length, interval);
      return [definition.id, result];
    }),
  );
}

export interface FrocOptions extends BootstrapOptions, FrocRule {
  /** False positives per image at which the sensitivity is read; default 1/8, 1/4 ... 8. */
  readonly rates?: readonly number[];
  readonly choices?: Choices;
}

export interface FrocResult {
  /** Empty where the figure is undefined. */
  readonly points: readonly FrocPoint[];
  readonly meanSensitivity: MetricResult;
}

/** The free-response curve and its mean sensitivity over all labels, pooled. */
export function frocResult(cases: readonly DetectionCase[], options: FrocOptions): FrocResult {
  const { rates = usualRates, iouThreshold, labels, duplicates } = options;
  const confidence = confidenceUse(cases);
  const signature = signatureOf(frocMeanSensitivity, {
    iouThreshold,
    labels,
    duplicates,
    rates: rates.join(', '),
    confidence,
    ...options.choices,
  });
  const undefinedAs = (reason: string): FrocResult => ({
    points: [],
    meanSensitivity: metricUndefined(signature, reason, cases.length),
  });
  if (confidence === 'none given: boxes rank as listed') {
    return undefinedAs('the model gave no confidence, so no threshold can be moved');
  }
  const detections = rankDetections(cases, options);
  const points = frocPoints(detections);
  if (points === null) return undefinedAs('there is nothing to be found');
  const resampler = clustersResampler(clustersOf(cases.map(({ group }) => group)));
  const resampled = bootstrap(
    resampler,
    (counts) => {
      const drawn = frocPoints(detections, counts);
      return drawn === null ? null : meanSensitivity(drawn, rates);
    },
    options,
  );
  return {
    points,
    meanSensitivity: metricValue(
      signature,
      meanSensitivity(points, rates),
      cases.length,
      resampled.kind === 'interval' ? resampled.interval : undefined,
    ),
  };
}
