import { incompleteGamma } from './gamma.ts';

/** P(Z <= z) for a standard normal Z; accurate to about 1e-14 of itself also far below 0. */
export function normalLower(z: number): number {
  return z <= 0 ? 0.5 * incompleteGamma(0.5, (z * z) / 2).upper : 1 - normalLower(-z);
}

/** P(Z > z). */
export function normalUpper(z: number): number {
  return normalLower(-z);
}

/** P(|Z| > |z|). */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * normalLower(-Math.abs(z)));
}

export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The z with P(Z <= z) = p; minus and plus infinity at 0 and 1. Hastings' rational start (Abramowitz and Stegun 26.2.23)
 * and three steps of Halley's method against `normalLower`.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies between 0 and 1, not ${p}`);
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let z =
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t) -
    t;
  for (let i = 0; i < 3; i++) {
    const step = (normalLower(z) - p) / normalDensity(z);
    z -= step / (1 + (z * step) / 2);
  }
  return z;
}
