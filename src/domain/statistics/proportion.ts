import type { Interval } from '../metric/metric.ts';
import { betaQuantile } from './distributions/beta.ts';
import { normalQuantile } from './distributions/normal.ts';

/** A share: `successes` of `trials`; undefined where there are no trials. */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

/** Null where there are no trials. */
export function share({ successes, trials }: Proportion): number | null {
  return trials === 0 ? null : successes / trials;
}

/**
 * Wilson's score interval of a proportion: where a score test at `1 - level` would not reject. Near 0 and 1 and for few
 * cases its coverage is close to the level, which the textbook's p +- 1.96 se is not. Source: Wilson 1927; Brown, Cai,
 * DasGupta 2001.
 *
 * @param successes from 0 to `trials`; @param trials at least 1; @param level e.g. 0.95.
 * @throws RangeError where the counts do not fit.
 */
export function wilsonInterval(successes: number, trials: number, level: number): Interval {
  requireCounts(successes, trials, level);
  const z = normalQuantile((1 + level) / 2);
  const p = successes / trials;
  const square = (z * z) / trials;
  const centre = (p + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((p * (1 - p)) / trials + square / (4 * trials));
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
    level,
    method: 'Wilson',
  };
}

/**
 * Clopper and Pearson's "exact" interval: each binomial tail holds at most (1 - level) / 2, so it covers at least the
 * level, often more. Source: Clopper and Pearson 1934. Arguments as for `wilsonInterval`.
 */
export function clopperPearsonInterval(successes: number, trials: number, level: number): Interval {
  requireCounts(successes, trials, level);
  const tail = (1 - level) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
    level,
    method: 'Clopper-Pearson',
  };
}

function requireCounts(successes: number, trials: number, level: number): void {
  if (!(trials > 0) || !(successes >= 0 && successes <= trials)) {
    throw new RangeError(`a proportion of ${successes} in ${trials} has no interval`);
  }
  requireLevel(level);
}

/** @throws RangeError unless 0 < level < 1. */
export function requireLevel(level: number): void {
  if (!(level > 0 && level < 1))
    throw new RangeError(`a confidence level lies between 0 and 1, not ${level}`);
}
