import type { Proportion } from '../../statistics/proportion.ts';
import type { Confusion } from './confusion.ts';

/**
 * Figures of one class against the rest. A case without an answer is an error where it stands in a denominator: of a case
 * of the class it is a miss, of another case it is no true negative. It is in no denominator that counts answers.
 */

/** Right answers among all cases. */
export function accuracy({ hitCount, n }: Confusion): Proportion {
  return { successes: hitCount, trials: n };
}

/** Of the cases of the class, those answered so; also called recall. */
export function sensitivity({ hits, truth }: Confusion, label: number): Proportion {
  return { successes: hits[label] ?? 0, trials: truth[label] ?? 0 };
}

/** Of the cases of other classes, those answered with another class. */
export function specificity(confusion: Confusion, label: number): Proportion {
  return {
    successes: trueNegatives(confusion, label),
    trials: confusion.n - (confusion.truth[label] ?? 0),
  };
}

/** Of the answers of the class, the right ones; positive predictive value. */
export function precision({ hits, answers }: Confusion, label: number): Proportion {
  return { successes: hits[label] ?? 0, trials: answers[label] ?? 0 };
}

/** Of the answers of other classes, those given to cases of other classes. */
export function negativePredictiveValue(confusion: Confusion, label: number): Proportion {
  const { n, unansweredCount, answers } = confusion;
  return {
    successes: trueNegatives(confusion, label),
    trials: n - unansweredCount - (answers[label] ?? 0),
  };
}

/** 2 TP / (2 TP + FP + FN); null where the class neither occurs nor is answered. */
export function f1({ hits, truth, answers }: Confusion, label: number): number | null {
  const whole = (truth[label] ?? 0) + (answers[label] ?? 0);
  return whole === 0 ? null : (2 * (hits[label] ?? 0)) / whole;
}

function trueNegatives(confusion: Confusion, label: number): number {
  const { n, truth, answers, hits, unanswered, unansweredCount } = confusion;
  const others = n - (truth[label] ?? 0);
  const falsePositives = (answers[label] ?? 0) - (hits[label] ?? 0);
  return others - falsePositives - (unansweredCount - (unanswered[label] ?? 0));
}
