import { labelsOfRule } from '../mask/rule.ts';
import type { CaseDraft } from './reading.ts';

const collator = new Intl.Collator('en', { numeric: true });

/** Labels of the cases; where no case has any, those of what is drawn on them; in the order in which a person counts. */
export function labelsOfCases(cases: readonly CaseDraft[]): string[] {
  const own = new Set(cases.flatMap(({ truth }) => truth.labels ?? []));
  const found = own.size > 0 ? own : new Set(cases.flatMap(drawnLabels));
  return [...found].sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1));
}

/** Labels of a case's boxes, masks, points and regions, each once. */
export function drawnLabels({ truth, maskFiles, drawings = [] }: CaseDraft): string[] {
  const { boxes = [], masks = [], points = [], regions = [] } = truth;
  const drawn = drawings.flatMap(({ shapes }) => shapes);
  return [
    ...new Set([
      ...[...boxes, ...masks, ...points, ...regions, ...drawn].map(({ label }) => label),
      ...maskFiles.flatMap(({ rule }) => labelsOfRule(rule)),
    ]),
  ];
}
