import * as define from '../../metric/localization/definitions.ts';
import { usualPointRule } from '../../metric/localization/points.ts';
import { countEntry, listTable, meanEntries, meanHeadline } from '../entries.ts';
import type { NamedMean } from '../entries.ts';
import { optionOf } from '../options.ts';
import { countOutcomes } from '../outcomes.ts';
import type {
  EvaluatedCase,
  Evaluation,
  HeadlineMeasure,
  Summary,
  SummaryOptions,
  TaskSpec,
} from '../task.ts';
import { form } from './target.ts';

const sides = ['left', 'right', 'bilateral', 'midline'];

/** What places amount to: one target a case. Without an answer it is a miss under the rule `wrong`, and has no distance. */
export function summarizePlaces(
  cases: readonly EvaluatedCase[],
  spec: TaskSpec,
  options: SummaryOptions,
): Summary {
  const asked = optionOf(spec, form);
  const { hit, further } = meansOf(spec);
  const sided = cases.filter(({ evaluation }) => hasSide(evaluation));
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

export function placeHeadline(
  cases: readonly EvaluatedCase[],
  spec: TaskSpec,
  options: Pick<SummaryOptions, 'unanswered'>,
): readonly HeadlineMeasure[] {
  const { hit, further } = meansOf(spec);
  return meanHeadline(cases, [hit, ...further.slice(0, 1)], options);
}

function meansOf(spec: TaskSpec): { readonly hit: NamedMean; readonly further: readonly NamedMean[] } {
  const asked = optionOf(spec, form);
  const hit: NamedMean = {
    definition: define.hitRate,
    worst: 0,
    options:
      asked === 'point'
        ? { form: asked, toleranceOfDiagonal: usualPointRule.toleranceOfDiagonal }
        : { form: asked },
  };
  if (asked === 'point') {
    const distances = [define.distanceOfDiagonal, define.distancePixels, define.distanceMillimetres];
    return { hit, further: distances.map((definition) => ({ definition, worst: null })) };
  }
  if (asked !== 'side and zone') return { hit, further: [] };
  return {
    hit,
    further: [
      { definition: define.lateralityAccuracy, worst: 0, of: hasSide },
      { definition: define.sideSwapRate, worst: null, of: hasSide },
    ],
  };
}

/** A case whose reference has no side says nothing about sides, answered or not. */
const hasSide = ({ truthLabels }: Evaluation): boolean => truthLabels.some((label) => sides.includes(label));
