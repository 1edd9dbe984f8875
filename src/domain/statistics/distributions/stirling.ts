/**
 * Parts of densities that stay accurate where differences of log-gammas lose their digits.
 * Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */

/** log Gamma(z) for z > 0, relative error about 1e-15: Lanczos' approximation with g = 7, nine terms. */
export function logGamma(z: number): number {
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
  const x = z - 1;
  let sum = 0.99999999999980993;
  lanczos.forEach((coefficient, i) => (sum += coefficient / (x + i + 1)));
  const t = x + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** log Gamma(n + 1) - (n + 1/2) log n + n - log(2 pi) / 2, for n > 0: the error of Stirling's formula. */
export function stirlingError(n: number): number {
  if (n < 15) return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI);
  const square = n * n;
  return (
    (1 / 12 -
      (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) /
        square) /
    n
  );
}

/** x log(x / mean) + mean - x, for x >= 0 and mean > 0: exact also where x is near the mean. */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const v = (x - mean) / (x + mean);
  let sum = (x - mean) * v;
  let term = 2 * x * v;
  for (let j = 3; ; j += 2) {
    term *= v * v;
    const next = sum + term / j;
    if (next === sum) return sum;
    sum = next;
  }
}
