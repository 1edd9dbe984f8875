import { share } from '../../statistics/proportion.ts';
import type { Confusion } from './confusion.ts';
import { f1, precision, sensitivity } from './per-class.ts';

/** What a class counts for in an average where its own figure is undefined. `0` is scikit-learn's `zero_division=0`. */
export type UndefinedClasses = 'left out' | 'counted as 0';

export type AveragedMeasure = 'precision' | 'sensitivity' | 'f1';

/** The figure of one class, null where undefined. */
export function classFigure(confusion: Confusion, measure: AveragedMeasure, label: number): number | null {
  if (measure === 'f1') return f1(confusion, label);
  return share((measure === 'precision' ? precision : sensitivity)(confusion, label));
}

/** The figure of every class, null where undefined. */
export function byClass(confusion: Confusion, measure: AveragedMeasure): (number | null)[] {
  return Array.from({ length: confusion.classes }, (_, label) => classFigure(confusion, measure, label));
}

/**
 * The mean over classes, each counting as its weight says (by default all the same: macro); null where no class counts.
 */
export function meanOverClasses(
  values: readonly (number | null)[],
  undefinedClasses: UndefinedClasses,
  weights?: ArrayLike<number>,
): number | null {
  let sum = 0;
  let weight = 0;
  for (let label = 0; label < values.length; label++) {
    const value = values[label] ?? null;
    if (value === null && undefinedClasses === 'left out') continue;
    const own = weights ? (weights[label] ?? 0) : 1;
    sum += own * (value ?? 0);
    weight += own;
  }
  return weight === 0 ? null : sum / weight;
}

/** The mean over classes, each counting the same. */
export function macro(
  confusion: Confusion,
  measure: AveragedMeasure,
  undefinedClasses: UndefinedClasses,
): number | null {
  return meanOverClasses(byClass(confusion, measure), undefinedClasses);
}

/** The mean over classes, each counting as often as it has cases. */
export function weighted(
  confusion: Confusion,
  measure: AveragedMeasure,
  undefinedClasses: UndefinedClasses,
): number | null {
  return meanOverClasses(byClass(confusion, measure), undefinedClasses, confusion.truth);
}

/** From the counts of all classes taken together; null where there are none. */
export function micro(confusion: Confusion, measure: AveragedMeasure): number | null {
  const { hitCount, n, unansweredCount } = confusion;
  const answers = n - unansweredCount;
  if (measure === 'precision') return share({ successes: hitCount, trials: answers });
  if (measure === 'sensitivity') return share({ successes: hitCount, trials: n });
  return share({ successes: 2 * hitCount, trials: n + answers });
}

/** The mean sensitivity of the classes that have cases; null where none has. */
export function balancedAccuracy(confusion: Confusion): number | null {
  return macro(confusion, 'sensitivity', 'left out');
}
