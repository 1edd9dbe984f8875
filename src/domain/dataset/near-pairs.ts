import { lookBits, lookDistance } from './look.ts';

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

/**
 * Pairs of pictures of different cases whose looks differ in at most `threshold` bits, the nearest first. Of pictures
 * that look exactly the same each is paired with the next alone, and one of them stands for all where another look is
 * near: so whatever belongs together hangs together, and a thousand blank pictures are no half a million pairs.
 *
 * Two looks that differ in at most t bits agree in at least one of t + 1 bands of bits: only those are compared.
 *
 * @throws RangeError where the threshold is no whole number from 0 to 100.
 */
export function nearPairs(pictures: readonly LookedAt[], threshold: number): readonly NearPair[] {
  if (!Number.isInteger(threshold) || threshold < 0 || threshold > mostBits)
    throw new RangeError(`the threshold must be a whole number from 0 to ${mostBits}, not ${threshold}`);
  const looks = distinctLooks(pictures);
  const pairs: NearPair[] = [];
  for (const { places } of looks) {
    for (let n = 1; n < places.length; n += 1) {
      const [a = 0, b = 0] = [places[n - 1], places[n]];
      pairs.push({ a, b, distance: 0 });
    }
  }
  if (threshold > 0) {
    for (const [first, second, distance] of nearLooks(looks, threshold)) {
      const pair = firstOfDifferentCases(first.places, second.places, pictures);
      if (pair !== null) pairs.push({ a: Math.min(...pair), b: Math.max(...pair), distance });
    }
  }
  return pairs.sort((one, other) => one.distance - other.distance || one.a - other.a || one.b - other.b);
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

function* nearLooks(looks: readonly Look[], threshold: number): Generator<readonly [Look, Look, number]> {
  const bands = bandsOf(threshold + 1);
  for (const [index, band] of bands.entries()) {
    const buckets = new Map<string, number[]>();
    for (const [at, { bits }] of looks.entries()) {
      const key = bitsIn(bits, band);
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [at]);
      else bucket.push(at);
    }
    for (const bucket of buckets.values()) {
      for (let n = 1; n < bucket.length; n += 1) {
        const one = looks[bucket[n] ?? 0];
        for (let m = 0; m < n; m += 1) {
          const other = looks[bucket[m] ?? 0];
          if (one === undefined || other === undefined) continue;
          const distance = lookDistance(one.bits, other.bits);
          if (distance > threshold) continue;
          // Found already where they agree in an earlier band.
          if (bands.slice(0, index).some((before) => bitsIn(one.bits, before) === bitsIn(other.bits, before)))
            continue;
          yield [other, one, distance];
        }
      }
    }
  }
}

interface Band {
  readonly from: number;
  readonly to: number;
}

const bandsOf = (count: number): readonly Band[] =>
  Array.from({ length: count }, (_, n) => ({
    from: Math.floor((n * lookBits) / count),
    to: Math.floor(((n + 1) * lookBits) / count),
  }));

/** The bits of a band as text: a band may be longer than a number is exact. */
function bitsIn(bits: Uint32Array | undefined, { from, to }: Band): string {
  let text = '';
  for (let at = from; at < to;) {
    const length = Math.min(32 - (at & 31), to - at);
    text += `${((bits?.[at >> 5] ?? 0) >>> (at & 31)) & (length === 32 ? -1 : (1 << length) - 1)} `;
    at += length;
  }
  return text;
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
