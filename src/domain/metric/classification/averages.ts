import type { Confusion } from './confusion.ts';
import { f1, precision, sensitivity, share } from './per-class.ts';

/** What a class counts for in an average where its own figure is undefined. `0` is scikit-learn's `zero_division=0`. */
export type UndefinedClasses = 'left out' | 'counted as 0';

export type AveragedMeasure = 'precision' | 'sensitivity' | 'f1';

/** The figure of every class, null where undefined. */
export function byClass(confusion: Confusion, measure: AveragedMeasure): (number | null)[] {
  return Array.from({ length: confusion.classes }, (_, label) => {
    if (measure === 'f1') return f1(confusion, label);
    return share((measure === 'precision' ? precision : sensitivity)(confusion, label));
  });
}

/** The mean over classes, each counting the same; null where no class counts. */
export function macro(
  confusion: Confusion,
  measure: AveragedMeasure,
  undefinedClasses: UndefinedClasses,
): number | null {
  let sum = 0;
  let counted = 0;
  for (const value of byClass(confusion, measure)) {
    if (value === null && undefinedClasses === 'left out') continue;
    sum += value ?? 0;
    counted++;
  }
  return counted === 0 ? null : sum / counted;
}

/** The mean over classes, each counting as often as it has cases; null where no class counts. */
export function weighted(
  confusion: Confusion,
  measure: AveragedMeasure,
  undefinedClasses: UndefinedClasses,
): number | null {
  let sum = 0;
  let weight = 0;
  byClass(confusion, measure).forEach((value, label) => {
    if (value === null && undefinedClasses === 'left out') return;
    const cases = confusion.truth[label] ?? 0;
    sum += cases * (value ?? 0);
    weight += cases;
  });
  return weight === 0 ? null : sum / weight;
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
