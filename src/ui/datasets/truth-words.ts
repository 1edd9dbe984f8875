import type { Finding, LabelledBox, LabelledPoint, Region, Truth } from '../../domain/dataset/truth.ts';

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

/** `opacity: lower zone, right (the patient's)`. */
export function regionWords({ label, name, side, zone, fdi, quadrant }: Region): string {
  const parts = [
    name,
    zone === undefined ? undefined : `${zone} zone`,
    side === undefined ? undefined : side === 'left' || side === 'right' ? `${side} (the patient's)` : side,
    fdi === undefined ? undefined : `tooth ${String(fdi)}`,
    quadrant === undefined ? undefined : `quadrant ${String(quadrant)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? label : `${label}: ${parts.join(', ')}`;
}

export function findingWords({ observation, status, side }: Finding): string {
  return `${observation}: ${status}${side === undefined ? '' : `, ${side}`}`;
}

/** A tenth of a pixel is the most that a reference is good for. */
const pixels = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });
