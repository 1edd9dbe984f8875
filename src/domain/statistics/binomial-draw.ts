import type { SeededRandom } from './random.ts';

/** Draws numbers of successes in at most `most` trials. Exact, in a time that does not grow with the trials. */
export function binomialDrawer(most: number): (random: SeededRandom, n: number, p: number) => number {
  const logFactorial = new Float64Array(most + 1);
  for (let i = 1; i <= most; i++) logFactorial[i] = (logFactorial[i - 1] ?? 0) + Math.log(i);
  const draw = (random: SeededRandom, n: number, p: number): number => {
    if (n === 0 || p <= 0) return 0;
    if (p >= 1) return n;
    if (p > 0.5) return n - draw(random, n, 1 - p);
    return n * p < 10 ? byInversion(random, n, p) : byRejection(random, n, p, logFactorial);
  };
  return draw;
}

/** Walks up the distribution function; n p is small. Source: Kachitvichyanukul and Schmeiser 1988, algorithm BINV. */
function byInversion(random: SeededRandom, n: number, p: number): number {
  const odds = p / (1 - p);
  const first = Math.exp(n * Math.log1p(-p));
  for (;;) {
    let mass = first;
    let u = random.uniform();
    // Beyond n rounding has eaten the rest of the mass: draw again.
    for (let k = 0; k <= n; k++) {
      if (u < mass) return k;
      u -= mass;
      mass *= ((n - k) / (k + 1)) * odds;
    }
  }
}

/** Transformed rejection with squeeze, for n p >= 10 and p <= 1/2. Source: Hoermann 1993, algorithm BTRS. */
function byRejection(random: SeededRandom, n: number, p: number, logFactorial: Float64Array): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((n + 1) * p);
  const logOf = (k: number) => logFactorial[k] ?? 0;
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    const height = Math.log((v * alpha) / (a / (us * us) + b));
    const ratio =
      logOf(mode) + logOf(n - mode) - logOf(k) - logOf(n - k) + (k - mode) * Math.log(p / (1 - p));
    if (height <= ratio) return k;
  }
}
