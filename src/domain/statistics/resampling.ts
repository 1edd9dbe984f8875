import { binomialDrawer } from './binomial-draw.ts';
import type { SeededRandom } from './random.ts';

/**
 * A way to draw a sample like the one at hand, with replacement. A resample is written as counts: how often each case (or
 * each cell of a table) occurs in it.
 */
export interface Resampler {
  /** Length of the counts. */
  readonly size: number;
  /** Number of independent units that are drawn: cases, or groups of cases. */
  readonly units: number;
  readonly unit: 'case' | 'group';
  /** Overwrites `counts` with a resample. */
  draw(random: SeededRandom, counts: Uint32Array): void;
  /** Overwrites `counts` with the sample itself. */
  whole(counts: Uint32Array): void;
  /**
   * Overwrites `counts` with the sample less some of its units, for the jackknife; `part` from 0 to `parts` - 1. Returns
   * how many parts of the sample look the same as this one.
   */
  without(part: number, counts: Uint32Array): number;
  readonly parts: number;
}

/** Beyond this many units the jackknife leaves out blocks of units: its cost would grow with their square. */
const mostParts = 1000;

/** Which cases belong together. */
export interface Clusters {
  /** Group of each case, from 0. */
  readonly groupOf: Int32Array;
  readonly groupCount: number;
}

/** Numbers the groups in the order in which they occur; a case without a group is a group of its own. */
export function clustersOf(groups: readonly (string | undefined)[]): Clusters {
  const numbers = new Map<string, number>();
  let groupCount = 0;
  const groupOf = Int32Array.from(groups, (group) => {
    if (group === undefined) return groupCount++;
    const known = numbers.get(group);
    if (known !== undefined) return known;
    numbers.set(group, groupCount);
    return groupCount++;
  });
  return { groupOf, groupCount };
}

/** Does some group have more than one case? Then cases are not independent. */
export function isClustered(clusters: Clusters): boolean {
  return clusters.groupCount < clusters.groupOf.length;
}

/** `n` independent cases; the counts say how often each is drawn. */
export function casesResampler(n: number): Resampler {
  const parts = Math.min(n, mostParts);
  return {
    size: n,
    units: n,
    unit: 'case',
    parts,
    draw(random, counts) {
      counts.fill(0);
      random.countDraws(n, counts);
    },
    whole(counts) {
      counts.fill(1);
    },
    without(part, counts) {
      counts.fill(1);
      for (let i = part; i < n; i += parts) counts[i] = 0;
      return 1;
    },
  };
}

/** Whole groups are drawn, as many as there are; the counts are of cases. Source: Davison and Hinkley 1997, 3.8. */
export function groupsResampler({ groupOf, groupCount }: Clusters): Resampler {
  const groups = casesResampler(groupCount);
  const groupCounts = new Uint32Array(groupCount);
  const spread = (counts: Uint32Array) => {
    for (let i = 0; i < groupOf.length; i++) counts[i] = groupCounts[groupOf[i] ?? 0] ?? 0;
  };
  return {
    size: groupOf.length,
    units: groupCount,
    unit: 'group',
    parts: groups.parts,
    draw(random, counts) {
      groups.draw(random, groupCounts);
      spread(counts);
    },
    whole(counts) {
      groups.whole(groupCounts);
      spread(counts);
    },
    without(part, counts) {
      groups.without(part, groupCounts);
      spread(counts);
      return 1;
    },
  };
}

/** The resampler that fits the cases: by group where some group has several, else by case. */
export function clustersResampler(clusters: Clusters): Resampler {
  return isClustered(clusters) ? groupsResampler(clusters) : casesResampler(clusters.groupCount);
}

/**
 * Independent cases that fall into the cells of a table (a confusion matrix): what becomes of the cells when cases are
 * drawn with replacement is a multinomial draw, so its cost grows with the cells and not with the cases.
 */
export function cellsResampler(cells: ArrayLike<number>): Resampler {
  const sample = Uint32Array.from(cells);
  const filled = [...sample.keys()].filter((cell) => (sample[cell] ?? 0) > 0);
  const n = sample.reduce((sum, count) => sum + count, 0);
  const binomial = binomialDrawer(n);
  return {
    size: sample.length,
    units: n,
    unit: 'case',
    parts: filled.length,
    draw(random, counts) {
      counts.fill(0);
      let casesLeft = n;
      let massLeft = n;
      for (const cell of filled) {
        const mass = sample[cell] ?? 0;
        const drawn = mass === massLeft ? casesLeft : binomial(random, casesLeft, mass / massLeft);
        counts[cell] = drawn;
        casesLeft -= drawn;
        massLeft -= mass;
      }
    },
    whole(counts) {
      counts.set(sample);
    },
    without(part, counts) {
      counts.set(sample);
      const cell = filled[part] ?? 0;
      counts[cell] = (counts[cell] ?? 0) - 1;
      return sample[cell] ?? 0;
    },
  };
}
