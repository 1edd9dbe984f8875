import { seededRandom } from './random.ts';

/**
 * `size` of the items, each set of that size equally likely, in the order in which they stood. The same seed gives the
 * same items, and a smaller sample is contained in a larger one.
 *
 * @throws RangeError where `size` is no whole number from 0 to the number of items.
 */
export function seededSample<Item>(items: readonly Item[], size: number, seed: number): Item[] {
  if (!Number.isInteger(size) || size < 0 || size > items.length) {
    throw new RangeError(`cannot take ${size} of ${items.length} items`);
  }
  const chosen = drawnPositions(items.length, size, seed).sort((a, b) => a - b);
  return pick(items, chosen);
}

/** All items in an order that depends on the seed alone, each order equally likely. */
export function seededShuffle<Item>(items: readonly Item[], seed: number): Item[] {
  return pick(items, drawnPositions(items.length, items.length, seed));
}

/** The first `size` steps of a Fisher-Yates shuffle of 0 .. n - 1. */
function drawnPositions(n: number, size: number, seed: number): number[] {
  const random = seededRandom(seed);
  const positions = Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < size; i++) {
    const j = i + random.int(n - i);
    const [a = 0, b = 0] = [positions[i], positions[j]];
    positions[i] = b;
    positions[j] = a;
  }
  return positions.slice(0, size);
}

function pick<Item>(items: readonly Item[], positions: readonly number[]): Item[] {
  const wanted = new Map(positions.map((position, i) => [position, i]));
  const picked: Item[] = [];
  items.forEach((item, position) => {
    const i = wanted.get(position);
    if (i !== undefined) picked[i] = item;
  });
  return picked;
}
