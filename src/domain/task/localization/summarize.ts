import * as define from '../../metric/localization/definitions.ts';
import { usualPointRule } from '../../metric/localization/points.ts';
import { countEntry, listTable, meanEntries } from '../entries.ts';
import type { NamedMean } from '../entries.ts';
import { optionOf } from '../options.ts';
import { countOutcomes } from '../outcomes.ts';
import type { EvaluatedCase, Summary, SummaryOptions, TaskSpec } from '../task.ts';
import { form } from './target.ts';

const sides = ['left', 'right', 'bilateral', 'midline'];

/** What places amount to: one target a case. Without an answer it is a miss under the rule `wrong`, and has no distance. */
export function summarizePlaces(
  cases: readonly EvaluatedCase[],
  spec: TaskSpec,
  options: SummaryOptions,
): Summary {
  const asked = optionOf(spec, form);
  const hit: NamedMean = {
    definition: define.hitRate,
    worst: 0,
    options:
      asked === 'point'
        ? { form: asked, toleranceOfDiagonal: usualPointRule.toleranceOfDiagonal }
        : { form: asked },
  };
  const further: readonly NamedMean[] =
    asked === 'point'
      ? [define.distanceOfDiagonal, define.distancePixels, define.distanceMillimetres].map((definition) => ({
          definition,
          worst: null,
        }))
      : asked === 'side and zone'
        ? [
            { definition: define.lateralityAccuracy, worst: 0 },
            { definition: define.sideSwapRate, worst: null },
          ]
        : [];
  // A case whose reference has no side says nothing about sides, answered or not.
  const sided = cases.filter(({ evaluation }) =>
    evaluation.truthLabels.some((label) => sides.includes(label)),
  );
  const of = (given: readonly EvaluatedCase[], means: readonly NamedMean[], selection: { truth?: string }) =>
    meanEntries(given, means, selection, options);
  return {
    headline: [...of(cases, [hit], {}), ...of(asked === 'point' ? cases : sided, further.slice(0, 1), {})],
    tables: [
      {
        title: 'By target',
        columns: ['Cases', define.hitRate.name],
        rows: spec.labels.flatMap(({ name }) => {
          const own = cases.filter(({ evaluation }) => evaluation.truthLabels[0] === name);
          const selection = { truth: name };
          if (own.length === 0) return [];
          return [{ name, entries: [countEntry(own, selection, options), ...of(own, [hit], selection)] }];
        }),
      },
      ...(further.length === 0
        ? []
        : [
            listTable(
              asked === 'point' ? 'Distance' : 'Left and right',
              of(asked === 'point' ? cases : sided, further, {}),
            ),
          ]),
    ],
    outcomes: countOutcomes(cases),
  };
}
