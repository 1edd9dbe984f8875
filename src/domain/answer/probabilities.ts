import { readConfidence } from './confidence.ts';
import { field, isList, isObject } from './fields.ts';
import type { LabelMatcher } from './labels.ts';

/**
 * A probability for each label named: an object `{label: probability}` or a list of `{label, probability}`. Labels that are not asked for
 * are left out with a step. null where nothing usable was given.
 */
export function readProbabilities(
  value: unknown,
  matcher: LabelMatcher,
): { readonly probabilities: Readonly<Record<string, number>> | null; readonly steps: readonly string[] } {
  if (value === undefined || value === null) return { probabilities: null, steps: [] };
  const steps: string[] = [];
  const probabilities: Record<string, number> = {};
  for (const [name, given] of pairsOf(value).slice(0, 1000)) {
    const label = matcher.exact(name);
    if (label === null) {
      steps.push(`probability of "${name.slice(0, 40)}" left out: not one of the labels`);
      continue;
    }
    const read = readConfidence(given);
    if (read.kind === 'given') probabilities[label] = read.value;
    else steps.push(`probability of ${label} left out: not a number from 0 to 1`);
  }
  return { probabilities: Object.keys(probabilities).length === 0 ? null : probabilities, steps };
}

/** The label with the greatest probability; null on a tie. */
export function mostProbable(probabilities: Readonly<Record<string, number>>): string | null {
  const [top, second] = Object.entries(probabilities).toSorted(([, a], [, b]) => b - a);
  if (top === undefined || top[1] === second?.[1]) return null;
  return top[0];
}

function pairsOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (isObject(value)) return Object.entries(value);
  if (!isList(value)) return [];
  return value.flatMap((item) => {
    if (!isObject(item)) return [];
    const name = field(item, 'label', 'name', 'class', 'diagnosis');
    return typeof name === 'string'
      ? [[name, field(item, 'probability', 'confidence', 'score', 'p')] as const]
      : [];
  });
}
