import type { MetricDefinition } from '../../metric/metric.ts';
import * as define from '../../metric/segmentation/definitions.ts';
import { choicesFor } from '../../metric/segmentation/results.ts';
import type { MaskOptions } from '../../metric/segmentation/results.ts';
import { countEntry, listTable, meanEntries, meanHeadline } from '../entries.ts';
import type { NamedMean } from '../entries.ts';
import { countOutcomes } from '../outcomes.ts';
import type { EvaluatedCase, HeadlineMeasure, Summary, SummaryOptions } from '../task.ts';

const overlaps = [define.dice, define.maskIou, define.maskSensitivity, define.maskPrecision];
const others = [
  define.maskSpecificity,
  define.pixelAccuracy,
  define.hausdorff,
  define.hausdorff95,
  define.assd,
  define.areaDifference,
  define.relativeAreaDifference,
];

/**
 * What masks amount to: means over cases of each case's mean over its labels, and by label. Without an answer a case has no overlap (0) under
 * the rule `wrong`; distances and areas it has none, and is left out of them.
 */
export function summarizeMasks(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  rule: MaskOptions,
  options: SummaryOptions,
): Summary {
  const mean = (definition: MetricDefinition, label?: string): NamedMean => ({
    ...meanOf(definition, rule, label),
    ...(label === undefined || names.length === 1
      ? {}
      : { value: ({ values }) => values[`${definition.id}/${label}`] ?? null }),
  });
  return {
    headline: meanEntries(
      cases,
      headline.map((definition) => mean(definition)),
      {},
      options,
    ),
    tables: [
      {
        title: 'By label',
        columns: ['Cases', ...overlaps.map(({ name }) => name), define.hausdorff95.name],
        rows: names.map((name) => {
          const own = cases.filter(({ evaluation }) => evaluation.truthLabels.includes(name));
          const selection = { truth: name };
          return {
            name,
            entries: [
              countEntry(own, selection, options),
              ...meanEntries(
                own,
                [...overlaps, define.hausdorff95].map((definition) => mean(definition, name)),
                selection,
                options,
              ),
            ],
          };
        }),
      },
      listTable(
        'Mean over cases',
        meanEntries(
          cases,
          [...overlaps, ...others].map((definition) => mean(definition)),
          {},
          options,
        ),
      ),
    ],
    outcomes: countOutcomes(cases),
  };
}

const headline = [define.dice, define.maskIou];

export function maskHeadline(
  cases: readonly EvaluatedCase[],
  rule: MaskOptions,
  options: Pick<SummaryOptions, 'unanswered'>,
): readonly HeadlineMeasure[] {
  return meanHeadline(
    cases,
    headline.map((definition) => meanOf(definition, rule)),
    options,
  );
}

function meanOf(definition: MetricDefinition, rule: MaskOptions, label?: string): NamedMean {
  return {
    definition,
    worst: overlaps.includes(definition) ? 0 : null,
    options: { ...choicesFor(definition, rule), ...(label === undefined ? {} : { label }) },
  };
}
