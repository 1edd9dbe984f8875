import { normalLower, normalQuantile } from './distributions/normal.ts';

/**
 * Planning of a paired comparison of two models by McNemar's test (normal approximation). Source: Connor 1987, Biometrics
 * 43:207; Miettinen 1968, Biometrics 24:339.
 */
export interface PairedDesign {
  /** Share of cases that exactly one of the two has right, above 0 and at most 1. */
  readonly discordant: number;
  /** Two-sided, e.g. 0.05. */
  readonly significance: number;
}

/**
 * The chance of finding a true difference.
 *
 * @param difference of the shares right, in absolute value at most `discordant`.
 */
export function mcnemarPower(design: PairedDesign, cases: number, difference: number): number {
  requireDesign(design);
  const size = requireDifference(design, difference);
  const { discordant } = design;
  const spread = Math.sqrt(discordant - size * size);
  const excess = size * Math.sqrt(cases) - criticalValue(design) * Math.sqrt(discordant);
  if (spread === 0) return excess > 0 ? 1 : 0;
  return normalLower(excess / spread);
}

/** Cases needed to find a true difference with the given power; a whole number. Arguments as for `mcnemarPower`. */
export function mcnemarSampleSize(design: PairedDesign, power: number, difference: number): number {
  requireDesign(design);
  requirePower(power);
  const size = requireDifference(design, difference);
  if (size === 0) throw new RangeError('no number of cases shows a difference of 0');
  const { discordant } = design;
  const root =
    criticalValue(design) * Math.sqrt(discordant) +
    normalQuantile(power) * Math.sqrt(discordant - size * size);
  return Math.ceil((root / size) ** 2);
}

/**
 * The least true difference that so many cases show with the given power; null where not even the greatest possible one
 * (all discordant cases for one model) would be.
 */
export function detectableDifference(design: PairedDesign, cases: number, power: number): number | null {
  requireDesign(design);
  requirePower(power);
  const { discordant } = design;
  if (!(mcnemarPower(design, cases, discordant) >= power)) return null;
  let low = 0;
  let high = discordant;
  for (let i = 0; i < 100 && high - low > 1e-12; i++) {
    const middle = (low + high) / 2;
    if (mcnemarPower(design, cases, middle) >= power) high = middle;
    else low = middle;
  }
  return high;
}

/** As a person reads it: what the comparison could have shown. */
export function detectableInWords(design: PairedDesign, cases: number, power: number): string {
  const detectable = detectableDifference(design, cases, power);
  const share = (value: number) => `${Math.round(value * 100)}`;
  const premise = `With ${cases} cases, of which ${share(design.discordant)} % are right for one of the two alone,`;
  return detectable === null
    ? `${premise} no difference would have shown with a chance of ${share(power)} %.`
    : `${premise} a difference of ${share(detectable)} points would have shown with a chance of ${share(power)} %.`;
}

function criticalValue({ significance }: PairedDesign): number {
  return normalQuantile(1 - significance / 2);
}

function requireDesign({ discordant, significance }: PairedDesign): void {
  if (!(discordant > 0 && discordant <= 1)) {
    throw new RangeError(`the share of discordant cases must be above 0 and at most 1, not ${discordant}`);
  }
  if (!(significance > 0 && significance < 1)) {
    throw new RangeError(`the significance level must lie between 0 and 1, not at ${significance}`);
  }
}

function requireDifference({ discordant }: PairedDesign, difference: number): number {
  const size = Math.abs(difference);
  if (!(size <= discordant)) {
    throw new RangeError(`a difference of ${difference} cannot come from ${discordant} discordant cases`);
  }
  return size;
}

function requirePower(power: number): void {
  if (!(power > 0 && power < 1)) throw new RangeError(`power must lie between 0 and 1, not at ${power}`);
}
