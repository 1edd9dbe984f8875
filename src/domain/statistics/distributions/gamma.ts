import { deviance, logGamma, stirlingError } from './stirling.ts';

/**
 * The regularized incomplete gamma functions P(shape, x) and Q(shape, x) = 1 - P, each to about 1e-14 of itself, so that
 * neither loses its digits in a far tail. Source: Numerical Recipes, 6.2 (series below shape + 1, Lentz' continued
 * fraction above), with Loader's form of the common factor.
 *
 * @param shape above 0; @param x at least 0.
 */
export function incompleteGamma(
  shape: number,
  x: number,
): { readonly lower: number; readonly upper: number } {
  if (!(shape > 0) || !(x >= 0)) throw new RangeError(`incomplete gamma of shape ${shape} at ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  // x^shape e^-x / Gamma(shape)
  const factor = density(shape, x);
  if (x < shape + 1) {
    const lower = (factor * series(shape, x)) / shape;
    return { lower, upper: 1 - lower };
  }
  const upper = factor * continuedFraction(shape, x);
  return { lower: 1 - upper, upper };
}

/** P(X > x) for a chi-squared variable with `freedom` degrees of freedom (above 0). */
export function chiSquaredUpper(x: number, freedom: number): number {
  return x <= 0 ? 1 : incompleteGamma(freedom / 2, x / 2).upper;
}

function density(shape: number, x: number): number {
  if (shape < 1) return Math.exp(shape * Math.log(x) - x - logGamma(shape));
  const poisson = Math.exp(-stirlingError(shape) - deviance(shape, x)) / Math.sqrt(2 * Math.PI * shape);
  return poisson * shape;
}

function series(shape: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = shape + 1; ; n++) {
    term *= x / n;
    if (sum + term === sum) return sum;
    sum += term;
  }
}

function continuedFraction(shape: number, x: number): number {
  const least = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / least;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 1e6; i++) {
    const a = -i * (i - shape);
    b += 2;
    d = a * d + b;
    if (Math.abs(d) < least) d = least;
    c = b + a / c;
    if (Math.abs(c) < least) c = least;
    d = 1 / d;
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return h;
}
