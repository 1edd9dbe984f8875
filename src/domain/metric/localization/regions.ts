import type { Region, Side } from '../../dataset/truth.ts';
import type { LocatedTarget } from './located-target.ts';

/** Which parts of a region an answer has right; null where the truth does not give the part. */
export interface RegionAgreement {
  readonly name: boolean | null;
  readonly side: boolean | null;
  readonly zone: boolean | null;
  readonly fdi: boolean | null;
  readonly quadrant: boolean | null;
}

/** A part that the answer leaves out is wrong. A tooth's number gives its side and quadrant. Names and zones are compared without regard to case. */
export function regionAgreement(truth: Region, answer: Region | undefined): RegionAgreement {
  const agree = <Part>(wanted: Part | undefined, given: Part | undefined) =>
    wanted === undefined ? null : wanted === given;
  return {
    name: agree(folded(truth.name), folded(answer?.name)),
    side: agree(sideOf(truth), answer && sideOf(answer)),
    zone: agree(folded(truth.zone), folded(answer?.zone)),
    fdi: agree(truth.fdi, answer?.fdi),
    quadrant: agree(quadrantOf(truth), answer && quadrantOf(answer)),
  };
}

/**
 * Is the region right? Where the truth gives a tooth's number, the number decides alone; else every part that the truth gives must agree.
 */
export function regionHit({ fdi, name, side, zone, quadrant }: RegionAgreement): boolean {
  return fdi ?? [name, side, zone, quadrant].every((part) => part !== false);
}

/** Each true region with the answered region of its label that agrees best: hits first, one answer to one region. */
export function locateRegions(truth: readonly Region[], answered: readonly Region[]): LocatedTarget[] {
  const assigned = bestPairs(truth, answered);
  return truth.map((target, t) => {
    const answer = assigned.get(t);
    const agreement = regionAgreement(target, answer);
    return {
      label: target.label,
      hit: answer !== undefined && regionHit(agreement),
      distance: null,
      sideAgrees: agreement.side,
      sideSwapped: swapped(sideOf(target), answer && sideOf(answer)),
    };
  });
}

/** The side of the patient: as given, else that of the tooth or quadrant (1, 4, 5 and 8 are on the right). */
export function sideOf(region: Region): Side | undefined {
  const quadrant = quadrantOf(region);
  if (region.side !== undefined || quadrant === undefined) return region.side;
  return [1, 4, 5, 8].includes(quadrant) ? 'right' : 'left';
}

function quadrantOf({ quadrant, fdi }: Region): number | undefined {
  return quadrant ?? (fdi === undefined ? undefined : Math.floor(fdi / 10));
}

function swapped(truth: Side | undefined, answer: Side | undefined): boolean | null {
  if (truth !== 'left' && truth !== 'right') return null;
  return answer === (truth === 'left' ? 'right' : 'left');
}

function folded(text: string | undefined): string | undefined {
  return text?.trim().toLowerCase();
}

function bestPairs(truth: readonly Region[], answered: readonly Region[]): ReadonlyMap<number, Region> {
  const pairs = truth.flatMap((target, t) =>
    answered
      .filter(({ label }) => label === target.label)
      .map((answer) => {
        const agreement = regionAgreement(target, answer);
        const parts = Object.values(agreement).filter((part) => part === true).length;
        return { t, answer, rank: parts + (regionHit(agreement) ? 10 : 0) };
      }),
  );
  pairs.sort((a, b) => b.rank - a.rank);
  const assigned = new Map<number, Region>();
  const used = new Set<Region>();
  for (const { t, answer } of pairs) {
    if (assigned.has(t) || used.has(answer)) continue;
    assigned.set(t, answer);
    used.add(answer);
  }
  return assigned;
}
