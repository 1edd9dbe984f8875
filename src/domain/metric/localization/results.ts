/** Localization figures over cases. */
import type { BootstrapOptions } from '../../statistics/bootstrap.ts';
import type { RatioOverCases } from '../detection/ratio-over-cases.ts';
import { ratioResults } from '../detection/ratio-over-cases.ts';
import type { ResultsByLabel } from '../detection/results.ts';
import type { MetricDefinition, MetricSignature } from '../metric.ts';
import { signatureOf } from '../metric.ts';
import * as define from './definitions.ts';
import type { LocatedTarget } from './located-target.ts';
import type { PointRule } from './points.ts';
import { usualPointRule } from './points.ts';

export interface LocalizationCase {
  readonly targets: readonly LocatedTarget[];
  /** Cases of one group are resampled together. */
  readonly group?: string | undefined;
}

export interface LocalizationOptions extends BootstrapOptions {
  /** The rule by which points were located, for the signatures. */
  readonly pointRule?: PointRule;
  /** Further choices that the caller made, for the signatures: what counts as an answer. */
  readonly choices?: MetricSignature['options'];
}

/** The figures of one case by metric id, null where undefined. */
export function caseLocalizationFigures(targets: readonly LocatedTarget[]): Record<string, number | null> {
  return Object.fromEntries(
    measures.map(({ definition, valueOf }) => {
      const { sum, count } = total(targets, valueOf);
      return [definition.id, count === 0 ? null : sum / count];
    }),
  );
}

/** The figures over all targets, and of each label by itself. */
export function localizationResults(
  cases: readonly LocalizationCase[],
  labels: readonly string[],
  options: LocalizationOptions,
): ResultsByLabel {
  const rows = [null, ...labels].map((label) => ratiosOf(cases, label, options));
  const groups = cases.map(({ group }) => group);
  const results = ratioResults(rows.flat(), groups, options);
  const [overall = new Map(), ...byLabel] = rows.map((_, row) => {
    const own = results.slice(row * measures.length, (row + 1) * measures.length);
    return new Map(own.map((result) => [result.signature.metric, result] as const));
  });
  return { overall, byLabel };
}

interface Measure {
  readonly definition: MetricDefinition;
  /** null: the target does not count. */
  readonly valueOf: (target: LocatedTarget) => number | null;
  /** 1 or 0 for each target. */
  readonly isShare: boolean;
  readonly whenUndefined: string;
}

const noAnswer = 'no true point has an answer';
const measures: readonly Measure[] = [
  {
    definition: define.hitRate,
    valueOf: ({ hit }) => Number(hit),
    isShare: true,
    whenUndefined: 'there is nothing to be located',
  },
  {
    definition: define.distanceOfDiagonal,
    valueOf: ({ distance }) => distance?.ofDiagonal ?? null,
    isShare: false,
    whenUndefined: noAnswer,
  },
  {
    definition: define.distancePixels,
    valueOf: ({ distance }) => distance?.pixels ?? null,
    isShare: false,
    whenUndefined: noAnswer,
  },
  {
    definition: define.distanceMillimetres,
    valueOf: ({ distance }) => distance?.millimetres ?? null,
    isShare: false,
    whenUndefined: 'no true point has an answer in an image with spacing',
  },
  {
    definition: define.lateralityAccuracy,
    valueOf: ({ sideAgrees }) => (sideAgrees === null ? null : Number(sideAgrees)),
    isShare: true,
    whenUndefined: 'no target has a known side',
  },
  {
    definition: define.sideSwapRate,
    valueOf: ({ sideSwapped }) => (sideSwapped === null ? null : Number(sideSwapped)),
    isShare: true,
    whenUndefined: 'no target is on the left or on the right',
  },
];

function total(targets: readonly LocatedTarget[], valueOf: Measure['valueOf']) {
  const values = targets.map(valueOf).filter((value) => value !== null);
  return { sum: values.reduce((sum, value) => sum + value, 0), count: values.length };
}

function ratiosOf(
  cases: readonly LocalizationCase[],
  label: string | null,
  options: LocalizationOptions,
): RatioOverCases[] {
  const { toleranceOfDiagonal, distanceOfMissing } = options.pointRule ?? usualPointRule;
  return measures.map(({ definition, valueOf, isShare, whenUndefined }) => {
    const totals = cases.map(({ targets }) =>
      total(label === null ? targets : targets.filter((target) => target.label === label), valueOf),
    );
    return {
      signature: signatureOf(definition, {
        ...(definition === define.hitRate ? { toleranceOfDiagonal } : {}),
        ...(definition.id.startsWith('distance') ? { missing: distanceOfMissing ?? 'left out' } : {}),
        averaging: 'pooled over cases',
        ...(label === null ? {} : { label }),
        ...options.choices,
      }),
      numerators: totals.map(({ sum }) => sum),
      denominators: totals.map(({ count }) => count),
      isShare,
      n: totals.reduce((sum, { count }) => sum + count, 0),
      whenUndefined,
    };
  });
}
