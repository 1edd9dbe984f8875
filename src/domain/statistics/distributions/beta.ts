import { deviance, stirlingError } from './stirling.ts';

/**
 * The regularized incomplete beta function I_x(a, b) and its complement, each to about 1e-13 of itself. Source: Numerical
 * Recipes, 6.4 (Lentz' continued fraction), with Loader's form of the common factor.
 *
 * @param a above 0; @param b above 0; @param x from 0 to 1; @param complement 1 - x, where it is known more exactly.
 */
export function incompleteBeta(
  a: number,
  b: number,
  x: number,
  complement = 1 - x,
): { readonly lower: number; readonly upper: number } {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1))
    throw new RangeError(`incomplete beta of ${a}, ${b} at ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (complement === 0) return { lower: 1, upper: 0 };
  const factor = commonFactor(a, b, x, complement);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = (factor * continuedFraction(a, b, x)) / a;
    return { lower, upper: 1 - lower };
  }
  const upper = (factor * continuedFraction(b, a, complement)) / b;
  return { lower: 1 - upper, upper };
}

/**
 * The x with I_x(a, b) = p, to about 1e-15: bisection, sped up by secant steps while they stay inside the bracket.
 *
 * @param p from 0 to 1.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies between 0 and 1, not ${p}`);
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let i = 0; i < 200; i++) {
    const { lower, upper } = incompleteBeta(a, b, x);
    // Whichever of the two tails is small has the digits.
    const excess = p < 0.5 ? lower - p : 1 - p - upper;
    if (excess > 0) high = x;
    else low = x;
    const slope = commonFactor(a, b, x, 1 - x) / (x * (1 - x));
    const newton = x - excess / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next === x || high - low <= Number.EPSILON * high) return next;
    if (Math.abs(next - x) <= 1e-16 * x) return next;
    x = next;
  }
  return x;
}

/** P(T > t) for Student's t with `freedom` degrees of freedom (above 0). */
export function studentUpper(t: number, freedom: number): number {
  if (t < 0) return 1 - studentUpper(-t, freedom);
  return studentTwoSided(t, freedom) / 2;
}

/** P(|T| > |t|) for Student's t. */
export function studentTwoSided(t: number, freedom: number): number {
  const square = t * t;
  if (square === Infinity) return 0;
  const whole = freedom + square;
  return incompleteBeta(freedom / 2, 0.5, freedom / whole, square / whole).lower;
}

/** The t with P(|T| > t) = p, for p above 0 and at most 1. */
export function studentTwoSidedQuantile(p: number, freedom: number): number {
  if (p === 1) return 0;
  const x = betaQuantile(p, freedom / 2, 0.5);
  return Math.sqrt((freedom * (1 - x)) / x);
}

/** P(F > f) for Fisher's F with the given degrees of freedom. */
export function fisherUpper(f: number, numerator: number, denominator: number): number {
  if (f <= 0) return 1;
  const whole = denominator + numerator * f;
  return incompleteBeta(denominator / 2, numerator / 2, denominator / whole, (numerator * f) / whole).lower;
}

/** x^a (1 - x)^b Gamma(a + b) / (Gamma(a) Gamma(b)) */
function commonFactor(a: number, b: number, x: number, complement: number): number {
  const n = a + b;
  const log =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * complement);
  return Math.exp(log) * Math.sqrt((a * b) / (2 * Math.PI * n));
}

function continuedFraction(a: number, b: number, x: number): number {
  const least = 1e-300;
  let c = 1;
  let d = 1 / guarded(1 - ((a + b) * x) / (a + 1), least);
  let h = d;
  for (let m = 1; m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guarded(1 + even * d, least);
    c = guarded(1 + even / c, least);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guarded(1 + odd * d, least);
    c = guarded(1 + odd / c, least);
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return h;
}

function guarded(value: number, least: number): number {
  return Math.abs(value) < least ? least : value;
}
