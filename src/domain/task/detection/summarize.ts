import { cocoDefinitions } from '../../metric/detection/coco-definitions.ts';
import * as define from '../../metric/detection/definitions.ts';
import type { DetectionCase } from '../../metric/detection/detection-case.ts';
import type { MatchRule } from '../../metric/detection/matching.ts';
import { cocoResults, frocResult } from '../../metric/detection/ranked-results.ts';
import { detectionMeasures, detectionResults } from '../../metric/detection/results.ts';
import { countEntry, listTable, pickEntries, pickMeasures } from '../entries.ts';
import { countedCases, countOutcomes } from '../outcomes.ts';
import type { EvaluatedCase, HeadlineMeasure, Summary, SummaryOptions } from '../task.ts';

/**
 * What detections amount to, pooled over images. Under the rule `wrong` an image without an answer is one on which nothing was found.
 * Figures that need no confidence come first.
 */
export function summarizeDetections(
  cases: readonly EvaluatedCase[],
  names: readonly string[],
  rule: MatchRule,
  options: SummaryOptions,
): Summary {
  const counted = countedCases(cases, options.unanswered);
  const images = counted.map(imageOf);
  const choices = { unanswered: options.unanswered };
  const { overall, byLabel } = detectionResults(images, names, { ...options, ...rule, choices });
  const listed = images.map(({ predicted, ...rest }) => ({
    ...rest,
    predicted: predicted.filter(({ label }) => names.includes(label)),
  }));
  const coco = cocoResults(listed, names, { ...options, choices });
  const froc = frocResult(images, { ...options, ...rule, duplicates: 'false positive', choices });
  return {
    headline: pickEntries(
      overall,
      headline.map((definition) => [definition, {}] as const),
    ),
    tables: [
      {
        title: 'By label',
        columns: ['Cases', 'F1', 'Sensitivity', 'Precision', 'Mean best IoU'],
        rows: names.map((name, row) => ({
          name,
          entries: [
            countEntry(
              cases.filter(({ evaluation }) => evaluation.truthLabels.includes(name)),
              { truth: name },
              options,
            ),
            ...pickEntries(byLabel[row] ?? new Map(), [
              [define.detectionF1, { truth: name }],
              [define.detectionSensitivity, { truth: name }],
              [define.detectionPrecision, { answer: name }],
              [define.meanBestIou, { truth: name }],
            ]),
          ],
        })),
      },
      listTable(
        'Without confidence',
        pickEntries(
          overall,
          [
            define.falsePositivesPerImage,
            define.meanBestIou,
            define.meanBestGiou,
            define.pointingAccuracy,
          ].map((definition) => [definition, {}] as const),
        ),
      ),
      listTable('Ranked by confidence', [
        { name: define.frocMeanSensitivity.name, result: froc.meanSensitivity, selection: {} },
        ...pickEntries(
          coco.overall,
          Object.values(cocoDefinitions).map((definition) => [definition, {}] as const),
        ),
      ]),
    ],
    outcomes: countOutcomes(cases),
  };
}

const headline = [define.detectionF1, define.detectionSensitivity, define.detectionPrecision];

export function detectionHeadline(
  cases: readonly EvaluatedCase[],
  rule: MatchRule,
  { unanswered }: Pick<SummaryOptions, 'unanswered'>,
): readonly HeadlineMeasure[] {
  return pickMeasures(detectionMeasures(cases.map(imageOf), { ...rule, choices: { unanswered } }), headline);
}

function imageOf({ evaluation, sample }: EvaluatedCase): DetectionCase {
  const { truth = [], predicted = [] } = evaluation.boxes ?? {};
  return { truth, predicted, group: sample.group };
}
