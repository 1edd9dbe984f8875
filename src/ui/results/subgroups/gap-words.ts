import type { SubgroupRow } from '../../../domain/metric/subgroup-results.ts';
import type { MetricDefinition } from '../../../domain/metric/metric.ts';
import { formatMetric, unsignedZero } from '../../kit/format.ts';

/** What a gap says, in words that a person may quote: better or worse by word first. `gaps`: how many are looked at together. */
export function readingInWords(
  { reading, gap, corrected }: Pick<SubgroupRow, 'reading' | 'gap' | 'corrected'>,
  direction: MetricDefinition['direction'],
  gaps: number,
): string {
  if (gap.kind === 'undefined' || reading === 'undefined') return '';
  if (reading === 'no interval') return 'cannot be told: no interval';
  if (reading === 'holds 0') return 'shows nothing: 0 lies in the interval';
  const side = sideOf(gap.value, direction);
  if (gaps === 1) return `${side} than all others`;
  if (reading === 'without 0 when corrected') return `${side} than all others, also when corrected`;
  return corrected === null
    ? `${side} than all others by itself; corrected it cannot be told from so few resamples`
    : `${side} than all others by itself; shows nothing when corrected`;
}

function sideOf(gap: number, direction: MetricDefinition['direction']): string {
  if (direction === 'neither') return gap > 0 ? 'higher' : 'lower';
  return gap > 0 === (direction === 'higher is better') ? 'better' : 'worse';
}

/** A gap with its sign: in points where the figure lies between 0 and 1, else in the figure's unit. */
export function formatGap(value: number, inPoints: boolean): string {
  const text = inPoints ? unsignedZero((value * 100).toFixed(1)) : formatMetric(value);
  return value > 0 ? `+${text}` : text;
}

/** The least round number that reaches beyond all of them: half the width of the gaps' common scale. */
export function scaleOf(bounds: readonly number[]): number {
  const most = Math.max(0, ...bounds.map(Math.abs));
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 5].find((step) => step * power >= most) ?? 10) * power;
}
