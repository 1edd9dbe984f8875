import { cohenKappa, type KappaWeights } from '../agreement/cohen-kappa.ts';
import { type Proportion, share } from '../../statistics/proportion.ts';
import type { Measure } from '../measure.ts';
import type { MetricDefinition } from '../metric.ts';
import {
  type AveragedMeasure,
  balancedAccuracy,
  byClass,
  macro,
  micro,
  type UndefinedClasses,
  weighted,
} from './averages.ts';
import type { Confusion } from './confusion.ts';
import * as define from './label-definitions.ts';
import { matthews } from './matthews.ts';
import { accuracy, f1, negativePredictiveValue, precision, sensitivity, specificity } from './per-class.ts';

/** A figure that a confusion has. */
export type ConfusionMeasure = Measure<Confusion>;

/** The figures over all classes, in the order in which they are shown. */
export function overallMeasures(undefinedClasses: UndefinedClasses): readonly ConfusionMeasure[] {
  return [
    proportionMeasure(define.accuracy, accuracy, 'there are no cases', {}),
    {
      definition: define.balancedAccuracy,
      options: (confusion) => ({ classes: classesCounted(byClass(confusion, 'sensitivity'), 'left out') }),
      value: balancedAccuracy,
      n: allCases,
      undefinedBecause: 'no class has cases',
    },
    averageMeasure(define.macroF1, 'f1', 'macro', undefinedClasses),
    averageMeasure(define.microF1, 'f1', 'micro', undefinedClasses),
    averageMeasure(define.weightedF1, 'f1', 'weighted', undefinedClasses),
    averageMeasure(define.macroPrecision, 'precision', 'macro', undefinedClasses),
    averageMeasure(define.microPrecision, 'precision', 'micro', undefinedClasses),
    averageMeasure(define.weightedPrecision, 'precision', 'weighted', undefinedClasses),
    averageMeasure(define.macroSensitivity, 'sensitivity', 'macro', undefinedClasses),
    averageMeasure(define.microSensitivity, 'sensitivity', 'micro', undefinedClasses),
    averageMeasure(define.weightedSensitivity, 'sensitivity', 'weighted', undefinedClasses),
    {
      definition: define.matthewsCorrelation,
      options: () => ({}),
      value: matthews,
      n: allCases,
      undefinedBecause: 'all cases are of one class, or all answers are the same',
    },
    kappaMeasure(define.kappa, 'none'),
    kappaMeasure(define.kappaLinear, 'linear'),
    kappaMeasure(define.kappaQuadratic, 'quadratic'),
  ];
}

/** The figures of one class against the rest. `name` is the class's own. */
export function classMeasures(label: number, name: string): readonly ConfusionMeasure[] {
  const options = { class: name };
  const of = (proportion: (confusion: Confusion, label: number) => Proportion) => (confusion: Confusion) =>
    proportion(confusion, label);
  return [
    proportionMeasure(define.sensitivity, of(sensitivity), `no case is ${name}`, options),
    proportionMeasure(define.specificity, of(specificity), `every case is ${name}`, options),
    proportionMeasure(define.precision, of(precision), `${name} was never answered`, options),
    proportionMeasure(
      define.negativePredictiveValue,
      of(negativePredictiveValue),
      `nothing but ${name} was answered`,
      options,
    ),
    {
      definition: define.f1,
      options: () => options,
      value: (confusion) => f1(confusion, label),
      n: allCases,
      undefinedBecause: `no case is ${name} and none was answered so`,
    },
  ];
}

function proportionMeasure(
  definition: MetricDefinition,
  proportion: (confusion: Confusion) => Proportion,
  undefinedBecause: string,
  options: Readonly<Record<string, string>>,
): ConfusionMeasure {
  return {
    definition,
    options: () => options,
    proportion,
    value: (confusion) => share(proportion(confusion)),
    n: (confusion) => proportion(confusion).trials,
    undefinedBecause,
  };
}

function averageMeasure(
  definition: MetricDefinition,
  measure: AveragedMeasure,
  averaging: 'macro' | 'micro' | 'weighted',
  undefinedClasses: UndefinedClasses,
): ConfusionMeasure {
  const average = { macro, micro, weighted }[averaging];
  return {
    definition,
    options: (confusion) =>
      averaging === 'micro'
        ? { averaging }
        : {
            averaging,
            classes: classesCounted(byClass(confusion, measure), undefinedClasses),
            undefinedClasses,
          },
    value: (confusion) => average(confusion, measure, undefinedClasses),
    n: allCases,
    undefinedBecause: averaging === 'micro' ? 'there is nothing to count' : 'it is undefined for every class',
  };
}

function kappaMeasure(definition: MetricDefinition, weights: KappaWeights): ConfusionMeasure {
  return {
    definition,
    options: () => ({ weights }),
    value: ({ cells, classes }) => cohenKappa(cells, classes, classes + 1, weights),
    n: allCases,
    undefinedBecause: 'truth and answers are one and the same class throughout',
  };
}

function allCases({ n }: Confusion): number {
  return n;
}

/** `5 of 7`: over which classes an average goes. */
function classesCounted(values: readonly (number | null)[], undefinedClasses: UndefinedClasses): string {
  const counted = undefinedClasses === 'left out' ? values.filter((value) => value !== null) : values;
  return `${counted.length} of ${values.length}`;
}
