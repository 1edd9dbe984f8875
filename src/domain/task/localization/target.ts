import type { LabelledPoint, Region, Truth } from '../../dataset/truth.ts';
import { choiceOption, optionOf } from '../options.ts';
import type { TaskSpec } from '../task.ts';

export const form = choiceOption('form', ['side and zone', 'region', 'point', 'tooth'], 'side and zone', {
  label: 'Place asked for as',
  help: 'A case can be asked about in the terms in which its reference gives the place.',
  decides: 'asking',
  choiceWords: {
    'side and zone': 'side and zone',
    region: 'name of the region',
    point: 'a point',
    tooth: 'tooth by FDI number',
  },
});

/** The places that count as right, all of one label. */
export type Target =
  | { readonly kind: 'points'; readonly label: string; readonly points: readonly LabelledPoint[] }
  | { readonly kind: 'regions'; readonly label: string; readonly regions: readonly Region[] };

/** What is to be found in a case: the first of the plan's labels that the truth places in the terms asked for; null where it places none. */
export function findTarget(truth: Truth, spec: TaskSpec): Target | null {
  const asked = optionOf(spec, form);
  for (const { name } of spec.labels) {
    if (asked === 'point') {
      const points = (truth.points ?? []).filter(({ label }) => label === name);
      if (points.length > 0) return { kind: 'points', label: name, points };
      continue;
    }
    const regions = (truth.regions ?? []).filter(
      (region) => region.label === name && isPlaced(region, asked),
    );
    if (regions.length > 0) return { kind: 'regions', label: name, regions };
  }
  return null;
}

/** The label that a prompt asks to locate. Throws RangeError where the case has none. */
export function targetOf(truth: Truth, spec: TaskSpec): string {
  const target = findTarget(truth, spec);
  if (target === null) throw new RangeError(missingTarget(truth, spec) ?? '');
  return target.label;
}

/** Why a case has nothing to locate in the terms asked for; null where it has. */
export function missingTarget(truth: Truth, spec: TaskSpec): string | null {
  if (findTarget(truth, spec) !== null) return null;
  const asked = optionOf(spec, form);
  const other = form.choices.find(
    (choice) => findTarget(truth, { ...spec, options: { ...spec.options, form: choice } }) !== null,
  );
  const remedy = other === undefined ? '' : `; it has what the form "${other}" asks for`;
  return `The case has no reference ${asked} for any of the labels${remedy}.`;
}

function isPlaced({ side, zone, name, fdi }: Region, asked: 'side and zone' | 'region' | 'tooth'): boolean {
  switch (asked) {
    case 'side and zone':
      return side !== undefined || zone !== undefined;
    case 'region':
      return name !== undefined;
    case 'tooth':
      return fdi !== undefined;
  }
}
