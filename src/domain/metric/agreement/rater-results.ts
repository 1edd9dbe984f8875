import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import { byMetric, type CaseWeights, groupsOf, type Measure, measured, resampledCases } from '../measure.ts';
import type { MetricResult } from '../metric.ts';
import { cohenKappa, type KappaWeights } from './cohen-kappa.ts';
import * as define from './definitions.ts';
import { fleissKappa } from './fleiss-kappa.ts';
import { krippendorffAlpha, type MeasurementLevel } from './krippendorff-alpha.ts';
import { percentAgreement } from './percent-agreement.ts';
import { givenRatings, type Ratings } from './ratings.ts';

export interface RaterOptions extends BootstrapOptions {
  /** What kind of values ratings are; `nominal` for classes without an order. Default `nominal`. */
  readonly measurement?: MeasurementLevel;
  /** Ids of the figures that are wanted; default: all that fit the ratings. */
  readonly only?: readonly string[];
}

/**
 * Agreement of raters with bootstrap intervals, by metric id: per cent and alpha for any ratings; Fleiss' kappa where each
 * item has the same number of at least two ratings; Cohen's kappa for two raters of categories, weighted by the square of
 * the distance where they are ordered.
 *
 * @param groups items of one group are resampled together.
 */
export function raterResults(
  ratings: Ratings,
  groups: readonly (string | undefined)[] | undefined,
  options: RaterOptions,
): ReadonlyMap<string, MetricResult> {
  const measurement = options.measurement ?? 'nominal';
  const comparable = ratings.filter((row) => givenRatings(row).length > 1).length;
  const measure = (
    definition: Measure<CaseWeights>['definition'],
    value: Measure<CaseWeights>['value'],
    undefinedBecause: string,
    stated: Readonly<Record<string, string>> = {},
  ): Measure<CaseWeights> => ({
    definition,
    options: () => stated,
    value,
    n: () => comparable,
    undefinedBecause,
  });
  const measures = [
    measure(define.percentAgreement, percentAgreement(ratings), 'no item has two ratings'),
    measure(
      define.krippendorffAlpha,
      krippendorffAlpha(ratings, measurement),
      'nothing can be compared, or all ratings are the same',
      { measurement },
    ),
  ];
  if (isBalanced(ratings)) {
    measures.push(measure(define.fleissKappa, fleissKappa(ratings), 'all ratings are of one category'));
  }
  if (
    ratings.length > 0 &&
    ratings.every((row) => row.length === 2) &&
    (measurement === 'nominal' || measurement === 'ordinal')
  ) {
    const weights = measurement === 'nominal' ? 'none' : 'quadratic';
    measures.push(
      measure(
        define.cohenKappaOfRaters,
        kappaOfRatings(ratings, weights),
        'both gave one category throughout',
        { weights },
      ),
    );
  }
  const wanted = measures.filter(({ definition: { id } }) => options.only?.includes(id) ?? true);
  return byMetric(measured(wanted, resampledCases(groupsOf(groups, ratings.length)), options));
}

/** Cohen's kappa of two ratings an item, categories in the order of their numbers; items without both are left out. */
export function kappaOfRatings(
  ratings: Ratings,
  weights: KappaWeights,
): (itemWeights?: Uint32Array) => number | null {
  const categories = [...new Set(ratings.flatMap(givenRatings))].sort((a, b) => a - b);
  const position = new Map(categories.map((category, i) => [category, i]));
  const size = categories.length;
  const cellOf = ratings.map(([first = null, second = null]) =>
    first === null || second === null
      ? null
      : (position.get(first) ?? 0) * size + (position.get(second) ?? 0),
  );
  return (itemWeights) => {
    const cells = new Float64Array(size * size);
    cellOf.forEach((cell, i) => {
      if (cell !== null)
        cells[cell] = (cells[cell] ?? 0) + (itemWeights === undefined ? 1 : (itemWeights[i] ?? 0));
    });
    return cohenKappa(cells, size, size, weights);
  };
}

function isBalanced(ratings: Ratings): boolean {
  const raters = ratings[0] === undefined ? 0 : givenRatings(ratings[0]).length;
  return raters > 1 && ratings.every((row) => givenRatings(row).length === raters);
}
