import type {
  Finding,
  LabelledBox,
  LabelledPoint,
  Question,
  Region,
  Truth,
} from '../../domain/dataset/truth.ts';

/** `effusion, nodule`; `none of the labels` where that is known; null where the labels are unknown. */
export function labelWords(truth: Truth): string | null {
  if (truth.labels === undefined) return null;
  return truth.labels.length === 0 ? 'none of the labels' : truth.labels.join(', ');
}

/** `caries on tooth 36: x 120, y 80, 32 × 28 pixels`. */
export function boxWords({ label, x, y, width, height, fdi }: LabelledBox): string {
  const tooth = fdi === undefined ? '' : ` on tooth ${String(fdi)}`;
  return `${label}${tooth}: x ${pixels(x)}, y ${pixels(y)}, ${pixels(width)} × ${pixels(height)} pixels`;
}

export function pointWords({ label, x, y, toleranceRadius }: LabelledPoint): string {
  const radius =
    toleranceRadius === undefined ? '' : `; within ${pixels(toleranceRadius)} pixels counts as found`;
  return `${label}: x ${pixels(x)}, y ${pixels(y)}${radius}`;
}

/** `opacity: lower zone, right (the patient's)`; what the name says already is not said twice. */
export function regionWords({ label, name, side, zone, fdi, quadrant }: Region): string {
  const said = name?.toLowerCase() ?? '';
  const place = [name, zone !== undefined && !said.includes(zone.toLowerCase()) ? zone : undefined];
  const parts = [
    ...place,
    side !== undefined && !said.includes(side) ? side : undefined,
    fdi === undefined ? undefined : `tooth ${String(fdi)}`,
    quadrant === undefined ? undefined : `quadrant ${String(quadrant)}`,
  ].filter((part) => part !== undefined);
  const patients = side === 'left' || side === 'right' ? " (the patient's)" : '';
  return parts.length === 0 ? label : `${label}: ${parts.join(', ')}${patients}`;
}

export function findingWords({ observation, status, side }: Finding): string {
  return `${observation}: ${status}${side === undefined ? '' : `, ${side}`}`;
}

/** `Is there an effusion? no`; several accepted answers are joined by `or`. */
export const questionWords = ({ question, answers }: Question): string =>
  `${question} ${answers.join(' or ')}`;

/** Of a name with folders, `images/a.png`, the last part: what tells cases apart where there is little room. */
export const shortName = (name: string): string => name.split('/').at(-1) ?? name;

/** A tenth of a pixel is the most that a reference is good for. */
const pixels = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });
