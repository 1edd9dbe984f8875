import { definitions as statistics } from '../statistics/definitions.ts';
import { caseCount } from '../task/case-count.ts';
import { reciprocalRank, topListAccuracy, topOneAccuracy } from '../task/diagnosis/definitions.ts';
import { statusAccuracy } from '../task/report-extraction/definitions.ts';
import { answerAccuracy } from '../task/visual-question-answering/definitions.ts';
import { definitions as agreement } from './agreement/definitions.ts';
import { definitions as classification } from './classification/definitions.ts';
import { definitions as detection } from './detection/definitions.ts';
import { definitions as efficiency } from './efficiency/definitions.ts';
import { definitions as localization } from './localization/definitions.ts';
import type { MetricDefinition } from './metric.ts';
import { definitions as report } from './report/definitions.ts';
import { definitions as segmentation } from './segmentation/definitions.ts';
import { definitions as text } from './text/definitions.ts';

/** Every metric and statistic that can be shown, explained once: the screens and docs/metrics.md read it from here. */
export const catalogue: readonly MetricDefinition[] = [
  ...classification,
  topOneAccuracy,
  topListAccuracy,
  reciprocalRank,
  ...detection,
  ...segmentation,
  ...localization,
  ...text,
  ...report,
  statusAccuracy,
  answerAccuracy,
  ...efficiency,
  ...agreement,
  ...statistics,
  caseCount,
];

const byId = new Map(catalogue.map((definition) => [definition.id, definition]));

/** The definition that a signature's `metric` names; undefined where there is none of that name. */
export function definitionOf(id: string): MetricDefinition | undefined {
  return byId.get(id);
}
