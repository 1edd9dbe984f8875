import { bitCount, lookDistance } from './look.ts';

/** A picture of a case. */
export interface LookedAt {
  /** Tells the case: pictures of one case are no duplicates of each other. */
  readonly of: string;
  readonly bits: Uint32Array;
}

/** Two pictures, by their places in the list, that differ in `distance` of 512 bits. */
export interface NearPair {
  readonly a: number;
  readonly b: number;
  readonly distance: number;
}

/** Above this many bits, pictures that have nothing to do with each other are near. */
export const mostBits = 100;

export interface NearPairs {
  /** The nearest first, up to the number that was wanted. */
  readonly pairs: readonly NearPair[];
  /** All that there are. */
  readonly found: number;
}

/** Told how many of the looks have been compared with all others, now and then. */
type OnDone = (done: number, total: number) => void;

/**
 * Pairs of pictures of different cases whose looks differ in at most `threshold` bits, the nearest first. Of pictures
 * that look exactly the same each is paired with the next alone, and one of them stands for all where another look is
 * near: so whatever belongs together hangs together, and a thousand blank pictures are no half a million pairs.
 *
 * Every look is compared with every other that has nearly as many bits set, those words first in which looks differ
 * most: radiographs of one view share so many bits that an index of parts of them would find nearly all of the others.
 * The time grows with the square of the looks, to some minutes for a hundred thousand; memory does not.
 *
 * @param most how many pairs are wanted.
 * @throws RangeError where the threshold is no whole number from 0 to 100.
 */
export function nearPairs(
  pictures: readonly LookedAt[],
  threshold: number,
  most = Infinity,
  onDone: OnDone = () => undefined,
): NearPairs {
  if (!Number.isInteger(threshold) || threshold < 0 || threshold > mostBits)
    throw new RangeError(`the threshold must be a whole number from 0 to ${mostBits}, not ${threshold}`);
  const looks = distinctLooks(pictures);
  const nearest = new NearestPairs(threshold, most);
  for (const { places } of looks) {
    for (let n = 1; n < places.length; n += 1) {
      const [a = 0, b = 0] = [places[n - 1], places[n]];
      nearest.add({ a, b, distance: 0 });
    }
  }
  if (threshold > 0) {
    eachNear(looks, threshold, onDone, (one, other, distance) => {
      const pair = firstOfDifferentCases(one.places, other.places, pictures);
      if (pair !== null) nearest.add({ a: Math.min(...pair), b: Math.max(...pair), distance });
    });
  }
  return nearest.taken();
}

/** The nearest pairs of those that are added, and the number of all; of the same distance those that came first. */
class NearestPairs {
  readonly #byDistance: NearPair[][];
  readonly #most: number;
  #found = 0;

  constructor(threshold: number, most: number) {
    this.#byDistance = Array.from({ length: threshold + 1 }, () => []);
    this.#most = most;
  }

  add(pair: NearPair): void {
    this.#found += 1;
    const alike = this.#byDistance[pair.distance];
    if (alike !== undefined && alike.length < this.#most) alike.push(pair);
  }

  taken(): NearPairs {
    const pairs = this.#byDistance.flatMap((alike) => alike.sort((a, b) => a.a - b.a || a.b - b.b));
    return { pairs: pairs.slice(0, this.#most), found: this.#found };
  }
}

interface Look {
  readonly bits: Uint32Array;
  /** Of pictures that look so, one for each case. */
  readonly places: number[];
}

function distinctLooks(pictures: readonly LookedAt[]): readonly Look[] {
  const looks = new Map<string, { readonly look: Look; readonly cases: Set<string> }>();
  for (const [place, { of, bits }] of pictures.entries()) {
    const key = bits.join(' ');
    const known = looks.get(key);
    if (known === undefined) looks.set(key, { look: { bits, places: [place] }, cases: new Set([of]) });
    else if (!known.cases.has(of)) {
      known.cases.add(of);
      known.look.places.push(place);
    }
  }
  return [...looks.values()].map(({ look }) => look);
}

/** Calls `near` once for every two looks that differ in at most `threshold` bits. */
function eachNear(
  looks: readonly Look[],
  threshold: number,
  onDone: OnDone,
  near: (one: Look, other: Look, distance: number) => void,
): void {
  const sorted = looks
    .map((look) => ({ look, set: lookDistance(look.bits, none(look.bits.length)) }))
    .sort((one, other) => one.set - other.set);
  const width = looks[0]?.bits.length ?? 0;
  const order = wordsByUse(looks, width);
  const words = new Uint32Array(sorted.length * width);
  const set = new Uint16Array(sorted.length);
  for (const [at, { look, set: bits }] of sorted.entries()) {
    set[at] = bits;
    order.forEach((word, n) => (words[at * width + n] = look.bits[word] ?? 0));
  }
  for (let one = 0; one < sorted.length; one += 1) {
    if (one % tellEvery === 0) onDone(one, sorted.length);
    const from = one * width;
    // Two looks differ in at least as many bits as one has more than the other.
    const mostSet = (set[one] ?? 0) + threshold;
    for (let other = one + 1; other < sorted.length && (set[other] ?? 0) <= mostSet; other += 1) {
      const to = other * width;
      let distance = 0;
      for (let n = 0; n < width && distance <= threshold; n += 1)
        distance += bitCount((words[from + n] ?? 0) ^ (words[to + n] ?? 0));
      if (distance > threshold) continue;
      const [a, b] = [sorted[one], sorted[other]];
      if (a !== undefined && b !== undefined) near(a.look, b.look, distance);
    }
  }
  onDone(sorted.length, sorted.length);
}

const tellEvery = 64;
const none = (width: number) => new Uint32Array(width);

/** Places of the words of a look, those first whose bits are set in some looks and not in others. */
function wordsByUse(looks: readonly Look[], width: number): readonly number[] {
  const counts = new Float64Array(width * 32);
  for (const { bits } of looks)
    for (let bit = 0; bit < counts.length; bit += 1)
      if (((bits[bit >> 5] ?? 0) >>> (bit & 31)) & 1) counts[bit] = (counts[bit] ?? 0) + 1;
  const use = Array.from({ length: width }, (_, word) =>
    counts
      .subarray(word * 32, word * 32 + 32)
      .reduce((sum, count) => sum + count * (looks.length - count), 0),
  );
  return use.map((_, word) => word).sort((a, b) => (use[b] ?? 0) - (use[a] ?? 0));
}

function firstOfDifferentCases(
  ones: readonly number[],
  others: readonly number[],
  pictures: readonly LookedAt[],
): readonly [number, number] | null {
  for (const a of ones.slice(0, 2))
    for (const b of others.slice(0, 2)) if (pictures[a]?.of !== pictures[b]?.of) return [a, b];
  return null;
}
