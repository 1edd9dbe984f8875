/** Detection figures over images that rank by confidence: COCO's twelve, and FROC. */
import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import { bootstrap, bootstrapAll, tellingInterval } from '../../statistics/bootstrap.ts';
import { clustersOf, clustersResampler } from '../../statistics/resampling.ts';
import type { Interval, MetricResult } from '../metric.ts';
import { metricUndefined, metricValue, signatureOf } from '../metric.ts';
import { cocoDefinitions } from './coco-definitions.ts';
import type { CocoFigures } from './coco-figures.ts';
import { cocoFigureNames, cocoFigures, labelFigures, meanFigures } from './coco-figures.ts';
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
  const choices = { confidence, ...options.choices };
  const rows = [
    { choices: { averaging: 'mean over labels', ...choices }, figures: cocoFigures(matches) },
    ...matches.map((label) => ({
      choices: { label: label.label, ...choices },
      figures: labelFigures(label),
    })),
  ];
  const intervals = figureIntervals(matches, groups, options);
  const [overall = new Map(), ...byLabel] = rows.map((row, at) =>
    resultsOf(row.figures, row.choices, groups.length, intervals.slice(at * cocoFigureNames.length)),
  );
  return { overall, byLabel };
}

/** The intervals of the twelve figures of the whole, then of each label, all from the same resamples; none with fewer than 2 units to draw. */
function figureIntervals(
  matches: readonly LabelMatches[],
  groups: readonly (string | undefined)[],
  options: BootstrapOptions,
): readonly (Interval | undefined)[] {
  const resampler = clustersResampler(clustersOf(groups));
  if (resampler.units < 2) return [];
  const results = bootstrapAll(
    resampler,
    (counts, out) => {
      const byLabel = matches.map((label) => labelFigures(label, counts));
      [meanFigures(byLabel), ...byLabel].forEach((figures, row) => {
        cocoFigureNames.forEach((name, i) => {
          out[row * cocoFigureNames.length + i] = figures[name] ?? NaN;
        });
      });
    },
    cocoFigureNames.length * (matches.length + 1),
    options,
  );
  return results.map(tellingInterval);
}

function resultsOf(
  figures: CocoFigures,
  choices: Choices,
  n: number,
  intervals: readonly (Interval | undefined)[],
): ReadonlyMap<string, MetricResult> {
  return new Map(
    cocoFigureNames.map((name, i) => {
      const definition = cocoDefinitions[name];
      const signature = signatureOf(definition, choices);
      const value = figures[name];
      const result =
        value === null
          ? metricUndefined(signature, 'no label has a box to be found', n)
          : metricValue(signature, value, n, intervals[i]);
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
      tellingInterval(resampled),
    ),
  };
}
