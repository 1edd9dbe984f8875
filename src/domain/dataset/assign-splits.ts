import type { SampleId } from '../ids.ts';
import { seededShuffle } from '../statistics/sample.ts';
import type { Split } from './dataset.ts';

/** How much of the cases a split is to have, in any unit: 70 and 30, or 0.7 and 0.3. */
export interface SplitShare {
  readonly split: Split;
  readonly share: number;
}

/**
 * Divides cases among splits by chance, all cases of a group (a patient, a lesion) into the same: what was learned of a
 * patient cannot help in a test. A case without a group is one of its own. Groups come in an order that depends on the
 * seed alone, each into the split that lacks most of its share; so no split is off its share by more than the largest
 * group has cases. The same cases, shares and seed give the same splits.
 *
 * @throws RangeError where the shares are not all above 0.
 */
export function assignedSplits(
  cases: readonly { readonly id: SampleId; readonly group?: string }[],
  shares: readonly SplitShare[],
  seed: number,
): Map<SampleId, Split> {
  const whole = shares.reduce((sum, { share }) => sum + share, 0);
  if (shares.length === 0 || !shares.every(({ share }) => share > 0 && share < Infinity))
    throw new RangeError('every split needs a share above 0');
  const lacking = shares.map(({ split, share }) => ({ split, lacks: (share / whole) * cases.length }));
  const assigned = new Map<SampleId, Split>();
  for (const unit of seededShuffle(unitsOf(cases), seed)) {
    const neediest = lacking.reduce((most, each) => (each.lacks > most.lacks ? each : most));
    neediest.lacks -= unit.length;
    for (const id of unit) assigned.set(id, neediest.split);
  }
  return assigned;
}

function unitsOf(
  cases: readonly { readonly id: SampleId; readonly group?: string }[],
): readonly SampleId[][] {
  const units: SampleId[][] = [];
  const groups = new Map<string, SampleId[]>();
  for (const { id, group } of cases) {
    const known = group === undefined ? undefined : groups.get(group);
    if (known !== undefined) {
      known.push(id);
      continue;
    }
    const unit = [id];
    units.push(unit);
    if (group !== undefined) groups.set(group, unit);
  }
  return units;
}
