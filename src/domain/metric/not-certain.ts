import { type Proportion, wilsonInterval } from '../statistics/proportion.ts';
import type { Interval } from './metric.ts';

/**
 * Where every case agrees, so does every resample: that is no certainty. Then Wilson's interval of the share, as if each group were one
 * case (the widest that cases which belong together can ask for). Else the interval as it is.
 *
 * @param groups that have a say in the share.
 */
export function notCertain(
  interval: Interval,
  { successes, trials }: Proportion,
  groups: number,
  level: number,
): Interval {
  const alike = successes === 0 || successes === trials;
  if (!alike || trials === 0 || interval.low !== interval.high) return interval;
  const n = Math.min(groups, trials);
  return {
    ...wilsonInterval(successes === 0 ? 0 : n, n, level),
    method: `Wilson on ${String(n)} groups, since every resample is the same`,
  };
}
