import { seededRandom } from '../../src/domain/statistics/random.ts';

/** Seeded draws in the shapes that a generator of pictures needs. */
export interface Dice {
  /** A number in [low, high). */
  range(low: number, high: number): number;
  /** An integer from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
  /** Mean 0, variance 1, within ±3.5: the sum of four uniform numbers, so that no logarithm is needed. */
  normal(): number;
}

/** The draws of one case: `stream` keeps cases of one seed independent of each other. */
export function dice(seed: number, stream: number): Dice {
  const random = seededRandom(seed, stream);
  const pick = <T>(choices: readonly T[]): T => {
    const chosen = choices[random.int(choices.length)];
    if (chosen === undefined) throw new RangeError('cannot pick from an empty list');
    return chosen;
  };
  return {
    range: (low, high) => low + (high - low) * random.uniform(),
    whole: (low, high) => low + random.int(high - low + 1),
    chance: (probability) => random.uniform() < probability,
    pick,
    shuffled(items) {
      const rest = [...items];
      const result = [];
      while (rest.length > 0) result.push(...rest.splice(random.int(rest.length), 1));
      return result;
    },
    normal: () =>
      (random.uniform() + random.uniform() + random.uniform() + random.uniform() - 2) * Math.sqrt(3),
  };
}
