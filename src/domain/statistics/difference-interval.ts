import type { Interval } from '../metric/metric.ts';

/** A figure with its own interval. */
export interface Bounded {
  readonly value: number;
  readonly interval: Pick<Interval, 'low' | 'high'>;
}

/**
 * The interval of the difference of two independent figures from the interval of each. Of two shares with Wilson's intervals
 * it is Newcombe's hybrid score interval, which holds for few cases and for shares of 0 and 1, where resampling says nothing.
 * Source: Newcombe 1998, Statistics in Medicine 17:873, method 10; for other figures Zou and Donner 2008, 27:1693.
 *
 * @returns first less second.
 */
export function differenceInterval(first: Bounded, second: Bounded): { low: number; high: number } {
  const difference = first.value - second.value;
  const below = Math.hypot(first.value - first.interval.low, second.interval.high - second.value);
  const above = Math.hypot(first.interval.high - first.value, second.value - second.interval.low);
  return { low: difference - below, high: difference + above };
}
